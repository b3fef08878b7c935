"""What an employee's telephone can dial."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.plan import CallPlan, Dial
from bot.ports import Outcome, PhoneState
from tests.audio import dominant, has_tone, read_wav, tone, tone_seconds
from tests.calls.company import ANNA, BORIS, CLIENT, DIRECT, PLANS, SALES
from tests.calls.world import Handset, World

SHOWN = SALES
TO_CLIENT = CallPlan(1, (Dial(CLIENT, 20.0, shows=SHOWN, record=True),))
RINGBACK_HZ = 425


async def dials(world: World, number: str) -> Handset:
    anna = world.handset(ANNA.phone)
    await anna.until(PhoneState.IDLE)
    anna.phone.dial(number)
    return anna


async def test_client_is_dialled_and_the_caller_hears_it_ring_until_they_talk(world: World) -> None:
    anna, client = await dials(world, CLIENT), world.handset(CLIENT)
    await client.until(PhoneState.RINGING)
    await asyncio.sleep(1)
    assert anna.shown[-1].state is PhoneState.CALLING
    assert abs(dominant(bytes(anna.heard[:9600])) - RINGBACK_HZ) < 5
    client.phone.answer()
    await anna.until(PhoneState.TALKING)
    anna.phone.speak(tone(500, 1.0))
    client.phone.speak(tone(700, 1.0))
    await asyncio.sleep(1.5)
    assert has_tone(bytes(client.heard), 500, 0.8)
    assert has_tone(bytes(anna.heard), 700, 0.8)
    client.phone.hang_up()
    await anna.until(PhoneState.IDLE)
    await asyncio.sleep(0.1)
    assert world.book.outcomes == {1: Outcome.ANSWERED}
    assert world.book.talks == []


async def test_client_sees_the_did_and_the_talk_is_kept_where_the_options_say_so(world: World) -> None:
    world.book.plans[CLIENT] = TO_CLIENT
    anna, client = await dials(world, CLIENT), world.handset(CLIENT)
    assert (await client.until(PhoneState.RINGING)).other == SHOWN
    client.phone.answer()
    await anna.until(PhoneState.TALKING)
    anna.phone.speak(tone(500, 1.0))
    await asyncio.sleep(1.5)
    anna.phone.hang_up()
    await client.until(PhoneState.IDLE)
    await asyncio.sleep(1)
    [talk] = world.book.talks
    assert tone_seconds(read_wav(talk.file), 500) >= 0.8


async def test_client_who_is_busy_or_declines_is_told_to_the_caller_by_the_phone(world: World) -> None:
    anna, client = await dials(world, CLIENT), world.handset(CLIENT)
    await client.until(PhoneState.RINGING)
    client.phone.decline()
    assert (await anna.until(PhoneState.IDLE)).why == "declined"
    await asyncio.sleep(0.1)
    assert world.book.outcomes == {1: Outcome.DECLINED}
    assert world.line.floor.is_free(ANNA)


async def test_client_rings_for_as_long_as_the_plan_says(world: World) -> None:
    world.book.plans[CLIENT] = TO_CLIENT
    anna, client = await dials(world, CLIENT), world.handset(CLIENT)
    await client.until(PhoneState.RINGING)
    await asyncio.sleep(19)
    assert client.shown[-1].state is PhoneState.RINGING
    assert (await anna.until(PhoneState.IDLE)).why == "unavailable"
    assert client.shown[-1].state is PhoneState.IDLE


async def test_caller_who_gives_up_stops_the_ringing(world: World) -> None:
    anna, client = await dials(world, CLIENT), world.handset(CLIENT)
    await client.until(PhoneState.RINGING)
    anna.phone.hang_up()
    await client.until(PhoneState.IDLE)
    await asyncio.sleep(0.1)
    assert world.book.outcomes == {1: Outcome.ABANDONED}
    assert world.line.floor.is_free(ANNA)


async def test_caller_who_hangs_up_as_the_client_picks_up_leaves_nobody_on_the_line(world: World) -> None:
    anna, client = await dials(world, CLIENT), world.handset(CLIENT)
    await client.until(PhoneState.RINGING)
    client.phone.answer()
    anna.phone.hang_up()
    await asyncio.sleep(1)
    assert client.shown[-1].state is PhoneState.IDLE
    assert len(world.book.outcomes) == 1
    assert world.line.floor.is_free(ANNA)


async def test_employee_who_calls_out_is_not_rung(world: World) -> None:
    anna, client = await dials(world, CLIENT), world.handset(CLIENT)
    await client.until(PhoneState.RINGING)
    assert not world.line.floor.is_free(ANNA)
    other = world.handset("+79007654321")
    other.phone.dial(SALES)
    await world.handset(BORIS.phone).until(PhoneState.RINGING)
    await asyncio.sleep(2)
    assert PhoneState.RINGING not in [event.state for event in anna.shown]
    client.phone.decline()
    await anna.until(PhoneState.RINGING)


async def test_colleague_is_rung_like_by_a_client_and_takes_a_message(world: World) -> None:
    world.book.plans["102"] = replace(
        PLANS[DIRECT], steps=(replace(PLANS[DIRECT].steps[0], people=(BORIS,)), PLANS[DIRECT].steps[1])
    )
    anna, boris = await dials(world, "102"), world.handset(BORIS.phone)
    assert (await boris.until(PhoneState.RINGING)).other == ANNA.phone
    boris.phone.answer()
    await boris.until(PhoneState.TALKING)
    assert not world.line.floor.is_free(ANNA)
    anna.phone.hang_up()
    await boris.until(PhoneState.IDLE)
    await asyncio.sleep(0.1)
    assert world.line.floor.is_free(ANNA)
    assert world.line.floor.is_free(BORIS)


@pytest.mark.parametrize("number", ["112", "*31*79001234567", "55", "0890"])
async def test_what_is_nobodys_is_not_dialled(world: World, number: str) -> None:
    anna = await dials(world, number)
    await asyncio.sleep(1)
    assert (anna.shown[-1].state, anna.shown[-1].why) == (PhoneState.IDLE, "no-such-number")
    assert world.book.calls == {}


async def test_caller_from_outside_dials_no_outside_number_whatever_they_show(world: World) -> None:
    stranger, client = world.handset("+79007654321"), world.handset(CLIENT)
    await client.until(PhoneState.IDLE)
    stranger.phone.dial(CLIENT)
    await asyncio.sleep(1)
    assert stranger.shown[-1].why == "no-such-number"
    assert [event.state for event in client.shown] == [PhoneState.IDLE]
