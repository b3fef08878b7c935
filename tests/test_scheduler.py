"""The heartbeat: what has to run at once runs at once, and its trouble stops nobody."""

import asyncio

import pytest

from bot.scheduler import Heartbeat


async def test_a_first_tick_that_fails_is_logged_and_stops_neither_the_start_nor_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ran = []

    async def accrue() -> None:
        raise OSError("the disk is full")

    async def collect() -> None:
        ran.append("collect")

    heartbeat = Heartbeat({accrue: 3600.0, collect: 3600.0}, at_once=(accrue, collect))
    heartbeat.start()
    await asyncio.sleep(0.1)
    heartbeat.stop()
    assert ran == ["collect"]
    assert "accrue failed" in caplog.text
    assert "the disk is full" in caplog.text
