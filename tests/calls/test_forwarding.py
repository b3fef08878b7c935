"""What a caller of an employee meets: busy, no answer, no forwarding at all."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.plan import CallPlan, Ring
from bot.ports import Outcome, PhoneState
from tests.audio import heard_in_order, tone
from tests.calls.company import ANNA, BEEP_HZ, BORIS, DIRECT, HOLD, HOLD_HZ, PLANS, PROMPT_HZ
from tests.calls.world import World

RING, MESSAGE = PLANS[DIRECT].steps
assert isinstance(RING, Ring)


@pytest.fixture
async def anna_talks(world: World) -> World:
    """With Boris, whom she has called."""
    world.book.plans[BORIS.phone] = CallPlan(1, (Ring((BORIS,), 10.0, HOLD), MESSAGE))
    anna, boris = world.handset(ANNA.phone), world.handset(BORIS.phone)
    anna.phone.dial(BORIS.phone)
    await boris.until(PhoneState.RINGING)
    boris.phone.answer()
    await boris.until(PhoneState.TALKING)
    return world


async def test_busy_and_forwarded_the_caller_is_asked_for_a_message_at_once(anna_talks: World) -> None:
    anna_talks.book.plans[DIRECT] = CallPlan(1, (replace(RING, waits=False), MESSAGE))
    client = await anna_talks.call(DIRECT)
    await asyncio.sleep(2)
    assert heard_in_order(bytes(client.heard), HOLD_HZ, PROMPT_HZ, BEEP_HZ) == [PROMPT_HZ, BEEP_HZ]
    client.phone.speak(tone(880, 2.0))
    await asyncio.sleep(2.5)
    client.phone.hang_up()
    await asyncio.sleep(1)
    assert [message.employee_id for message in anna_talks.book.messages] == [ANNA.employee_id]


async def test_busy_and_not_forwarded_the_caller_waits_and_gets_through(anna_talks: World) -> None:
    client = await anna_talks.call(DIRECT)
    anna = anna_talks.handset(ANNA.phone)
    await asyncio.sleep(3)
    anna.phone.hang_up()
    await anna.until(PhoneState.RINGING)
    anna.phone.answer()
    await anna.until(PhoneState.TALKING)
    client.phone.hang_up()
    assert heard_in_order(bytes(client.heard), HOLD_HZ, PROMPT_HZ) == [HOLD_HZ]


async def test_free_and_forwarded_on_busy_the_phone_rings_first(world: World) -> None:
    world.book.plans[DIRECT] = CallPlan(1, (replace(RING, waits=False), MESSAGE))
    await world.call(DIRECT)
    await world.handset(ANNA.phone).until(PhoneState.RINGING)


async def test_never_forwarded_the_call_ends_when_nobody_answers(world: World) -> None:
    world.book.plans[DIRECT] = CallPlan(1, (RING,))
    client = await world.call(DIRECT)
    await client.until(PhoneState.IDLE)
    await asyncio.sleep(0.1)
    assert world.book.outcomes == {1: Outcome.MISSED}
    assert heard_in_order(bytes(client.heard), HOLD_HZ, PROMPT_HZ) == [HOLD_HZ]
