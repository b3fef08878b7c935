"""Employees' telephones on the page, and options on calls, over the whole app."""

import pytest
from sqlalchemy import select

from bot.db.models import Recording
from tests.audio import has_tone, read_wav, tone_seconds
from tests.road.house import CLIENT, DIRECT, House
from tests.road.talks import NOTICE, picks_up, switch, they_talk


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
