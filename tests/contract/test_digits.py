"""Keys."""

import asyncio

import pytest

from bot.ports import Leg
from tests.contract.person import Person
from tests.contract.rig import Rig


async def test_keys_come_in_the_order_they_were_pressed(leg: Leg, caller: Person) -> None:
    for key in "19*0#":
        caller.phone.press(key)
        await asyncio.sleep(0.15)
    assert [await leg.digit(1) for _ in range(5)] == list("19*0#")


async def test_a_key_is_waited_for(rig: Rig, leg: Leg, caller: Person) -> None:
    waiting = asyncio.create_task(leg.digit(3))
    await asyncio.sleep(0.3)
    caller.phone.press("7")
    assert await asyncio.wait_for(waiting, 0.5 + rig.settle) == "7"


async def test_no_key_comes_to_an_end(rig: Rig, leg: Leg) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert await leg.digit(0.5) == ""
    assert loop.time() - began == pytest.approx(0.5, abs=rig.settle)


async def test_a_cancelled_wait_loses_no_key(leg: Leg, caller: Person) -> None:
    waiting = asyncio.create_task(leg.digit(3))
    await asyncio.sleep(0.1)
    waiting.cancel()
    await asyncio.wait([waiting])
    caller.phone.press("3")
    assert await leg.digit(1) == "3"
