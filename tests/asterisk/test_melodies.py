"""Every sound that a company may replace, sent in the chat and measured by its tone at a telephone over Asterisk."""

import asyncio

import pytest
from sqlalchemy import update

from bot.app import EXAMPLE
from bot.db.menu_models import ScheduleLine
from bot.db.models import Department
from bot.domain.schedule_lines import WEEKDAYS
from bot.ports import PhoneState
from tests.asterisk.firm import IVANOV, PETROVA, Firm, switch
from tests.audio import has_tone, tone_seconds
from tests.contract.person import Person
from tests.road.house import ADMIN, DIRECT, SALES, House, mp3

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]

PATIENT = EXAMPLE.read_text("utf-8").replace("ring_seconds: 15", "ring_seconds: 60")
LOW, HIGH, SPOKEN = 440, 880, 1250


@pytest.fixture
def company() -> str:
    return PATIENT


async def goes_to(house: House, *labels: str) -> None:
    """Through the menus to the screen of a sound."""
    await house.admin.writes("/start")
    for label in ("♪ Мелодии", *labels):
        await house.admin.presses(label)


async def puts_default(house: House, *labels: str) -> None:
    await goes_to(house, *labels)
    await house.admin.presses("Вернуть мелодию по умолчанию")
    assert "✓ Звучит на АТС с" in await house.admin.reads()


async def test_who_is_holding_hears_the_replacement_at_the_next_loop_and_ours_after_the_deletion(
    ours: Firm, client: Person
) -> None:
    async with ours.bot() as house:
        await house.puts(mp3(LOW))
        client.phone.dial(SALES)
        await client.hears(LOW)
        await house.puts(mp3(HIGH))
        assert "✓ Звучит на АТС с" in await house.admin.reads()
        await client.hears(HIGH)
        await puts_default(house, "♪ Музыка на удержании")
        await asyncio.sleep(3)  # a loop of the song
        heard = await client.listens(2)
        assert max(map(abs, heard)) > 0
        assert not has_tone(heard, HIGH)
        assert not has_tone(heard, LOW)
        assert list((house.data / "melodies").iterdir()) == []


async def test_own_notice_is_heard_before_the_talk_and_ours_again_after_the_deletion(
    ours: Firm, client: Person, petrova: Person
) -> None:
    async with ours.bot() as house:
        await switch(house.app.services.store, "recording")
        await goes_to(house, "♪ Уведомление о записи")
        await house.puts(mp3(SPOKEN))
        for own in (True, False):
            client.heard.clear()
            client.phone.dial(DIRECT)
            await petrova.takes_the_call()
            assert (tone_seconds(bytes(client.heard), SPOKEN) >= 1.5) is own
            client.phone.hang_up()
            await petrova.sees(PhoneState.IDLE)
            await client.sees(PhoneState.IDLE)
            if own:
                await puts_default(house, "♪ Уведомление о записи")


async def test_own_greeting_is_heard_before_the_beep(ours: Firm, client: Person, petrova: Person) -> None:
    async with ours.bot() as house:
        await goes_to(house, "Фразы", "♪ Приветствие голосовой почты")
        await house.puts(mp3(SPOKEN))
        client.phone.dial(DIRECT)
        await petrova.sees(PhoneState.RINGING)
        petrova.phone.decline()
        await client.hears(SPOKEN)


async def test_own_announcement_is_heard_in_the_queue_and_own_thanks_after_the_key(ours: Firm, client: Person) -> None:
    async with ours.bot() as house:
        async with house.app.services.store.write() as session:
            await session.execute(update(Department).values(announce_callback=True, announce_seconds=2))
            for day in WEEKDAYS:
                await session.merge(ScheduleLine(company_id=house.company, key=day, value="00:00-23:59"))
            await session.merge(ScheduleLine(company_id=house.company, key="holidays", value="none"))
        await switch(house.app.services.store, "callback")
        await goes_to(house, "♪ Оповещение об обратном звонке")
        await house.puts(mp3(SPOKEN))
        await goes_to(house, "Фразы", "♪ Спасибо за заказ звонка")
        await house.puts(mp3(HIGH))
        client.phone.dial(SALES)
        await client.hears(SPOKEN, within=10)
        client.phone.press("1")
        await client.hears(HIGH)


async def test_each_employees_melody_is_heard_while_they_are_rung_and_the_common_one_after_its_deletion(
    ours: Firm, client: Person, petrova: Person, ivanov: Person
) -> None:
    async with ours.bot() as house:
        for phone, hz in ((IVANOV, LOW), (PETROVA, HIGH)):
            await switch(house.app.services.store, "melody", phone)
            await goes_to(house, "Мелодии сотрудников")
            await house.admin.sends("audio", mp3(hz), f"{phone}.mp3")
            await house.says_yes("Добавить")
        await picks(house)

        client.phone.dial(DIRECT)
        await petrova.sees(PhoneState.RINGING)
        await client.hears(HIGH)
        client.phone.hang_up()
        await petrova.sees(PhoneState.IDLE)
        petrova.phone.dial(IVANOV)
        await ivanov.sees(PhoneState.RINGING)
        await petrova.hears(LOW)
        petrova.phone.hang_up()
        await ivanov.sees(PhoneState.IDLE)

        await goes_to(house, "Мелодии сотрудников", "♪ 102.mp3")
        assert "Петрова Анна" in await house.admin.reads()
        await house.admin.presses("Удалить мелодию")
        assert "Она звучит у: Петрова Анна" in await house.admin.reads()
        await house.admin.presses("Удалить")
        client.heard.clear()
        client.phone.dial(DIRECT)
        await petrova.sees(PhoneState.RINGING)
        heard = await client.listens(3)
        assert max(heard) > 0
        assert not has_tone(heard, HIGH)


async def picks(house: House) -> None:
    """On each employee's card the melody that bears their telephone's number."""
    use = house.app.services
    admin = await use.people.meet(ADMIN, "Ольга", "ru")
    people = {one.phone: one.id for one in await use.directory.employees()}
    for one in await use.employee_melodies.all(admin.seats[0]):
        await use.numbers.melody(admin.seats[0], people[one.title[:3]], one.id, admin.account_id)
