"""The bot is down, frozen or broken: the dialplan of deploy/asterisk serves the caller."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.recordings import parse_fallback_name
from bot.pbx.asterisk.pbx import session
from bot.ports import FallbackLine, Leg, PhoneState
from tests.asterisk.house import House, until
from tests.audio import read_wav, tone, tone_seconds
from tests.contract.person import Person
from tests.contract.rig import DID, EMPLOYEE, OTHER_VOICE, OUTSIDE, VOICE

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]

BEEP_HEARD = 12.0  # seconds in which prompt and beep are over


async def leave_with(home: House, *phones: str, seconds: float = 10) -> None:
    """The bot was there once, and has told Asterisk what to do without it."""
    pbx = await home.start_bot()
    await pbx.provision((FallbackLine(DID, phones, seconds, "en"),))
    await pbx.stop()


async def says_a_message(home: House, caller: Person) -> None:
    """Wait for the end of the prompt, which is when the recording appears, and speak."""

    async def begun() -> list[str]:
        return home.recorded()

    await until(begun, BEEP_HEARD)
    await caller.says(tone(VOICE, 1.5))


async def test_the_phones_of_the_did_are_rung_and_talk(home: House, caller: Person, employee: Person) -> None:
    await leave_with(home, EMPLOYEE)
    caller.phone.dial(DID)
    assert (await employee.takes_the_call()).other == OUTSIDE
    await caller.sees(PhoneState.TALKING)
    await asyncio.gather(caller.says(tone(VOICE, 0.6)), employee.says(tone(OTHER_VOICE, 0.6)))
    await employee.hears(VOICE)
    await caller.hears(OTHER_VOICE)
    employee.phone.hang_up()
    await caller.sees(PhoneState.IDLE)
    assert not home.recorded()


async def test_a_message_is_taken_and_collected_by_the_bot_that_comes_back(
    home: House, caller: Person, employee: Person, tmp_path: Path
) -> None:
    await leave_with(home, EMPLOYEE, seconds=1)
    caller.phone.dial(DID)
    await employee.sees(PhoneState.RINGING)
    await employee.sees(PhoneState.IDLE)
    await says_a_message(home, caller)

    pbx = await home.start_bot()
    assert await pbx.recordings() == [], "it is still being recorded"
    caller.phone.hang_up()
    await caller.sees(PhoneState.IDLE)
    name = await home.listed()
    told = parse_fallback_name(name)
    assert told is not None
    assert (told.did, told.caller) == (DID.lstrip("+"), OUTSIDE.lstrip("+"))
    await pbx.fetch(name, tmp_path / "message.wav")
    assert tone_seconds(read_wav(tmp_path / "message.wav"), VOICE) >= 1.2
    await pbx.forget(name)
    assert await pbx.recordings() == []
    await pbx.stop()


async def test_a_did_that_nobody_told_about_takes_a_message_at_once(home: House, caller: Person) -> None:
    caller.phone.dial(DID)
    await caller.sees(PhoneState.TALKING)
    await says_a_message(home, caller)
    caller.phone.hang_up()
    pbx = await home.start_bot()
    assert parse_fallback_name(await home.listed())
    await pbx.stop()


async def test_a_frozen_bot_does_not_hold_the_caller(home: House, caller: Person, employee: Person) -> None:
    await leave_with(home, EMPLOYEE)
    async with session(home.asterisk.url) as http, http.ws_connect("/ari/events?app=gudok"):
        caller.phone.dial(DID)
        await employee.sees(PhoneState.RINGING, within=5)


async def test_a_caller_whose_story_breaks_off_is_served_by_the_dialplan(
    home: House, caller: Person, employee: Person
) -> None:
    async def broken(leg: Leg) -> None:
        raise ZeroDivisionError

    pbx = await home.start_bot(on_leg=broken)
    await pbx.provision((FallbackLine(DID, (EMPLOYEE,), 10, "en"),))
    caller.phone.dial(DID)
    await employee.takes_the_call()
    await caller.sees(PhoneState.TALKING)
    await pbx.stop()


async def test_a_caller_is_handed_to_the_dialplan(home: House, caller: Person, employee: Person) -> None:
    pbx = await home.start_bot()
    await pbx.provision((FallbackLine(DID, (EMPLOYEE,), 10, "en"),))
    caller.phone.dial(DID)
    leg = await home.callers.get()
    await leg.fall_back()
    await asyncio.wait_for(leg.gone(), 1)
    await employee.takes_the_call()
    await pbx.stop()


async def test_lines_of_dids_that_have_gone_are_dropped(home: House) -> None:
    pbx = await home.start_bot()
    await pbx.provision(
        (FallbackLine("+7812", (EMPLOYEE,), 25, "ru"), FallbackLine("+7813", ("+79001234567",), 5, "en"))
    )
    await pbx.provision((FallbackLine("+7813", ("+79001234567", "102"), 7, "en"),))
    lines = (await home.asterisk.cli("database show gudok")).splitlines()
    assert [line.split(":", 1)[1].strip() for line in lines if "/gudok/" in line] == [
        "7,en,PJSIP/79001234567@trunk&PJSIP/102"
    ]
    await pbx.stop()


async def test_an_employee_reaches_a_colleague_without_the_bot(home: House, employee: Person) -> None:
    async with Person(await home.phone("102")) as colleague:
        employee.phone.dial("102")
        assert (await colleague.takes_the_call()).other == EMPLOYEE
        await employee.sees(PhoneState.TALKING)


async def test_another_application_of_the_same_asterisk_keeps_its_recordings(home: House) -> None:
    (home.asterisk.recordings.parent / "theirs.wav").write_bytes(b"RIFF")
    pbx = await home.start_bot()
    assert await pbx.recordings() == []
    await pbx.stop()
