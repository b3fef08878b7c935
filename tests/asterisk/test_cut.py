"""The wire between the bot and Asterisk is cut in mid-call: nobody's call suffers, nobody's end is missed."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.domain.plan import RecordLimits
from bot.pbx.asterisk import pbx as pbx_module
from bot.pbx.asterisk.pbx import session
from bot.ports import HungUp, Leg, NoAnswer, NotAnswered, PhoneState, RecordEnd
from tests.asterisk.house import House
from tests.asterisk.wire import Wire, wire
from tests.audio import has_tone, tone
from tests.contract.person import Person
from tests.contract.rig import DID, EMPLOYEE, HIGH, LONG_HIGH, LONG_LOW, LOW, OTHER_OUTSIDE, OTHER_VOICE, OUTSIDE, VOICE

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]

SOON = 3.0  # seconds in which the bot is back after the wire is


@pytest.fixture
async def between(home: House) -> AsyncIterator[Wire]:
    """The bot runs over this wire."""
    async with wire(home.asterisk.http_port) as between:
        pbx = await home.start_bot(home.asterisk.url.replace(f":{home.asterisk.http_port}", f":{between.port}"))
        yield between
        between.mend()
        await pbx.stop()


@pytest.fixture
async def leg(home: House, between: Wire, caller: Person) -> Leg:
    caller.phone.dial(DID)
    leg = await asyncio.wait_for(home.callers.get(), 5)
    await leg.answer()
    await caller.sees(PhoneState.TALKING)
    return leg


@pytest.fixture
async def employee_leg(home: House, between: Wire, employee: Person) -> Leg:
    ringing = asyncio.create_task(home.pbx.ring(EMPLOYEE, leg_id="ring-1", caller_id=OUTSIDE, seconds=10))
    await employee.takes_the_call()
    return await ringing


async def test_talkers_keep_talking_and_their_end_is_learnt(
    home: House, between: Wire, leg: Leg, employee_leg: Leg, caller: Person, employee: Person
) -> None:
    talk = asyncio.create_task(home.pbx.talk(leg, employee_leg, talk_id="talk-1"))
    await caller.says(tone(VOICE, 0.4))
    await employee.hears(VOICE)
    between.cut()
    await asyncio.gather(caller.says(tone(VOICE, 0.5)), employee.says(tone(OTHER_VOICE, 0.5)))
    await caller.hears(OTHER_VOICE)
    employee.phone.hang_up()
    between.mend()
    assert await asyncio.wait_for(talk, SOON) is employee_leg
    await leg.play(LONG_HIGH)
    await caller.hears(HIGH)


async def test_hold_music_goes_on_and_the_caller_is_served(between: Wire, leg: Leg, caller: Person) -> None:
    await leg.hold(LONG_LOW)
    await caller.hears(LOW)
    between.cut()
    assert has_tone(await caller.listens(0.5), LOW)
    playing = asyncio.create_task(leg.play(LONG_HIGH))
    between.mend()
    await caller.hears(HIGH)
    await asyncio.wait_for(playing, SOON + 3)


async def test_a_sound_that_ended_meanwhile_is_over(between: Wire, leg: Leg) -> None:
    playing = asyncio.create_task(leg.play(LONG_LOW))
    await asyncio.sleep(2.5)
    between.cut()
    await asyncio.sleep(1)
    between.mend()
    assert await asyncio.wait_for(playing, SOON) == ""


async def test_a_sound_that_has_not_ended_plays_on(between: Wire, leg: Leg, caller: Person) -> None:
    playing = asyncio.create_task(leg.play(LONG_LOW, LONG_LOW))
    await caller.hears(LOW)
    between.cut()
    between.mend()
    assert has_tone(await caller.listens(1.5), LOW)
    assert not playing.done()
    await asyncio.wait_for(playing, 8)


async def test_a_message_that_ended_meanwhile_is_kept(between: Wire, leg: Leg, caller: Person) -> None:
    recording = asyncio.create_task(leg.record("voicemail-1", RecordLimits(seconds=20)))
    await caller.says(tone(VOICE, 1))
    between.cut()
    caller.phone.hang_up()
    await caller.sees(PhoneState.IDLE)
    between.mend()
    recorded = await asyncio.wait_for(recording, SOON)
    assert recorded.ended_by is RecordEnd.HANG_UP
    assert recorded.seconds >= 0.8


async def test_a_caller_who_left_meanwhile_is_gone(between: Wire, leg: Leg, caller: Person) -> None:
    waiting = asyncio.create_task(leg.digit(20))
    between.cut()
    caller.phone.hang_up()
    await caller.sees(PhoneState.IDLE)
    between.mend()
    with pytest.raises(HungUp):
        await asyncio.wait_for(waiting, SOON)


async def test_a_phone_that_picked_up_meanwhile_is_on_the_line(home: House, between: Wire, employee: Person) -> None:
    ringing = asyncio.create_task(home.pbx.ring(EMPLOYEE, leg_id="ring-1", caller_id=OUTSIDE, seconds=10))
    await employee.sees(PhoneState.RINGING)
    between.cut(noticed=False)
    employee.phone.answer()
    await employee.sees(PhoneState.TALKING)
    between.mend()
    leg = await asyncio.wait_for(ringing, SOON)
    await leg.play(LONG_HIGH)
    assert has_tone(bytes(employee.heard), HIGH)


async def test_a_phone_that_declined_meanwhile_was_not_answered(home: House, between: Wire, employee: Person) -> None:
    ringing = asyncio.create_task(home.pbx.ring(EMPLOYEE, leg_id="ring-1", caller_id=OUTSIDE, seconds=10))
    await employee.sees(PhoneState.RINGING)
    between.cut()
    employee.phone.decline()
    between.mend()
    with pytest.raises(NotAnswered):
        await asyncio.wait_for(ringing, SOON)


async def test_a_caller_who_came_meanwhile_unseen_is_served(home: House, between: Wire) -> None:
    between.cut(noticed=False)
    async with Person(await home.phone(OTHER_OUTSIDE)) as other:
        other.phone.dial(DID)
        await asyncio.sleep(0.3)
        between.mend()
        leg = await asyncio.wait_for(home.callers.get(), SOON)
        assert (leg.caller, leg.dialled) == (OTHER_OUTSIDE, DID)
        await leg.answer()
        await other.sees(PhoneState.TALKING)


async def test_what_is_asked_while_it_is_cut_is_done_when_it_is_mended(between: Wire, leg: Leg, caller: Person) -> None:
    between.cut()
    asking = asyncio.create_task(leg.hold(LONG_LOW))
    await asyncio.sleep(0.3)
    assert not asking.done()
    between.mend()
    await asyncio.wait_for(asking, SOON)
    await caller.hears(LOW)


@pytest.mark.parametrize("noticed", [True, False])
async def test_after_it_is_mended_everything_is_heard_again(
    home: House, between: Wire, leg: Leg, caller: Person, employee: Person, noticed: bool
) -> None:
    ringing = asyncio.create_task(home.pbx.ring(EMPLOYEE, leg_id="ring-1", caller_id=OUTSIDE, seconds=10))
    await employee.sees(PhoneState.RINGING)
    between.cut(noticed=noticed)
    await asyncio.sleep(0.3)
    between.mend()
    await leg.hold(LONG_LOW)
    await caller.hears(LOW)
    employee.phone.decline()
    with pytest.raises(NotAnswered) as refused:
        await asyncio.wait_for(ringing, SOON)
    assert refused.value.reason is NoAnswer.DECLINED
    caller.phone.press("5")
    assert await leg.digit(2) == "5"
    caller.phone.hang_up()
    await asyncio.wait_for(leg.gone(), SOON)


async def test_an_event_that_never_came_is_made_up_for(
    home: House, caller: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pbx_module, "LOOK_AGAIN", 0.5)
    pbx = await home.start_bot()
    caller.phone.dial(DID)
    leg = await asyncio.wait_for(home.callers.get(), 5)
    await leg.answer()
    await caller.sees(PhoneState.TALKING)
    async with session(home.asterisk.url) as http, http.ws_connect("/ari/events?app=gudok"):
        caller.phone.hang_up()  # told to this socket, which has taken ours away
        await asyncio.wait_for(leg.gone(), SOON)
    await pbx.stop()


async def test_a_recorded_talk_ends_soon_though_asterisk_does_not_tell_of_its_recording(
    home: House, between: Wire, leg: Leg, employee_leg: Leg, caller: Person
) -> None:
    """A bridge that goes before its recording is closed takes that event along."""
    between.unheard = b"RecordingFinished"
    talk = asyncio.create_task(home.pbx.talk(leg, employee_leg, talk_id="talk-1", record="talk-1"))
    await caller.says(tone(VOICE, 0.5))
    caller.phone.hang_up()
    assert await asyncio.wait_for(talk, SOON) is leg
    assert await home.listed() == "talk-1"
