"""Two people talk."""

import asyncio
from pathlib import Path

import pytest

from bot.ports import Leg
from tests.audio import has_tone, read_wav, tone, tone_seconds
from tests.contract.person import Person
from tests.contract.rig import HIGH, LONG_LOW, LOW, OTHER_VOICE, SHORT_HIGH, VOICE, Rig

pytestmark = pytest.mark.usefixtures("caller", "employee")


async def talking(rig: Rig, leg: Leg, employee_leg: Leg, record: str = "") -> "asyncio.Task[Leg]":
    talk = asyncio.create_task(rig.pbx.talk(leg, employee_leg, talk_id="talk-1", record=record))
    await asyncio.sleep(rig.settle)
    return talk


async def test_each_hears_the_other(rig: Rig, leg: Leg, employee_leg: Leg, caller: Person, employee: Person) -> None:
    await talking(rig, leg, employee_leg)
    await asyncio.gather(caller.says(tone(VOICE, 1)), employee.says(tone(OTHER_VOICE, 1)))
    await asyncio.sleep(rig.settle)
    at_employee, at_caller = bytes(employee.heard), bytes(caller.heard)
    assert tone_seconds(at_employee, VOICE) >= 1 - rig.lost - 0.1
    assert tone_seconds(at_caller, OTHER_VOICE) >= 1 - rig.lost - 0.1
    assert not has_tone(at_employee, OTHER_VOICE)
    assert not has_tone(at_caller, VOICE)


async def test_the_caller_hangs_up(rig: Rig, leg: Leg, employee_leg: Leg, caller: Person, employee: Person) -> None:
    talk = await talking(rig, leg, employee_leg)
    caller.phone.hang_up()
    assert await asyncio.wait_for(talk, 0.5 + rig.settle) is leg
    await employee_leg.play(SHORT_HIGH)
    await employee.hears(HIGH)


async def test_the_employee_hangs_up(rig: Rig, leg: Leg, employee_leg: Leg, caller: Person, employee: Person) -> None:
    talk = await talking(rig, leg, employee_leg)
    employee.phone.hang_up()
    assert await asyncio.wait_for(talk, 0.5 + rig.settle) is employee_leg
    await leg.play(SHORT_HIGH)
    await caller.hears(HIGH)


@pytest.mark.parametrize("record", ["", "talk-1"])
async def test_one_who_has_gone_already_ends_the_talk(
    rig: Rig, leg: Leg, employee_leg: Leg, caller: Person, record: str
) -> None:
    caller.phone.hang_up()
    await asyncio.wait_for(leg.gone(), 5)
    talk = rig.pbx.talk(leg, employee_leg, talk_id="talk-1", record=record)
    assert await asyncio.wait_for(talk, 1 + rig.settle) is leg
    await employee_leg.play(SHORT_HIGH)


async def test_hold_music_ends_when_they_talk(
    rig: Rig, leg: Leg, employee_leg: Leg, caller: Person, employee: Person
) -> None:
    await asyncio.gather(leg.hold(LONG_LOW), employee_leg.hold(LONG_LOW))
    await asyncio.gather(caller.hears(LOW), employee.hears(LOW))
    await talking(rig, leg, employee_leg)
    heard = await asyncio.gather(caller.listens(0.5), employee.listens(0.5))
    assert [has_tone(pcm, LOW) for pcm in heard] == [False, False]


async def test_a_recording_holds_both_voices(
    rig: Rig, leg: Leg, employee_leg: Leg, caller: Person, employee: Person, tmp_path: Path
) -> None:
    talk = await talking(rig, leg, employee_leg, record="talk-1")
    await asyncio.gather(caller.says(tone(VOICE, 1, 0.3)), employee.says(tone(OTHER_VOICE, 1, 0.3)))
    caller.phone.hang_up()
    await asyncio.wait_for(talk, 5)
    assert "talk-1" in await rig.pbx.recordings()
    await rig.pbx.fetch("talk-1", tmp_path / "talk.wav")
    pcm = read_wav(tmp_path / "talk.wav")
    assert tone_seconds(pcm, VOICE) >= 1 - rig.lost - 0.1
    assert tone_seconds(pcm, OTHER_VOICE) >= 1 - rig.lost - 0.1


async def test_cancelling_parts_them(rig: Rig, leg: Leg, employee_leg: Leg, caller: Person, employee: Person) -> None:
    talk = await talking(rig, leg, employee_leg)
    talk.cancel()
    await asyncio.wait([talk])
    await asyncio.sleep(rig.settle)
    employee.heard.clear()
    await caller.says(tone(VOICE, 0.5))
    assert not has_tone(bytes(employee.heard), VOICE)
    await asyncio.gather(leg.play(SHORT_HIGH), employee_leg.play(SHORT_HIGH))


async def test_keys_come_to_the_leg_after_a_talk(rig: Rig, leg: Leg, employee_leg: Leg, caller: Person) -> None:
    talk = await talking(rig, leg, employee_leg)
    talk.cancel()
    await asyncio.wait([talk])
    caller.phone.press("4")
    assert await leg.digit(1) == "4"
