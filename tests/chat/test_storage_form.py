"""The room for recordings from the chat: nothing before Save, everything after it."""

import asyncio

import pytest
from sqlalchemy import update

from bot.db.models import Recording
from bot.domain.storage import Kept
from bot.domain.tariffs import GIB
from bot.keyboards.storage import DraftPacks, SaveStorage
from bot.services import storage as service
from tests.chat.someone import buttons
from tests.chat.world import World


@pytest.fixture
async def joined(joined: World) -> World:
    await joined.admin.presses("🔀 Опции")
    await joined.admin.presses("Хранилище")
    return joined


async def test_the_form_shows_the_room_and_the_way_back(joined: World) -> None:
    said = await joined.admin.reads()
    assert said.startswith("Хранилище\n1 ГБ · пакетов: 0\n░░░░░░░░░░ Тариф: свободно 1 из 1 ГБ")
    assert await joined.admin.sees() == [
        "+ Пакет 5 ГБ · 150 ₽",
        "⚪️ Добавлять пакеты автоматически",
        "📈 Прогноз",
        "‹ Назад",
    ]


async def test_nothing_is_charged_before_save(joined: World) -> None:
    await joined.admin.presses("+ Пакет 5 ГБ · 150 ₽")
    await joined.admin.presses("+ Пакет 5 ГБ · 150 ₽")
    await joined.admin.presses("⚪️ Добавлять пакеты автоматически")
    assert "После сохранения: 11 ГБ · пакетов: 2 · +300 ₽/мес" in await joined.admin.reads()
    await joined.admin.presses("‹ Отмена")
    assert "пакетов: 0" in await joined.admin.reads()
    assert "После сохранения" not in await joined.admin.reads()


async def test_saved_it_is_said_and_can_be_taken_back_in_the_form(joined: World) -> None:
    await joined.admin.presses("+ Пакет 5 ГБ · 150 ₽")
    await joined.admin.presses("Сохранить")
    assert "6 ГБ · пакетов: 1 · 150 ₽/мес" in await joined.admin.reads()
    assert "✓ Сохранено в" in await joined.admin.reads()
    await joined.admin.presses("− Пакет")
    await joined.admin.presses("Сохранить")
    assert "пакетов: 0" in await joined.admin.reads()


async def test_what_would_delete_recordings_is_asked_first(joined: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await joined.admin.presses("+ Пакет 5 ГБ · 150 ₽")
    await joined.admin.presses("Сохранить")

    async def beyond(session: object, company_id: int, quota: int) -> tuple[Kept, ...]:
        return (Kept(1, GIB, joined.clock.now()),) * 2 if quota == GIB else ()

    monkeypatch.setattr(service, "oldest_beyond", beyond)
    await joined.admin.presses("− Пакет")
    assert "Самые старые не поместятся: 2 записи, 2 ГБ." in await joined.admin.reads()
    await joined.admin.presses("Сохранить")
    assert (await joined.admin.reads()).startswith("Места для записей станет меньше")
    await joined.admin.presses("‹ Отмена")
    assert "пакетов: 1" in await joined.admin.reads()
    await joined.admin.presses("− Пакет")
    await joined.admin.presses("Сохранить")
    await joined.admin.presses("Удалить и сохранить")
    assert "пакетов: 0" in await joined.admin.reads()


BUY = "Купить 5 ГБ · сегодня 4,84 ₽, 150 ₽/мес"


async def test_a_room_that_is_full_soon_gets_a_pack_with_one_tap_which_can_be_taken_back(joined: World) -> None:
    await joined.keeps_talk(seconds=120.0)
    async with joined.store.write() as session:
        await session.execute(update(Recording).values(bytes=GIB // 2))
    await joined.admin.goes("‹ Назад", "Хранилище")
    assert (await joined.admin.sees())[0] == BUY
    await joined.admin.presses(BUY)
    said = await joined.admin.reads()
    assert "6 ГБ · пакетов: 1 · 150 ₽/мес" in said
    assert "✓ Пакет куплен в 12:00: сегодня 4,84 ₽, 150 ₽/мес" in said
    await joined.admin.presses("Отменить")
    assert "пакетов: 0" in await joined.admin.reads()


async def test_the_forecast_sells_a_pack_with_one_tap_and_two_taps_buy_one(joined: World) -> None:
    await joined.admin.presses("📈 Прогноз")
    assert await joined.admin.sees() == [BUY, "‹ Назад"]
    screen = await joined.admin.screen()
    data = buttons(screen)[0]["callback_data"]
    await asyncio.gather(*(joined.admin.forces(screen["message_id"], data) for _ in range(3)))
    assert "пакетов: 1" in await joined.admin.reads()
    assert "Купить" not in " ".join(await joined.admin.sees()), "there is room for a long time"


async def test_a_forged_number_of_packs_is_one_that_there_is(joined: World) -> None:
    for packs in (-5, 10, 10**9):
        await joined.admin.taps(DraftPacks(company=joined.firm.company, packs=packs))
        await joined.admin.taps(SaveStorage(company=joined.firm.company, sure=True))
    assert "46 ГБ · пакетов: 9" in await joined.admin.reads()
