"""Voice menus over a real Asterisk: keys as the telephone sends them, the greeting as callers hear it."""

import asyncio

import pytest

from bot.ports import PhoneState
from tests.asterisk.firm import COMPANY, Firm
from tests.asterisk.house import until
from tests.audio import dominant, has_tone, tone
from tests.contract.person import Person
from tests.road.house import BEEP_HZ, CLIENT, SALES

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]

CLOSED, VOICE = "+79923855298", 1250
NEVER = "schedule: {" + ", ".join(f"{day}: closed" for day in ("mon", "tue", "wed", "thu", "fri")) + "}\n"
MENUS = (
    (COMPANY[: COMPANY.index("schedule:")] + NEVER + COMPANY[COMPANY.index("menus:") :])
    .replace("leads_to: {department: Отдел продаж}", "leads_to: {menu: Главное меню}", 1)
    .replace("repeats: 1", "repeats: 0")
    .replace("wait_seconds: 5", "wait_seconds: 1")
)


@pytest.fixture
def company() -> str:
    return MENUS


async def in_the_menu(client: Person, did: str = SALES) -> None:
    client.heard.clear()
    client.phone.dial(did)
    await client.sees(PhoneState.TALKING)


async def leaves_a_message(client: Person) -> None:
    await client.hears(BEEP_HZ, within=15)
    await asyncio.sleep(0.4)
    await client.says(tone(VOICE, 2.0))
    await asyncio.sleep(0.4)
    client.phone.hang_up()


async def test_a_key_rings_the_department_and_a_wrong_one_does_not(ours: Firm) -> None:
    phone = ours.line.plug
    async with (
        ours.bot(),
        Person(phone(CLIENT)) as client,
        Person(phone("102")) as petrova,
        Person(phone("103")) as sidorov,
    ):
        await in_the_menu(client)
        client.phone.press("1")
        await petrova.takes_the_call()
        await client.says(tone(VOICE, 1))
        await petrova.hears(VOICE)
        client.phone.hang_up()
        await petrova.sees(PhoneState.IDLE)
        await in_the_menu(client)
        client.phone.press("2")  # the other menu
        await asyncio.sleep(0.5)
        client.phone.press("9")  # and back
        await asyncio.sleep(0.5)
        client.phone.press("0")
        await sidorov.sees(PhoneState.RINGING)
        client.phone.hang_up()
        await sidorov.sees(PhoneState.IDLE)


async def test_a_wrong_key_and_no_key_lead_to_the_default(ours: Firm) -> None:
    phone = ours.line.plug
    async with ours.bot(), Person(phone(CLIENT)) as client, Person(phone("102")) as petrova:
        for key in ("7", ""):
            await in_the_menu(client)
            await asyncio.sleep(0.5)
            if key:
                client.phone.press(key)
            await petrova.sees(PhoneState.RINGING, within=15)
            client.phone.hang_up()
            await petrova.sees(PhoneState.IDLE)


async def test_behind_a_key_and_in_the_night_there_is_voicemail(ours: Firm) -> None:
    async with ours.bot() as house, Person(ours.line.plug(CLIENT)) as client:
        await in_the_menu(client)
        client.phone.press("2")
        await asyncio.sleep(0.5)
        client.phone.press("#")
        await leaves_a_message(client)
        message = await house.voice(house.admin, seconds=5)
        assert has_tone(await house.sound_of(message), VOICE, 1.5)
        await in_the_menu(client, CLOSED)
        await leaves_a_message(client)
        await until(lambda: house.rows("voicemail WHERE id = 2"), 5)


async def test_after_a_restart_of_the_bot_the_caller_is_in_the_same_menu(ours: Firm) -> None:
    phone = ours.line.plug
    async with Person(phone(CLIENT)) as client, Person(phone("104")) as kuznetsova:
        async with ours.bot():
            await in_the_menu(client)
            client.phone.press("2")
            await asyncio.sleep(1)
        async with ours.bot():
            await asyncio.sleep(1)
            assert dominant(bytes(client.heard[-8000:])) > 0, "the greeting of that menu again"
            client.phone.press("1")  # there it is another department
            await kuznetsova.sees(PhoneState.RINGING)
            client.phone.hang_up()
