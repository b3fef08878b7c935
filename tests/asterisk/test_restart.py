"""The bot or Asterisk is restarted in mid-call."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.plan import RecordLimits
from bot.ports import HungUp, Leg, PbxUnreachable, PhoneState, RecordEnd
from tests.asterisk.house import House
from tests.audio import read_wav, tone, tone_seconds
from tests.contract.person import Person
from tests.contract.rig import (
    DID,
    EMPLOYEE,
    HIGH,
    LONG_HIGH,
    LONG_LOW,
    LOW,
    OTHER_OUTSIDE,
    OTHER_VOICE,
    OUTSIDE,
    VOICE,
)

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]


async def comes_in(home: House, person: Person) -> Leg:
    person.phone.dial(DID)
    leg = await asyncio.wait_for(home.callers.get(), 5)
    await leg.answer()
    await person.sees(PhoneState.TALKING)
    return leg


async def picks_up(home: House, person: Person) -> Leg:
    ringing = asyncio.create_task(home.pbx.ring(EMPLOYEE, leg_id="ring-1", caller_id=OUTSIDE, seconds=10))
    await person.takes_the_call()
    return await ringing


async def test_the_bot_finds_talkers_and_the_one_on_hold_again(home: House, caller: Person, employee: Person) -> None:
    await home.start_bot()
    leg, employee_leg = await comes_in(home, caller), await picks_up(home, employee)
    talk = asyncio.create_task(home.pbx.talk(leg, employee_leg, talk_id="talk-1"))
    async with Person(await home.phone(OTHER_OUTSIDE)) as waiting:
        held = await comes_in(home, waiting)
        await held.hold(LONG_LOW)
        await home.pbx.stop()
        talk.cancel()
        await asyncio.gather(caller.says(tone(VOICE, 0.5)), employee.says(tone(OTHER_VOICE, 0.5)))
        await waiting.hears(LOW)

        pbx = await home.start_bot()
        found = {survivor.leg.id: survivor for survivor in await pbx.survivors()}
        assert {leg_id: survivor.talk for leg_id, survivor in found.items()} == {
            leg.id: "talk-1",
            "ring-1": "talk-1",
            held.id: "",
        }
        again = found[leg.id].leg, found["ring-1"].leg
        assert (again[0].caller, again[0].dialled, again[1].dialled) == (OUTSIDE, DID, EMPLOYEE)
        talk = asyncio.create_task(pbx.talk(*again, talk_id="talk-1"))
        await found[held.id].leg.play(LONG_HIGH)
        await waiting.hears(HIGH)
        await caller.says(tone(VOICE, 0.5))
        await employee.hears(VOICE)
        caller.phone.hang_up()
        assert (await asyncio.wait_for(talk, 2)).id == leg.id
        assert home.callers.empty()
        await pbx.stop()


async def test_a_message_goes_on_over_a_restart_of_the_bot(home: House, caller: Person, tmp_path: Path) -> None:
    await home.start_bot()
    leg = await comes_in(home, caller)
    recording = asyncio.create_task(leg.record("voicemail-1", RecordLimits(seconds=20)))
    await caller.says(tone(VOICE, 0.8))
    await home.pbx.stop()
    recording.cancel()

    pbx = await home.start_bot()
    [survivor] = await pbx.survivors()
    assert await pbx.recordings() == []
    going_on = asyncio.create_task(survivor.leg.record("voicemail-1", RecordLimits(seconds=20)))
    await caller.says(tone(OTHER_VOICE, 0.8))
    caller.phone.press("#")
    assert (await asyncio.wait_for(going_on, 3)).ended_by is RecordEnd.KEY
    await pbx.fetch("voicemail-1", tmp_path / "message.wav")
    pcm = read_wav(tmp_path / "message.wav")
    assert tone_seconds(pcm, VOICE) >= 0.6
    assert tone_seconds(pcm, OTHER_VOICE) >= 0.6
    await pbx.stop()


async def test_a_message_that_was_finished_while_the_bot_was_down_is_not_recorded_over(
    home: House, caller: Person
) -> None:
    await home.start_bot()
    leg = await comes_in(home, caller)
    recording = asyncio.create_task(leg.record("voicemail-1", RecordLimits(seconds=20)))
    await caller.says(tone(VOICE, 1))
    await home.pbx.stop()
    recording.cancel()
    caller.phone.press("#")
    await caller.listens(0.5)

    pbx = await home.start_bot()
    [survivor] = await pbx.survivors()
    recorded = await asyncio.wait_for(survivor.leg.record("voicemail-1", RecordLimits(seconds=20)), 2)
    assert recorded.seconds >= 0.8
    await pbx.stop()


async def test_asterisk_that_comes_back_is_served_again(home: House, caller: Person) -> None:
    pbx = await home.start_bot()
    leg = await comes_in(home, caller)
    waiting = asyncio.create_task(leg.digit(30))
    await home.asterisk.kill()
    home.line.drop()
    with pytest.raises(PbxUnreachable):
        await pbx.recordings()
    await home.asterisk.start()
    with pytest.raises(HungUp):
        await asyncio.wait_for(waiting, 5)
    again = await comes_in(home, caller)
    await again.play(LONG_HIGH)
    await caller.hears(HIGH)
    await pbx.stop()


async def test_a_bot_that_starts_before_asterisk_serves_as_soon_as_it_is_there(home: House, caller: Person) -> None:
    await home.asterisk.kill()
    pbx = await asyncio.wait_for(home.start_bot(), 2)
    with pytest.raises(PbxUnreachable):
        await pbx.survivors()
    assert not await pbx.plays(LONG_LOW)
    await home.asterisk.start()
    await asyncio.sleep(1)
    await comes_in(home, caller)
    assert await pbx.plays(LONG_LOW)
    await pbx.stop()
