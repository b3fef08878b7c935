"""Either side may go at any moment, and the other one learns it at once."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from bot.domain.plan import RecordLimits
from bot.ports import HungUp, Leg, PhoneState
from tests.audio import has_tone
from tests.contract.person import Person
from tests.contract.rig import HIGH, LONG_LOW, LOW, SHORT_HIGH, SHORT_LOW, Rig

Step = Callable[[Leg], Coroutine[None, None, object]]

STEPS: dict[str, Step] = {
    "answer": lambda leg: leg.answer(),
    "play": lambda leg: leg.play(SHORT_LOW),
    "hold": lambda leg: leg.hold(SHORT_LOW),
    "unhold": lambda leg: leg.unhold(),
    "digit": lambda leg: leg.digit(1),
}


@pytest.mark.parametrize("step", STEPS)
async def test_nothing_can_be_done_with_one_who_has_gone(leg: Leg, caller: Person, step: str) -> None:
    caller.phone.hang_up()
    await asyncio.wait_for(leg.gone(), 5)
    with pytest.raises(HungUp):
        await STEPS[step](leg)


async def hold_and_wait_for_a_digit(leg: Leg) -> None:
    await leg.hold(LONG_LOW)
    await leg.digit(10)


WAITS: dict[str, Step] = {
    "play": lambda leg: leg.play(LONG_LOW, LONG_LOW, LONG_LOW),
    "play-with-barge-in": lambda leg: leg.play(LONG_LOW, LONG_LOW, LONG_LOW, barge_in="1"),
    "digit": lambda leg: leg.digit(10),
    "hold": hold_and_wait_for_a_digit,
}


@pytest.mark.parametrize("wait", WAITS)
async def test_a_caller_who_hangs_up_ends_every_wait_at_once(rig: Rig, leg: Leg, caller: Person, wait: str) -> None:
    waiting = asyncio.create_task(WAITS[wait](leg))
    await asyncio.sleep(0.5)
    caller.phone.hang_up()
    with pytest.raises(HungUp):
        await asyncio.wait_for(waiting, 0.5 + rig.settle)
    await asyncio.wait_for(leg.gone(), 1)


@pytest.mark.parametrize("wait", WAITS)
async def test_our_own_hang_up_ends_every_wait_at_once(rig: Rig, leg: Leg, caller: Person, wait: str) -> None:
    waiting = asyncio.create_task(WAITS[wait](leg))
    await asyncio.sleep(0.5)
    await leg.hang_up()
    with pytest.raises(HungUp):
        await asyncio.wait_for(waiting, 0.5 + rig.settle)
    await caller.sees(PhoneState.IDLE)


async def test_a_caller_may_give_up_before_the_answer(incoming: Leg, caller: Person) -> None:
    caller.phone.hang_up()
    await asyncio.wait_for(incoming.gone(), 5)
    await caller.sees(PhoneState.IDLE)
    with pytest.raises(HungUp):
        await incoming.answer()


async def test_hanging_up_twice_does_nothing(leg: Leg, caller: Person) -> None:
    await leg.hang_up()
    await caller.sees(PhoneState.IDLE)
    await leg.hang_up()
    await asyncio.wait_for(leg.gone(), 5)


async def test_many_may_wait_for_the_end(leg: Leg, caller: Person) -> None:
    waiting = [asyncio.create_task(leg.gone()) for _ in range(3)]
    caller.phone.hang_up()
    await asyncio.wait_for(asyncio.gather(*waiting), 5)


async def test_who_has_hung_up_can_call_again(rig: Rig, leg: Leg, caller: Person) -> None:
    caller.phone.hang_up()
    await asyncio.wait_for(leg.gone(), 5)
    await caller.sees(PhoneState.IDLE)
    caller.phone.dial(leg.dialled)
    again = await asyncio.wait_for(rig.callers.get(), 5)
    assert again.id != leg.id
    await again.answer()
    await caller.sees(PhoneState.TALKING)


async def test_a_call_that_is_over_does_not_disturb_the_next(rig: Rig, leg: Leg, caller: Person) -> None:
    await leg.hold(SHORT_LOW)
    caller.phone.hang_up()
    await asyncio.wait_for(leg.gone(), 5)
    await caller.sees(PhoneState.IDLE)
    caller.phone.dial(leg.dialled)
    again = await asyncio.wait_for(rig.callers.get(), 5)
    await again.answer()
    await caller.sees(PhoneState.TALKING)
    await leg.hang_up()
    assert not has_tone(await caller.listens(0.5), LOW)
    await again.play(SHORT_HIGH)
    await caller.hears(HIGH)
    caller.phone.press("5")
    assert await again.digit(1) == "5"


async def test_a_caller_who_has_gone_is_no_longer_recorded(leg: Leg, caller: Person) -> None:
    caller.phone.hang_up()
    await asyncio.wait_for(leg.gone(), 5)
    with pytest.raises(HungUp):
        await leg.record("too-late", RecordLimits())
