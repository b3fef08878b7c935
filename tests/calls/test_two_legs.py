"""A call that we place: the employee's telephone first, then the client's."""

import asyncio
from collections.abc import Callable

import pytest

from bot.calls.two_legs import order_story
from bot.domain.plan import CallPlan, Dial, Say, Step
from bot.domain.sounds import Sound
from bot.ports import OpenedCall, Outcome, PhoneState, PlacedCall, Progress, UnfinishedCall
from tests.audio import has_tone, tone
from tests.calls.company import ANNA, CLIENT, PROMPT, PROMPT_HZ, SALES
from tests.calls.world import Handset, World

LEG = "order-7"
DIAL = Dial(CLIENT, 20.0, shows=SALES)


def order(world: World, *steps: Step) -> int:
    """Placed as the services do it: written down, then handed to the desk."""
    calling = ANNA if len(steps) == 1 else None
    plan = CallPlan(1, steps)
    call_id = len(world.book.calls) + 1
    world.book.calls[call_id] = UnfinishedCall(call_id, plan, LEG, Progress.ARRIVED, None, "", calling)
    call = OpenedCall(call_id, plan, calling)
    world.desk.carry_out(call, order_story(world.line, PlacedCall(call, LEG)))
    return call_id


async def over(world: World, call_id: int) -> Outcome:
    """After everything that may still happen by itself."""
    await asyncio.sleep(90)
    assert world.line.floor.is_free(ANNA)
    assert {handset.shown[-1].state for handset in world.handsets.values()} == {PhoneState.IDLE}
    return world.book.outcomes[call_id]


async def both(world: World) -> tuple[Handset, Handset]:
    """The employee has picked up, the client's telephone rings."""
    anna, client = world.handset(ANNA.phone), world.handset(CLIENT)
    await anna.until(PhoneState.RINGING)
    anna.phone.answer()
    await client.until(PhoneState.RINGING)
    return anna, client


async def test_the_employee_is_rung_first_and_sees_the_client_who_sees_the_did(world: World) -> None:
    call_id = order(world, DIAL)
    anna, client = world.handset(ANNA.phone), world.handset(CLIENT)
    assert (await anna.until(PhoneState.RINGING)).other == CLIENT
    await asyncio.sleep(5)
    assert client.shown[-1].state is PhoneState.IDLE
    anna.phone.answer()
    assert (await client.until(PhoneState.RINGING)).other == SALES
    client.phone.answer()
    await client.until(PhoneState.TALKING)
    anna.phone.speak(tone(500, 1.0))
    client.phone.speak(tone(700, 1.0))
    await asyncio.sleep(1.5)
    assert has_tone(bytes(client.heard), 500, 0.8)
    assert has_tone(bytes(anna.heard), 700, 0.8)
    assert not world.line.floor.is_free(ANNA)
    client.phone.hang_up()
    assert await over(world, call_id) is Outcome.ANSWERED


async def test_the_employee_who_waits_hears_that_it_rings(world: World) -> None:
    call_id = order(world, DIAL)
    anna, client = await both(world)
    await asyncio.sleep(2)
    assert has_tone(bytes(anna.heard), 425, 0.5)
    client.phone.decline()
    assert await over(world, call_id) is Outcome.DECLINED


async def test_an_employee_who_does_not_pick_up_costs_the_client_nothing(world: World) -> None:
    call_id = order(world, DIAL)
    assert await over(world, call_id) is Outcome.NOT_PLACED
    assert [event.state for event in world.handset(CLIENT).shown] == [PhoneState.IDLE]


async def test_an_employee_who_declines_is_not_rung_again(world: World) -> None:
    call_id = order(world, DIAL)
    anna = world.handset(ANNA.phone)
    await anna.until(PhoneState.RINGING)
    anna.phone.decline()
    assert await over(world, call_id) is Outcome.NOT_PLACED
    assert [event.state for event in anna.shown].count(PhoneState.RINGING) == 1


