"""A department's line over Asterisk: who is rung for whom, what those who wait hear, what key 1 does."""

import asyncio

import pytest

from bot.app import services
from bot.db.models import Melody, MelodySlot
from bot.domain.callbacks import Stage
from bot.ports import PhoneState
from tests.asterisk.bots import bot
from tests.asterisk.firm import Firm
from tests.asterisk.owing import petrova_alone, set_line, stands_at, the_request
from tests.asterisk.rtp import Voice
from tests.asterisk.sipp import sipp
from tests.asterisk.talks import SOON, nobody_is_on_the_line, picks_up, they_talk
from tests.audio import tone, tone_seconds, write_wav
from tests.contract.person import Person
from tests.road.house import BEEP_HZ, CLIENT, SALES, House

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]

SECOND, THIRD = "+79007654321", "+79005556677"
SOUNDS = {"hold": 440, "place-one": 1700, "callback-offer": 880, "callback-thanks": 1250}  # Hz
HOLD, PLACE, OFFER, THANKS = SOUNDS.values()


@pytest.fixture
async def ours(ours: Firm) -> Firm:
    async with services(ours.settings) as use:
        await petrova_alone(use.store)
    return ours


async def sounds_are_tones(house: House) -> None:
    """What those who wait hear can be measured."""
    async with house.app.services.store.write() as session:
        for slot, hz in SOUNDS.items():
            write_wav(house.data / "melodies" / f"{slot}.wav", tone(hz, 1.5))
            facts = {"name": slot, "seconds": 1.5, "created_at": house.clock.now()}
            melody = Melody(company_id=house.company, file=f"{slot}.wav", **facts)
            session.add(melody)
            await session.flush()
            session.add(MelodySlot(company_id=house.company, slot=slot, melody_id=melody.id))


async def joins(client: Person) -> None:
    client.phone.dial(SALES)
    await client.sees(PhoneState.TALKING)


async def test_callers_are_served_in_the_order_of_their_arrival_and_who_hangs_up_is_passed_over(
    ours: Firm, petrova: Person
) -> None:
    plug = ours.line.plug
    async with (
        bot(ours) as house,
        Person(plug(CLIENT)) as first,
        Person(plug(SECOND)) as second,
        Person(plug(THIRD)) as third,
    ):
        await sounds_are_tones(house)
        for client in (first, second, third):
            await joins(client)
            await client.hears(HOLD)
        assert (await picks_up(petrova)).endswith(CLIENT[1:])
        second.phone.hang_up()
        await they_talk(petrova, first)
        first.phone.hang_up()
        assert (await picks_up(petrova)).endswith(THIRD[1:])
        await they_talk(petrova, third)
        petrova.phone.hang_up()
        await third.sees(PhoneState.IDLE)
        await nobody_is_on_the_line(ours)


async def test_a_caller_of_somebody_elses_making_keeps_its_place_too(ours: Firm, petrova: Person) -> None:
    heard = bytearray()
    voice = Voice("PCMA", heard.extend)
    places = {"caller": SECOND[1:], "did": SALES[1:], "media": await voice.open()}
    async with bot(ours), Person(ours.line.plug(CLIENT)) as last:
        async with sipp("caller", ours.asterisk, **places) as first:
            await petrova.sees(PhoneState.RINGING, SOON)
            await joins(last)
            petrova.phone.answer()
            await petrova.sees(PhoneState.TALKING)
            await petrova.says(tone(1250, 1.5))
            petrova.phone.hang_up()
            await first.done()
        assert (await picks_up(petrova)).endswith(CLIENT[1:])
    voice.close()
    assert tone_seconds(bytes(heard), 1250) >= 1


async def test_who_waits_hears_their_place_and_the_announcement_presses_1_is_thanked_and_owed_a_call(
    ours: Firm, petrova: Person
) -> None:
    plug = ours.line.plug
    async with bot(ours) as house, Person(plug(SECOND)) as served, Person(plug(CLIENT)) as client:
        await sounds_are_tones(house)
        await set_line(house.app.services.store, tell_place=True, announce_seconds=2)
        await joins(served)
        await picks_up(petrova)
        await joins(client)
        for hz in (HOLD, PLACE, OFFER):
            await client.hears(hz)
        client.phone.press("1")
        await client.hears(THANKS)
        await client.sees(PhoneState.IDLE)
        store = house.app.services.store
        await stands_at(store, Stage.WAITING, 0)
        assert (await the_request(store)).client == CLIENT
        await they_talk(petrova, served)


async def test_an_employee_who_declines_is_not_rung_again_at_once(
    ours: Firm, petrova: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.calls.ringing.DECLINED_REST", 2.0)
    async with bot(ours), Person(ours.line.plug(CLIENT)) as client:
        await joins(client)
        await petrova.sees(PhoneState.RINGING, SOON)
        petrova.phone.decline()
        declined = asyncio.get_running_loop().time()
        await picks_up(petrova)
        assert asyncio.get_running_loop().time() - declined >= 1.9
        await they_talk(petrova, client)


async def test_one_too_many_is_asked_for_a_message_while_the_first_waits_on(ours: Firm, petrova: Person) -> None:
    plug = ours.line.plug
    async with bot(ours) as house, Person(plug(CLIENT)) as first, Person(plug(SECOND)) as second:
        await set_line(house.app.services.store, capacity=1, ring_seconds=30)
        await joins(first)
        await joins(second)
        await second.hears(BEEP_HZ, within=15)
        await picks_up(petrova)
        await they_talk(petrova, first)
