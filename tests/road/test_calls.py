"""Employees' telephones on the page, and options on calls, over the whole app."""

import asyncio

import pytest
from sqlalchemy import select

from bot.db.models import Employee, Recording
from bot.db.money_models import HoldingRow
from bot.domain.billing import Charge
from bot.domain.sounds import prompt
from bot.media.sounds import default_path
from bot.ports import PhoneState
from tests.audio import has_tone, read_wav, tone, tone_seconds
from tests.calls.world import Handset
from tests.road.house import CLIENT, DIRECT, House

NOTICE = read_wav(default_path(prompt("recording-notice", "ru")))[: 16000 // 50 * 50]  # a second of it, in whole frames


async def switch(house: House, key: str, phone: str = "") -> None:
    """On from now, for the company or for the number of a phone."""
    async with house.app.services.store.write() as session:
        of = await session.scalar(select(Employee.id).where(Employee.phone == phone)) or 0
        held = {"key": key, "of": of, "since": house.clock.now(), "until": None}
        session.add(HoldingRow(company_id=house.company, kind=Charge.OPTIONS, **held))


async def they_talk(one: Handset, other: Handset) -> None:
    """Both say something for a second, then the first one hangs up."""
    await one.until(PhoneState.TALKING)
    one.phone.speak(tone(500, 1.0, 0.3))
    other.phone.speak(tone(700, 1.0, 0.3))
    await asyncio.sleep(1.5)
    one.phone.hang_up()
    await other.until(PhoneState.IDLE)
    await asyncio.sleep(1)


async def picks_up(handset: Handset) -> str:
    """The number that its display showed."""
    ringing = await handset.until(PhoneState.RINGING)
    handset.phone.answer()
    return ringing.other


async def test_recorded_client_is_told_so_and_both_voices_lie_in_the_recordings(house: House) -> None:
    await switch(house, "recording")
    petrova, client = house.handset("102"), await house.call(DIRECT)
    await picks_up(petrova)
    assert NOTICE in bytes(client.heard)
    await they_talk(client, petrova)
    async with house.app.services.store.read() as session:
        talk = (await session.scalars(select(Recording))).one()
    file = house.data / "recordings" / talk.file
    pcm = read_wav(file)
    assert (tone_seconds(pcm, 500), tone_seconds(pcm, 700)) == pytest.approx((1.0, 1.0), abs=0.25)
    assert talk.bytes == file.stat().st_size


async def test_employee_calls_a_colleague_and_a_client_from_the_page(house: House) -> None:
    ivanov, petrova, client = house.handset("101"), house.handset("102"), house.handset(CLIENT)
    ivanov.phone.dial("102")
    assert await picks_up(petrova) == "101"
    await they_talk(ivanov, petrova)
    await switch(house, "caller-id", "101")
    ivanov.phone.dial("89001234567")
    assert await picks_up(client) == "+79923855259"
    await they_talk(ivanov, client)
    assert has_tone(bytes(petrova.heard), 500, 0.7)
    assert has_tone(bytes(client.heard), 500, 0.7)
    assert await house.rows("call WHERE outcome = 'answered'") == 2
    assert await house.rows("recording") == 0