CLIENTS: list[tuple[Callable[[Handset], object], Outcome]] = [
    (lambda client: client.phone.decline(), Outcome.DECLINED),
    (lambda client: None, Outcome.MISSED),
]


@pytest.mark.parametrize(("does", "outcome"), CLIENTS)
async def test_a_client_who_does_not_pick_up(world: World, does: Callable[[Handset], object], outcome: Outcome) -> None:
    call_id = order(world, DIAL)
    _, client = await both(world)
    does(client)
    assert await over(world, call_id) is outcome


async def test_a_client_who_is_busy(world: World) -> None:
    call_id = order(world, DIAL)
    anna, client = world.handset(ANNA.phone), world.handset(CLIENT)
    await anna.until(PhoneState.RINGING)
    client.phone.dial(SALES)
    await client.until(PhoneState.TALKING)
    anna.phone.answer()
    await asyncio.sleep(1)
    assert world.book.outcomes == {call_id: Outcome.BUSY}


async def test_an_employee_who_hangs_up_while_the_client_rings_stops_the_ringing(world: World) -> None:
    call_id = order(world, DIAL)
    anna, client = await both(world)
    anna.phone.hang_up()
    await client.until(PhoneState.IDLE)
    assert await over(world, call_id) is Outcome.ABANDONED


async def test_an_employee_on_the_telephone_is_rung_when_they_are_free_again(world: World) -> None:
    with world.line.floor.calling(ANNA):
        call_id = order(world, DIAL)
        await asyncio.sleep(60)
        assert world.handset(ANNA.phone).shown[-1].state is PhoneState.IDLE
    _, client = await both(world)
    client.phone.decline()
    assert await over(world, call_id) is Outcome.DECLINED


async def test_an_employee_who_talks_on_and_on_is_not_waited_for_without_end(world: World) -> None:
    with world.line.floor.calling(ANNA):
        call_id = order(world, DIAL)
        await asyncio.sleep(121)
        assert world.book.outcomes == {call_id: Outcome.NOT_PLACED}


async def test_a_talk_ends_after_as_long_as_it_may_last(world: World) -> None:
    call_id = order(world, Dial(CLIENT, 20.0, longest=1800.0))
    _, client = await both(world)
    client.phone.answer()
    await client.until(PhoneState.TALKING)
    await asyncio.sleep(1790)
    assert client.shown[-1].state is PhoneState.TALKING
    await asyncio.sleep(20)
    assert await over(world, call_id) is Outcome.ANSWERED


async def test_a_client_hears_a_spoken_answer_and_no_employee_is_rung(world: World) -> None:
    call_id = order(world, DIAL, Say(PROMPT))
    client = world.handset(CLIENT)
    assert (await client.until(PhoneState.RINGING)).other == SALES
    client.phone.answer()
    assert await over(world, call_id) is Outcome.ANSWERED
    assert has_tone(bytes(client.heard), PROMPT_HZ, 0.9)
    assert PhoneState.RINGING not in [event.state for event in world.handset(ANNA.phone).shown]


async def test_a_client_who_does_not_listen_to_the_end(world: World) -> None:
    call_id = order(world, DIAL, Say(PROMPT))
    client = world.handset(CLIENT)
    await client.until(PhoneState.RINGING)
    client.phone.answer()
    await asyncio.sleep(0.3)
    client.phone.hang_up()
    assert await over(world, call_id) is Outcome.ABANDONED


async def test_a_client_who_does_not_take_the_spoken_answer(world: World) -> None:
    call_id = order(world, DIAL, Say(PROMPT))
    await world.handset(CLIENT).until(PhoneState.RINGING)
    assert await over(world, call_id) is Outcome.MISSED


async def test_a_story_that_breaks_is_closed_and_leaves_nobody_on_the_line(world: World) -> None:
    call_id = order(world, DIAL, Say(Sound("no-such-sound")))
    client = world.handset(CLIENT)
    await client.until(PhoneState.RINGING)
    client.phone.answer()
    assert await over(world, call_id) is Outcome.INTERRUPTED
