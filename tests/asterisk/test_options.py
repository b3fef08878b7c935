"""Options on real calls: what the caller hears, what the client sees, what is kept. The whole app over Asterisk."""

import pytest
from sqlalchemy import select, update

from bot.app import services
from bot.db.models import Employee, Melody, MelodySlot, Recording
from bot.db.money_models import HoldingRow
from bot.domain.billing import Charge
from bot.ports import PhoneState
from tests.asterisk.bots import bot, bot_in_a_process
from tests.asterisk.firm import IVANOV, PETROVA, Firm, notice_flag, switch
from tests.asterisk.house import until
from tests.asterisk.talks import OF_CLIENT, OF_PETROVA, both_speak, client_is_through, hangs_up
from tests.audio import has_tone, read_wav, tone, tone_seconds, write_wav
from tests.contract.person import Person
from tests.road.house import CLIENT, SALES, House

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]

NOTICE = 880  # Hz


async def switch_off(house: House) -> None:
    async with house.app.services.store.write() as session:
        await session.execute(
            update(HoldingRow).where(HoldingRow.kind == Charge.OPTIONS).values(until=house.clock.now())
        )


async def notice_is_a_tone(house: House) -> None:
    """The company's own notice, which can be measured."""
    write_wav(house.data / "melodies" / "notice.wav", tone(NOTICE, 1))
    async with house.app.services.store.write() as session:
        facts = {"name": "notice.mp3", "seconds": 1.0, "created_at": house.clock.now()}
        melody = Melody(company_id=house.company, file="notice.wav", **facts)
        session.add(melody)
        await session.flush()
        session.add(MelodySlot(company_id=house.company, slot="recording-notice", melody_id=melody.id))


async def kept(house: House, number: int) -> bytes:
    """The sound of the talk of that number, waited for."""

    async def rows() -> list[str]:
        async with house.app.services.store.read() as session:
            files = list(await session.scalars(select(Recording.file).order_by(Recording.id)))
        return files if len(files) >= number else []

    return read_wav(house.data / "recordings" / (await until(rows, 8))[number - 1])


async def test_notice_is_heard_or_not_and_both_voices_are_kept(ours: Firm, client: Person, petrova: Person) -> None:
    async with bot(ours) as house:
        await notice_is_a_tone(house)
        await switch(house.app.services.store, "recording")
        assert tone_seconds(await client_is_through(client, petrova), NOTICE) >= 0.7
        await switch_off(house)  # in mid-call: this call keeps its plan
        await both_speak(client, petrova)
        await hangs_up(client, petrova)
        pcm = await kept(house, 1)
        assert tone_seconds(pcm, OF_CLIENT) >= 0.7
        assert tone_seconds(pcm, OF_PETROVA) >= 0.7
        assert not has_tone(pcm, NOTICE)

        assert not has_tone(await client_is_through(client, petrova), NOTICE)
        await both_speak(client, petrova)
        await hangs_up(petrova, client)

        await switch(house.app.services.store, "recording")
        await notice_flag(house, on=False)
        assert not has_tone(await client_is_through(client, petrova), NOTICE)
        await both_speak(client, petrova)
        await hangs_up(petrova, client)
        assert tone_seconds(await kept(house, 2), OF_CLIENT) >= 0.7
        assert await house.rows("recording") == 2, "the talk in the middle was not to be kept"
        assert await house.app.pbx.recordings() == []


async def test_client_sees_the_did_once_caller_id_is_on_and_calls_out_are_kept(
    ours: Firm, client: Person, ivanov: Person
) -> None:
    async with bot(ours) as house:
        ivanov.phone.dial("89001234567")
        before = (await client.takes_the_call()).other
        await ivanov.sees(PhoneState.TALKING)
        await hangs_up(ivanov, client)

        await switch(house.app.services.store, "caller-id", IVANOV)
        await switch(house.app.services.store, "number-recording", IVANOV)
        ivanov.phone.dial(CLIENT)
        after = (await client.takes_the_call()).other
        await ivanov.sees(PhoneState.TALKING)
        await both_speak(client, ivanov)
        await hangs_up(client, ivanov)
        assert SALES[1:] not in before
        assert after == SALES
        pcm = await kept(house, 1)
        assert tone_seconds(pcm, OF_CLIENT) >= 0.7
        assert tone_seconds(pcm, OF_PETROVA) >= 0.7
        assert await house.rows("recording") == 1


async def test_client_who_declines_is_told_to_the_employees_phone(ours: Firm, client: Person, ivanov: Person) -> None:
    async with bot(ours):
        ivanov.phone.dial(CLIENT)
        await client.sees(PhoneState.RINGING)
        client.phone.decline()
        assert (await ivanov.sees(PhoneState.IDLE)).why == "declined"


async def test_short_number_reaches_its_employee(ours: Firm, ivanov: Person, petrova: Person) -> None:
    async with bot(ours) as house:
        async with house.app.services.store.write() as session:
            await session.execute(update(Employee).where(Employee.phone == PETROVA).values(short_number="0042"))
        await switch(house.app.services.store, "short-number", PETROVA)
        ivanov.phone.dial("0042")
        assert (await petrova.takes_the_call()).other == IVANOV
        await both_speak(ivanov, petrova)
        await petrova.hears(OF_CLIENT)
        await hangs_up(ivanov, petrova)


async def test_a_talk_is_kept_whole_when_the_bot_is_killed_in_it(ours: Firm, client: Person, petrova: Person) -> None:
    async with services(ours.settings) as use:
        await switch(use.store, "recording")
    async with bot_in_a_process(ours):
        await client_is_through(client, petrova)
        await both_speak(client, petrova)
    await both_speak(client, petrova)
    async with bot(ours) as house:
        await both_speak(client, petrova)
        await hangs_up(client, petrova)
        pcm = await kept(house, 1)
        assert tone_seconds(pcm, OF_CLIENT) >= 2.2
        assert tone_seconds(pcm, OF_PETROVA) >= 2.2


async def test_a_talk_that_ended_while_the_bot_was_down_is_kept(ours: Firm, client: Person, petrova: Person) -> None:
    async with bot(ours) as house:
        await switch(house.app.services.store, "recording")
        await client_is_through(client, petrova)
        await both_speak(client, petrova)
    client.phone.hang_up()
    await client.sees(PhoneState.IDLE)
    async with bot(ours) as house:
        await petrova.sees(PhoneState.IDLE)
        pcm = await kept(house, 1)
        assert tone_seconds(pcm, OF_PETROVA) >= 0.7
        assert await house.rows("call WHERE outcome = 'answered'") == 1
