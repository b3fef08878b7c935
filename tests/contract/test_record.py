"""Recordings: what ends them, what is in them, how they are fetched."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.plan import RecordLimits
from bot.ports import Leg, Recorded, RecordEnd
from tests.audio import has_tone, read_wav, seconds_of, silence, tone, tone_seconds
from tests.contract.person import Person
from tests.contract.rig import OTHER_VOICE, VOICE, Rig

NAME = "vm-1"
LIMITS = RecordLimits(seconds=10, silence=5)


async def begun(rig: Rig, leg: Leg, limits: RecordLimits = LIMITS) -> "asyncio.Task[Recorded]":
    """A recording that surely hears what is said from now on."""
    recording = asyncio.create_task(leg.record(NAME, limits))
    await asyncio.sleep(rig.settle)
    return recording


async def content(rig: Rig, tmp_path: Path) -> bytes:
    await rig.pbx.fetch(NAME, tmp_path / "fetched.wav")
    return read_wav(tmp_path / "fetched.wav")


async def test_hang_up_ends_it_and_returns_what_was_said(rig: Rig, leg: Leg, caller: Person, tmp_path: Path) -> None:
    recording = await begun(rig, leg)
    await caller.says(tone(VOICE, 1))
    caller.phone.hang_up()
    recorded = await asyncio.wait_for(recording, 1 + rig.settle)
    pcm = await content(rig, tmp_path)
    assert (recorded.name, recorded.ended_by) == (NAME, RecordEnd.HANG_UP)
    assert recorded.seconds == pytest.approx(seconds_of(pcm), abs=0.2)
    assert 1 - rig.lost <= recorded.seconds <= 1.2 + 2 * rig.settle
    assert tone_seconds(pcm, VOICE) >= 1 - rig.lost - 0.1


async def test_the_key_ends_it_and_the_line_stays(rig: Rig, leg: Leg, caller: Person) -> None:
    recording = await begun(rig, leg)
    await caller.says(tone(VOICE, 0.5))
    caller.phone.press("#")
    recorded = await asyncio.wait_for(recording, 1 + rig.settle)
    assert recorded.ended_by is RecordEnd.KEY
    await leg.unhold()


async def test_another_key_does_not_end_it(rig: Rig, leg: Leg, caller: Person) -> None:
    recording = await begun(rig, leg, RecordLimits(seconds=1.5, silence=5))
    caller.phone.press("1")
    assert (await asyncio.wait_for(recording, 4)).ended_by is RecordEnd.LIMIT


async def test_a_key_pressed_before_does_not_end_it(rig: Rig, leg: Leg, caller: Person) -> None:
    caller.phone.press("#")
    await asyncio.sleep(rig.settle)
    recording = await begun(rig, leg, RecordLimits(seconds=1, silence=5))
    assert (await asyncio.wait_for(recording, 3)).ended_by is RecordEnd.LIMIT


async def test_silence_ends_it(rig: Rig, leg: Leg, caller: Person, tmp_path: Path) -> None:
    recording = await begun(rig, leg, RecordLimits(seconds=10, silence=1))
    await caller.says(tone(VOICE, 0.6))
    caller.phone.speak(silence(3))
    recorded = await asyncio.wait_for(recording, 2 + rig.settle)
    assert recorded.ended_by is RecordEnd.SILENCE
    assert has_tone(await content(rig, tmp_path), VOICE, 0.6 - rig.lost - 0.1)


async def test_a_pause_that_is_shorter_does_not_end_it(rig: Rig, leg: Leg, caller: Person, tmp_path: Path) -> None:
    recording = await begun(rig, leg, RecordLimits(seconds=10, silence=1))
    await caller.says(tone(VOICE, 0.8) + silence(0.4) + tone(OTHER_VOICE, 0.8))
    caller.phone.hang_up()
    assert (await asyncio.wait_for(recording, 2)).ended_by is RecordEnd.HANG_UP
    assert has_tone(await content(rig, tmp_path), OTHER_VOICE, 0.2)


async def test_the_limit_ends_it(rig: Rig, leg: Leg, caller: Person, tmp_path: Path) -> None:
    recording = asyncio.create_task(leg.record(NAME, RecordLimits(seconds=1, silence=5)))
    caller.phone.speak(tone(VOICE, 3))
    recorded = await asyncio.wait_for(recording, 1.5 + rig.settle)
    assert recorded.ended_by is RecordEnd.LIMIT
    assert seconds_of(await content(rig, tmp_path)) == pytest.approx(1, abs=0.15)
    await leg.unhold()


async def test_what_was_said_before_is_not_in_it(rig: Rig, leg: Leg, caller: Person, tmp_path: Path) -> None:
    await caller.says(tone(OTHER_VOICE, 0.5))
    await asyncio.sleep(rig.settle)
    recording = await begun(rig, leg)
    await caller.says(tone(VOICE, 0.5))
    caller.phone.hang_up()
    await recording
    pcm = await content(rig, tmp_path)
    assert has_tone(pcm, VOICE, 0.2)
    assert not has_tone(pcm, OTHER_VOICE)


async def test_recordings_are_listed_fetched_and_forgotten(rig: Rig, leg: Leg, caller: Person, tmp_path: Path) -> None:
    assert NAME not in await rig.pbx.recordings()
    recording = await begun(rig, leg)
    assert NAME not in await rig.pbx.recordings()
    await caller.says(tone(VOICE, 0.3))
    caller.phone.hang_up()
    await recording
    assert NAME in await rig.pbx.recordings()
    assert has_tone(await content(rig, tmp_path), VOICE)
    assert NAME in await rig.pbx.recordings()
    await rig.pbx.forget(NAME)
    assert NAME not in await rig.pbx.recordings()
    await rig.pbx.forget(NAME)


async def test_a_cancelled_recording_stops(rig: Rig, leg: Leg, caller: Person) -> None:
    recording = await begun(rig, leg)
    recording.cancel()
    await asyncio.wait([recording])
    again = asyncio.create_task(leg.record("vm-2", RecordLimits(seconds=0.5, silence=5)))
    assert (await asyncio.wait_for(again, 2)).ended_by is RecordEnd.LIMIT
