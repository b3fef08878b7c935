"""The database is locked for ten seconds during a call: the caller is served or handed over, nothing is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.app.running import COLLECT
from bot.db.store import Store
from bot.ports import HangUpCause, PhoneState
from tests.audio import has_tone, tone
from tests.calls.world import Handset
from tests.road.house import CLIENT, SALES, House, beeps, until

LOCKED = 10.0  # seconds
MOMENTS = {"as they dial": 0, "while it rings": 7, "at the prompt": 15.5, "as they speak": 21.5}


@pytest.fixture
async def founded(house: House) -> House:
    await house.founded()
    return house


async def speaks(house: House) -> Handset:
    """Somebody who leaves a message if they are asked to, and is patient; back when it is over."""
    client = house.handset(CLIENT)
    client.phone.dial(SALES)
    await client.until(PhoneState.CALLING)
    await until(lambda: beeps(client) or client.shown[-1].state is PhoneState.IDLE)
    if client.shown[-1].state is not PhoneState.IDLE:
        await asyncio.sleep(0.6)
        client.phone.speak(tone(880, 2.0))
        await asyncio.sleep(2.2)
        client.phone.hang_up()
    await client.until(PhoneState.IDLE)
    return client


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_database_that_is_busy_delays_the_caller_and_takes_not_a_word(founded: House, moment: str) -> None:
    """Another process holds the lock: every write of ours waits for it."""
    calling = asyncio.create_task(speaks(founded))
    await asyncio.sleep(MOMENTS[moment])
    async with founded.app.services.store.write():
        await asyncio.sleep(LOCKED)
    client = await calling
    assert client.shown[-1].why == ""
    assert has_tone(await founded.sound_of(await founded.voice(founded.admin, seconds=1)), 880, 1.8)
    assert await founded.rows("call WHERE outcome = 'voicemail'") == 1


@asynccontextmanager
async def refusing(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """SQLite has waited for the lock as long as it does, and gives up."""

    @asynccontextmanager
    async def locked(_: Store) -> AsyncIterator[Any]:
        raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))
        yield

    with monkeypatch.context() as within:
        within.setattr(Store, "write", locked)
        yield


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_database_that_refuses_hands_the_caller_over_and_loses_nothing_that_was_said(
    founded: House, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    calling = asyncio.create_task(speaks(founded))
    await asyncio.sleep(MOMENTS[moment])
    async with refusing(monkeypatch):
        await asyncio.sleep(LOCKED)
    client = await calling
    handed_over = client.shown[-1].why == HangUpCause.UNAVAILABLE
    assert handed_over == (moment in ("as they dial", "while it rings", "at the prompt"))
    if not handed_over:
        await founded.voice(founded.admin, seconds=25)
    await founded.leaves_message(SALES)
    await founded.voice(founded.admin, seconds=1, number=1 if handed_over else 2)
    assert await founded.app.pbx.recordings() == []
    await asyncio.sleep(COLLECT)
    assert await founded.rows("call WHERE ended_at IS NULL") == 0
