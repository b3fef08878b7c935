"""Callers and telephones of somebody else's making (SIPp). What a caller hears is measured at an RTP socket of ours."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.plan import RecordLimits
from bot.domain.sounds import BEEP, Sound
from bot.ports import HungUp, Leg, NoAnswer, NotAnswered, RecordEnd
from tests.asterisk.house import SPARE, UNREGISTERED, House
from tests.asterisk.rtp import Voice
from tests.asterisk.sipp import sipp
from tests.audio import heard_in_order, read_wav, tone, tone_seconds, write_wav
from tests.contract.rig import HIGH, LONG_LOW, LOW, VOICE

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]

NOT_ANSWERED = {
    "phone_is_busy": NoAnswer.BUSY,
    "phone_declines": NoAnswer.DECLINED,
    "phone_is_not_to_be_disturbed": NoAnswer.DECLINED,
    "phone_never_answers": NoAnswer.TIMEOUT,
    "phone_is_broken": NoAnswer.UNAVAILABLE,
    "phone_is_unknown": NoAnswer.UNAVAILABLE,
}
CALLS, A_SECOND = 100, 50


@pytest.mark.parametrize("scenario", NOT_ANSWERED)
async def test_why_a_phone_was_not_answered(home: House, scenario: str) -> None:
    pbx = await home.start_bot()
    async with sipp(scenario, home.asterisk, port=home.spare_port) as phone:
        await phone.listens()
        with pytest.raises(NotAnswered) as refused:
            await pbx.ring(SPARE, leg_id="ring-1", caller_id="", seconds=1)
        assert refused.value.reason is NOT_ANSWERED[scenario]
        await phone.done()
    await pbx.stop()


async def test_a_phone_that_answers_is_hung_up_by_us(home: House) -> None:
    pbx = await home.start_bot()
    async with sipp("phone_answers", home.asterisk, port=home.spare_port) as phone:
        await phone.listens()
        leg = await pbx.ring(SPARE, leg_id="ring-1", caller_id="+79001234567", seconds=5)
        await leg.hang_up()
        await phone.done()
    await pbx.stop()


@pytest.mark.parametrize(("phone", "reason"), [(SPARE, NoAnswer.TIMEOUT), (UNREGISTERED, NoAnswer.UNAVAILABLE)])
async def test_a_phone_that_lost_its_power_rings_in_vain_one_that_is_not_registered_does_not_ring(
    home: House, phone: str, reason: NoAnswer
) -> None:
    pbx = await home.start_bot()
    with pytest.raises(NotAnswered) as refused:
        await pbx.ring(phone, leg_id="ring-1", caller_id="", seconds=1)
    assert refused.value.reason is reason
    await pbx.stop()


async def test_a_caller_hears_the_song_and_at_the_next_loop_the_one_that_replaced_it(
    home: House, tmp_path: Path
) -> None:
    pbx, heard = await home.start_bot(), bytearray()
    voice = Voice("PCMA", heard.extend)
    song = Sound("company/1/hold")
    home.sounds[song] = write_wav(tmp_path / "old.wav", tone(LOW, 1))
    async with sipp("caller", home.asterisk, media=await voice.open()) as caller:
        leg = await asyncio.wait_for(home.callers.get(), 5)
        await leg.answer()
        await leg.hold(song)
        await asyncio.sleep(1.5)
        home.sounds[song] = write_wav(tmp_path / "new.wav", tone(HIGH, 1))
        await asyncio.sleep(2)
        await leg.hang_up()
        await caller.done()
    voice.close()
    assert heard_in_order(bytes(heard), LOW, HIGH) == [LOW, HIGH]
    assert tone_seconds(bytes(heard), LOW) + tone_seconds(bytes(heard), HIGH) >= 3.0, "there was a gap"
    await pbx.stop()


async def test_a_caller_leaves_a_message_by_hanging_up(home: House, tmp_path: Path) -> None:
    pbx, voice = await home.start_bot(), Voice("PCMA", lambda pcm: None, learns=True)
    home.sounds[BEEP] = write_wav(tmp_path / "beep.wav", tone(HIGH, 0.2))
    async with sipp("caller_hangs_up", home.asterisk, media=await voice.open(), pause=3) as caller:
        leg = await asyncio.wait_for(home.callers.get(), 5)
        await leg.answer()
        await leg.play(BEEP)
        recording = asyncio.create_task(leg.record("voicemail-1", RecordLimits()))
        await asyncio.sleep(0.5)
        voice.speak(tone(VOICE, 1.5))
        recorded = await asyncio.wait_for(recording, 5)
        await caller.done()
    voice.close()
    assert recorded.ended_by is RecordEnd.HANG_UP
    await pbx.fetch("voicemail-1", tmp_path / "message.wav")
    assert tone_seconds(read_wav(tmp_path / "message.wav"), VOICE) >= 1.2
    await pbx.stop()


async def test_a_caller_who_gives_up_before_the_answer_stops_the_ringing(home: House) -> None:
    pbx = await home.start_bot()
    async with (
        sipp("phone_never_answers", home.asterisk, port=home.spare_port) as phone,
        sipp("caller_gives_up", home.asterisk, pause=0.5) as caller,
    ):
        leg = await asyncio.wait_for(home.callers.get(), 5)
        ringing = asyncio.create_task(pbx.ring(SPARE, leg_id="ring-1", caller_id=leg.caller, seconds=10))
        await asyncio.wait_for(leg.gone(), 3)
        ringing.cancel()
        await caller.done()
        await phone.done()
    await pbx.stop()


async def test_many_callers_at_once_are_all_served(home: House) -> None:
    served = []

    async def greeted(leg: Leg) -> None:
        await leg.answer()
        await leg.play(LONG_LOW)
        await leg.hang_up()
        served.append(leg.id)

    pbx = await home.start_bot(on_leg=greeted)
    async with sipp("caller", home.asterisk, calls=CALLS, rate=A_SECOND) as callers:
        await callers.done()
    assert len(set(served)) == CALLS
    assert "0 active channels" in await home.asterisk.cli("core show channels")
    await pbx.stop()


async def test_many_callers_who_hang_up_are_all_let_go(home: House) -> None:
    gone = []

    async def listens(leg: Leg) -> None:
        await leg.answer()
        try:
            await leg.play(*[LONG_LOW] * 10)
        except HungUp:
            gone.append(leg.id)

    pbx = await home.start_bot(on_leg=listens)
    async with sipp("caller_hangs_up", home.asterisk, calls=CALLS, rate=A_SECOND, pause=0.5) as callers:
        await callers.done()
    await asyncio.sleep(home.settle)
    assert len(set(gone)) == CALLS
    await pbx.stop()
