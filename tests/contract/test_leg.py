"""One caller and the PBX: coming in, sounds, hold music."""

import asyncio
from pathlib import Path

import pytest

from bot.ports import HangUpCause, HungUp, Leg, PhoneState
from tests.audio import has_tone, heard_in_order, tone, tone_seconds, write_wav
from tests.contract.person import Person
from tests.contract.rig import (
    DID,
    EMPLOYEE,
    HIGH,
    LONG_HIGH,
    LONG_LOW,
    LOW,
    OTHER_OUTSIDE,
    OUTSIDE,
    SHORT_HIGH,
    SHORT_LOW,
    Rig,
)


async def test_a_caller_comes_in_with_both_numbers(incoming: Leg, caller: Person) -> None:
    assert (incoming.caller, incoming.dialled) == (OUTSIDE, DID)
    assert (await caller.sees(PhoneState.CALLING)).other == DID


async def test_the_pbx_tells_an_employees_phone_from_a_caller_outside(
    rig: Rig, incoming: Leg, employee: Person
) -> None:
    employee.phone.dial(OUTSIDE)
    calling = await asyncio.wait_for(rig.callers.get(), 5)
    assert (calling.phone, calling.caller, calling.dialled) == (EMPLOYEE, EMPLOYEE, OUTSIDE)
    assert incoming.phone == ""


async def test_a_caller_hears_it_ring_and_is_not_connected_before_the_answer(incoming: Leg, caller: Person) -> None:
    await incoming.ring_back()
    await asyncio.sleep(0.5)
    await incoming.answer()
    await caller.sees(PhoneState.TALKING)
    caller.phone.hang_up()
    await asyncio.wait_for(incoming.gone(), 5)
    with pytest.raises(HungUp):
        await incoming.ring_back()


async def test_answering_connects_the_caller_once(incoming: Leg, caller: Person) -> None:
    await incoming.answer()
    assert (await caller.sees(PhoneState.TALKING)).other == DID
    await incoming.answer()


async def test_a_sound_is_played_to_its_end(rig: Rig, leg: Leg, caller: Person) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert await leg.play(SHORT_LOW) == ""
    assert loop.time() - began == pytest.approx(0.5, abs=rig.settle)
    await asyncio.sleep(rig.settle)
    assert tone_seconds(bytes(caller.heard), LOW) >= 0.5 - rig.lost - 0.1


async def test_several_sounds_are_heard_in_order(rig: Rig, leg: Leg, caller: Person) -> None:
    await leg.play(SHORT_LOW, SHORT_HIGH, SHORT_LOW)
    await asyncio.sleep(rig.settle)
    assert heard_in_order(bytes(caller.heard), LOW, HIGH) == [LOW, HIGH, LOW]


async def test_a_replaced_sound_is_heard_at_the_next_play(rig: Rig, leg: Leg, caller: Person, tmp_path: Path) -> None:
    await leg.play(SHORT_LOW)
    rig.sounds[SHORT_LOW] = write_wav(tmp_path / "sounds" / "new.wav", tone(HIGH, 0.5))
    await leg.play(SHORT_LOW)
    await asyncio.sleep(rig.settle)
    assert heard_in_order(bytes(caller.heard), LOW, HIGH) == [LOW, HIGH]


async def test_a_key_of_barge_in_ends_the_sound(rig: Rig, leg: Leg, caller: Person) -> None:
    playing = asyncio.create_task(leg.play(LONG_LOW, LONG_HIGH, barge_in="12"))
    await caller.hears(LOW)
    caller.phone.press("2")
    assert await asyncio.wait_for(playing, 1 + rig.settle) == "2"
    await asyncio.sleep(rig.settle)
    assert not has_tone(await caller.listens(0.5), LOW)


async def test_another_key_does_not_end_the_sound_and_is_kept(rig: Rig, leg: Leg, caller: Person) -> None:
    playing = asyncio.create_task(leg.play(SHORT_LOW, SHORT_HIGH, barge_in="1"))
    await caller.hears(LOW)
    caller.phone.press("5")
    assert await playing == ""
    assert await leg.digit(1) == "5"


async def test_a_cancelled_sound_stops_and_the_leg_goes_on(rig: Rig, leg: Leg, caller: Person) -> None:
    playing = asyncio.create_task(leg.play(LONG_LOW))
    await caller.hears(LOW)
    playing.cancel()
    await asyncio.wait([playing])
    await asyncio.sleep(rig.settle)
    assert not has_tone(await caller.listens(0.3), LOW)
    await leg.play(SHORT_HIGH)
    await caller.hears(HIGH)


async def test_hold_music_loops_until_unhold(rig: Rig, leg: Leg, caller: Person) -> None:
    await leg.hold(SHORT_LOW)
    await caller.hears(LOW)
    assert tone_seconds(await caller.listens(1.3), LOW) >= 0.8
    await leg.unhold()
    await asyncio.sleep(rig.settle)
    assert not has_tone(await caller.listens(0.7), LOW)


async def test_hold_music_that_is_replaced_is_heard_at_the_next_loop(
    rig: Rig, leg: Leg, caller: Person, tmp_path: Path
) -> None:
    await leg.hold(SHORT_LOW)
    await caller.hears(LOW)
    rig.sounds[SHORT_LOW] = write_wav(tmp_path / "sounds" / "new.wav", tone(HIGH, 0.5))
    await caller.hears(HIGH, within=2)


async def test_other_hold_music_takes_the_place_of_the_first(rig: Rig, leg: Leg, caller: Person) -> None:
    await leg.hold(LONG_LOW)
    await caller.hears(LOW)
    await leg.hold(LONG_HIGH)
    await caller.hears(HIGH)
    await asyncio.sleep(rig.settle)
    assert not has_tone(await caller.listens(0.5), LOW)


async def test_a_sound_ends_the_hold_music(rig: Rig, leg: Leg, caller: Person) -> None:
    await leg.hold(LONG_LOW)
    await caller.hears(LOW)
    await leg.play(SHORT_HIGH)
    await asyncio.sleep(rig.settle)
    assert not has_tone(await caller.listens(0.5), LOW)


async def test_unhold_without_music_does_nothing(leg: Leg) -> None:
    await leg.unhold()


async def test_two_callers_hear_each_their_own(rig: Rig, leg: Leg, caller: Person) -> None:
    async with Person(await rig.phone(OTHER_OUTSIDE)) as other:
        other.phone.dial(DID)
        second = await rig.callers.get()
        await second.answer()
        await asyncio.gather(leg.play(SHORT_LOW), second.play(SHORT_HIGH))
        await asyncio.sleep(rig.settle)
        assert heard_in_order(bytes(other.heard), LOW, HIGH)[-1:] == [HIGH]
        assert heard_in_order(bytes(caller.heard), LOW, HIGH) == [LOW]
        await second.hang_up()
        await other.sees(PhoneState.IDLE)
        with pytest.raises(HungUp):
            await second.play(SHORT_LOW)
        await leg.play(SHORT_LOW)


@pytest.mark.parametrize(
    "cause", [HangUpCause.BUSY, HangUpCause.DECLINED, HangUpCause.NO_SUCH_NUMBER, HangUpCause.UNAVAILABLE]
)
async def test_a_refused_caller_is_told_why(incoming: Leg, caller: Person, cause: HangUpCause) -> None:
    await incoming.hang_up(cause)
    assert (await caller.sees(PhoneState.IDLE)).why == cause.value
    await asyncio.wait_for(incoming.gone(), 5)
