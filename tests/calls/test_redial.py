"""A client who calls back: the employee who called them is rung first, and only if they are free."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.plan import Person, Ring
from bot.domain.redial import led_back
from bot.ports import Outcome, PhoneState
from tests.calls.company import ANNA, BORIS, DIRECT, PLANS
from tests.calls.world import Handset, World

WHY = "Вы звонили в 12:10"
BACK = led_back(PLANS[DIRECT], BORIS, WHY)  # Boris called; the Did leads to Anna


@pytest.fixture
async def phones(world: World) -> tuple[Handset, Handset]:
    world.book.plans[DIRECT] = BACK
    return world.handset(ANNA.phone), world.handset(BORIS.phone)


async def test_who_called_is_rung_first_and_their_telephone_says_why(
    world: World, phones: tuple[Handset, Handset]
) -> None:
    anna, boris = phones
    client = await world.call(DIRECT)
    assert (await boris.until(PhoneState.RINGING)).name == WHY
    await asyncio.sleep(29)
    assert anna.shown[-1].state is PhoneState.IDLE
    boris.phone.answer()
    await boris.until(PhoneState.TALKING)
    client.phone.hang_up()
    await boris.until(PhoneState.IDLE)
    await asyncio.sleep(0.1)
    assert world.book.outcomes == {1: Outcome.ANSWERED}


async def test_after_half_a_minute_the_usual_route_begins(world: World, phones: tuple[Handset, Handset]) -> None:
    anna, boris = phones
    await world.call(DIRECT)
    await boris.until(PhoneState.RINGING)
    await asyncio.sleep(31)
    assert boris.shown[-1].state is PhoneState.IDLE
    assert anna.shown[-1].state is PhoneState.RINGING
    assert anna.shown[-1].name == ""


async def test_who_declines_sends_the_client_on_at_once(world: World, phones: tuple[Handset, Handset]) -> None:
    anna, boris = phones
    await world.call(DIRECT)
    await boris.until(PhoneState.RINGING)
    boris.phone.decline()
    await asyncio.sleep(0.5)
    assert anna.shown[-1].state is PhoneState.RINGING


@pytest.mark.parametrize("others_free", [True, False])
async def test_who_is_on_the_phone_is_not_waited_for(
    world: World, phones: tuple[Handset, Handset], others_free: bool
) -> None:
    anna, boris = phones
    world.book.plans[DIRECT] = BACK if others_free else replace(BACK, steps=(BACK.steps[0], BACK.steps[-1]))
    with world.line.floor.calling(BORIS):
        client = await world.call(DIRECT)
        await asyncio.sleep(1)
        assert (anna.shown[-1].state is PhoneState.RINGING) is others_free
        assert boris.shown[-1].state is PhoneState.IDLE
        client.phone.hang_up()
        await client.until(PhoneState.IDLE)
        await asyncio.sleep(1)


def test_the_step_is_a_ring_of_one_that_nobody_waits_for() -> None:
    first = BACK.steps[0]
    assert isinstance(first, Ring)
    assert (first.people, first.waits) == ((Person(BORIS.employee_id, BORIS.phone),), False)
