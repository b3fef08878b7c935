"""What a caller goes through in a department's line."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.calls.floor import Floor, Place
from bot.domain.plan import CallbackOffer, CallPlan, Queue, Say
from bot.domain.queueing import DECLINED_REST, Strategy, Waiting
from bot.domain.sounds import Sound, place_in_line
from bot.ports import Outcome, PhoneState
from tests.audio import FakeSounds, has_tone, heard_in_order, tone, write_wav
from tests.calls.company import ANNA, BORIS, CLIENT, HOLD, HOLD_HZ, MESSAGE, PROMPT_HZ, SALES, TOLD
from tests.calls.world import Handset, World

DEPARTMENT = 3
SECOND = "+79007654321"
OFFER, THANKS, OFFER_HZ, THANKS_HZ = Sound("company/1/callback-offer"), Sound("company/1/callback-thanks"), 800.0, 900.0
PLACE_HZ = (1300.0, 1600.0)
LINE = Queue(DEPARTMENT, (ANNA, BORIS), Strategy.ALL, 10.0, HOLD, wait=120.0)
IN_TURN = replace(LINE, strategy=Strategy.IN_TURN)
OFFERED = replace(LINE, callback=CallbackOffer(OFFER, THANKS), speaks_every=5.0)


@pytest.fixture
def sounds(sounds: FakeSounds, tmp_path: Path) -> FakeSounds:
    places = zip((place_in_line(1, 1), place_in_line(1, 2)), PLACE_HZ, strict=True)
    for name, hz in ((OFFER, OFFER_HZ), (THANKS, THANKS_HZ), *places):
        assert name
        sounds[name] = write_wav(tmp_path / f"{hz:g}.wav", tone(hz, 1.0))
    return sounds


def leads_to(world: World, *steps: Queue) -> None:
    world.book.plans[SALES] = CallPlan(1, (*steps, MESSAGE))


async def dials(world: World, number: str = CLIENT) -> Handset:
    client = world.handset(number)
    client.phone.dial(SALES)
    await client.until(PhoneState.TALKING)
    return client


def states(world: World) -> list[PhoneState]:
    return [world.handset(person.phone).shown[-1].state for person in (ANNA, BORIS)]


async def test_everybody_busy_means_music_until_somebody_is_free(world: World) -> None:
    leads_to(world, LINE)
    with world.line.floor.calling(ANNA), world.line.floor.calling(BORIS):
        client = await dials(world)
        await asyncio.sleep(60)
        assert states(world) == [PhoneState.IDLE, PhoneState.IDLE]
        assert has_tone(bytes(client.heard[-16000:]), HOLD_HZ, 0.9)
    async with asyncio.timeout(0.05):
        await world.handset(BORIS.phone).until(PhoneState.RINGING)


async def test_whoever_came_first_is_served_first(world: World) -> None:
    leads_to(world, LINE)
    anna = world.handset(ANNA.phone)
    with world.line.floor.calling(ANNA), world.line.floor.calling(BORIS):
        await dials(world)
        await dials(world, SECOND)
        await asyncio.sleep(1)
    assert (await anna.until(PhoneState.RINGING)).other == CLIENT
    anna.phone.answer()
    assert (await world.handset(BORIS.phone).until(PhoneState.RINGING)).other in (CLIENT, SECOND)
    await asyncio.sleep(0.5)
    assert world.handset(BORIS.phone).shown[-1].other == SECOND


async def test_in_turn_the_next_one_is_rung_after_the_ring_time_and_the_first_rests(world: World) -> None:
    leads_to(world, IN_TURN)
    await dials(world)
    anna, boris = world.handset(ANNA.phone), world.handset(BORIS.phone)
    await anna.until(PhoneState.RINGING)
    await asyncio.sleep(9)
    assert states(world) == [PhoneState.RINGING, PhoneState.IDLE]
    await boris.until(PhoneState.RINGING)
    assert states(world) == [PhoneState.IDLE, PhoneState.RINGING]
    await asyncio.sleep(10.5)
    assert states(world) == [PhoneState.RINGING, PhoneState.IDLE], "rested, rung again"


async def test_whoever_declines_is_not_rung_again_at_once(world: World) -> None:
    leads_to(world, LINE)
    anna = world.handset(ANNA.phone)
    with world.line.floor.calling(BORIS):
        await dials(world)
        await anna.until(PhoneState.RINGING)
        anna.phone.decline()
        await asyncio.sleep(DECLINED_REST - 0.5)
        assert states(world) == [PhoneState.IDLE, PhoneState.IDLE]
        await asyncio.sleep(1)
        assert states(world)[0] is PhoneState.RINGING


async def test_after_a_talk_there_is_time_to_write_it_up(world: World) -> None:
    leads_to(world, replace(LINE, people=(ANNA,), wrap_up=20.0))
    anna, client = world.handset(ANNA.phone), await dials(world)
    await anna.until(PhoneState.RINGING)
    anna.phone.answer()
    await anna.until(PhoneState.TALKING)
    await dials(world, SECOND)
    client.phone.hang_up()
    await asyncio.sleep(19)
    assert anna.shown[-1].state is PhoneState.IDLE
    await asyncio.sleep(2)
    assert anna.shown[-1].state is PhoneState.RINGING


async def test_one_too_many_goes_on_to_the_next_step(world: World) -> None:
    leads_to(world, replace(LINE, capacity=1))
    await dials(world)
    second = await dials(world, SECOND)
    await asyncio.sleep(1)
    assert has_tone(bytes(second.heard), PROMPT_HZ)


async def test_time_over_leads_on_to_another_department(world: World) -> None:
    first = replace(LINE, people=(ANNA,), wait=15.0)
    leads_to(world, first, replace(LINE, department_id=4, people=(BORIS,)))
    await dials(world)
    await asyncio.sleep(14)
    assert states(world)[1] is PhoneState.IDLE
    await asyncio.sleep(2)
    assert states(world) == [PhoneState.IDLE, PhoneState.RINGING]


async def test_goodbye_ends_the_call_as_missed(world: World) -> None:
    world.book.plans[SALES] = CallPlan(1, (replace(LINE, wait=5.0), Say(TOLD)))
    client = await dials(world)
    await client.until(PhoneState.IDLE)
    assert world.book.outcomes == {1: Outcome.MISSED}


async def test_key_one_is_thanked_for_and_the_call_ends(world: World) -> None:
    leads_to(world, OFFERED)
    with world.line.floor.calling(ANNA), world.line.floor.calling(BORIS):
        client = await dials(world)
        await asyncio.sleep(7.5)
        client.phone.press("1")
        await client.until(PhoneState.IDLE)
    assert heard_in_order(bytes(client.heard), HOLD_HZ, OFFER_HZ, THANKS_HZ) == [HOLD_HZ, OFFER_HZ, HOLD_HZ, THANKS_HZ]
    assert world.book.promised == [(1, DEPARTMENT)]
    assert world.book.outcomes == {1: Outcome.CALLBACK}


async def test_keys_pressed_before_the_announcement_ask_for_nothing(world: World) -> None:
    leads_to(world, OFFERED)
    with world.line.floor.calling(ANNA), world.line.floor.calling(BORIS):
        client = await dials(world)
        for key in ("1", "1", "5"):
            client.phone.press(key)
        await asyncio.sleep(20)
    assert world.book.promised == []
    assert len([hz for hz in heard_in_order(bytes(client.heard), HOLD_HZ, OFFER_HZ) if hz == OFFER_HZ]) == 3


async def test_whoever_picks_up_during_the_announcement_talks_at_once(world: World) -> None:
    leads_to(world, OFFERED)
    anna = world.handset(ANNA.phone)
    with world.line.floor.calling(BORIS):
        client = await dials(world)
        await asyncio.sleep(5.2)
        anna.phone.answer()
        await anna.until(PhoneState.TALKING)
        client.heard.clear()
        anna.phone.speak(tone(700, 1.0))
        await asyncio.sleep(1.5)
    assert has_tone(bytes(client.heard), 700, 0.9)
    assert not has_tone(bytes(client.heard), OFFER_HZ, 0.1)


async def test_those_who_wait_are_told_their_place_from_time_to_time(world: World) -> None:
    leads_to(world, replace(LINE, tells_place=True))
    with world.line.floor.calling(ANNA), world.line.floor.calling(BORIS):
        first = await dials(world)
        second = await dials(world, SECOND)
        await asyncio.sleep(40)
        assert heard_in_order(bytes(first.heard), *PLACE_HZ) == [PLACE_HZ[0]]
        assert heard_in_order(bytes(second.heard), *PLACE_HZ) == [PLACE_HZ[1]]
        first.phone.hang_up()
        await asyncio.sleep(30)
    assert heard_in_order(bytes(second.heard), HOLD_HZ, *PLACE_HZ)[1::2] == [PLACE_HZ[1], PLACE_HZ[0]]


async def test_announcements_come_as_often_as_the_department_says(world: World) -> None:
    leads_to(world, replace(OFFERED, speaks_every=20.0))
    with world.line.floor.calling(ANNA), world.line.floor.calling(BORIS):
        client = await dials(world)
        await asyncio.sleep(19)
        assert not has_tone(bytes(client.heard), OFFER_HZ)
        await asyncio.sleep(46)
    assert heard_in_order(bytes(client.heard), HOLD_HZ, OFFER_HZ).count(OFFER_HZ) == 3, "at 20, 41 and 62 s"


async def test_the_place_comes_before_the_offer_of_a_call_back_and_key_one_still_asks_for_it(world: World) -> None:
    leads_to(world, replace(OFFERED, tells_place=True))
    with world.line.floor.calling(ANNA), world.line.floor.calling(BORIS):
        client = await dials(world)
        await asyncio.sleep(7.5)
        client.phone.press("1")
        await client.until(PhoneState.IDLE)
    tones = heard_in_order(bytes(client.heard), PLACE_HZ[0], OFFER_HZ, THANKS_HZ)
    assert tones == [PLACE_HZ[0], OFFER_HZ, THANKS_HZ]
    assert world.book.promised == [(1, DEPARTMENT)]


async def test_nobody_is_behind_the_call_back_that_they_themselves_were_promised() -> None:
    floor = Floor()
    promised, caller, next_one = (
        Place(
            Waiting(name, number, (1,)),
            (ANNA,),
            lambda _: None,
            department_id=DEPARTMENT,
            client=client,
            promised=name == "cb",
        )
        for name, number, client in (("cb", 1, CLIENT), ("7", 7, CLIENT), ("8", 8, SECOND))
    )
    with floor.calling(ANNA):
        for place in (promised, caller, next_one):
            floor.join(place)
        assert [floor.number_of(place) for place in (caller, next_one)] == [1, 2]
        floor.leave(caller)
        assert floor.number_of(next_one) == 2, "the call back is before them"


def test_from_the_eleventh_on_nobody_is_told_how_far_back_they_are() -> None:
    assert [place_in_line(1, number) is None for number in (1, 10, 11)] == [False, False, True]


async def test_whoever_hangs_up_leaves_the_line(world: World) -> None:
    leads_to(world, LINE)
    with world.line.floor.calling(ANNA), world.line.floor.calling(BORIS):
        client = await dials(world)
        client.phone.hang_up()
        await asyncio.sleep(0.5)
        assert world.line.floor.waiting_in(DEPARTMENT) == 0
    await asyncio.sleep(0.5)
    assert states(world) == [PhoneState.IDLE, PhoneState.IDLE]
    assert world.book.outcomes == {1: Outcome.ABANDONED}
