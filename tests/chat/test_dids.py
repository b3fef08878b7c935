"""Public numbers in the chat: a new one in two steps, the main one, where each leads, removal."""

import pytest

from bot.domain.cards_menus import DidCard
from tests.chat.world import World

WAY = ("👥 Компания", "Многоканальные номера · 2")
MAIN = "★ +7 992 385-52-59 · Отдел продаж"
DIRECT = "+7 992 385-52-84 · Иванов Иван"


async def dids(world: World) -> dict[str, DidCard]:
    return {did.number: did for did in await world.dids.all(world.firm.admin())}


async def test_the_list_marks_the_main_one_and_says_where_each_leads(joined: World) -> None:
    await joined.admin.goes(*WAY)
    assert await joined.admin.sees() == [MAIN, DIRECT, "+ Добавить номер", "‹ Назад"]


async def test_a_new_one_says_what_it_costs_before_it_is_added(joined: World) -> None:
    await joined.admin.goes(*WAY, "+ Добавить номер")
    await joined.admin.writes("8 992 385-52-60")
    said = await joined.admin.reads()
    assert "Новый многоканальный номер · 2 из 2" in said
    assert "+7 992 385-52-60" in said
    assert "Сверх тарифа: +200 ₽/мес, сегодня 6,45 ₽" in said
    assert len(await dids(joined)) == 2
    said = await joined.admin.goes("👥 Отдел продаж")
    assert said.endswith("✓ Сохранено в 12:00")
    assert str((await dids(joined))["+79923855260"].leads_to) == "Отдел продаж"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("офис", "«офис» — не телефонный номер."),
        ("101", "«101» — не телефонный номер."),
        ("+7 992 385-52-59", "+7 992 385-52-59 — уже многоканальный номер."),
        ("+7 992 385-52-99", "+7 992 385-52-99 — уже многоканальный номер."),
    ],
)
async def test_a_wrong_number_is_said_at_once(joined: World, typed: str, sentence: str) -> None:
    await joined.admin.goes(*WAY, "+ Добавить номер")
    await joined.admin.writes(typed)
    said = await joined.admin.reads()
    assert "Новый многоканальный номер · 1 из 2" in said
    assert sentence in said


async def test_the_second_step_is_there_after_a_restart(joined: World) -> None:
    await joined.admin.goes(*WAY, "+ Добавить номер")
    await joined.admin.writes("+7 992 385-52-60")
    await joined.restart()
    await joined.admin.writes("петрова")
    said = await joined.admin.goes("👤 Петрова Анна · 102")
    assert "Ведёт: 👤 Петрова Анна" in said


async def test_it_leads_elsewhere_and_becomes_the_main_one(joined: World) -> None:
    said = await joined.admin.goes(*WAY, DIRECT, "Куда ведёт", "👤 Петрова Анна · 102")
    assert "Ведёт: 👤 Петрова Анна" in said
    said = await joined.admin.goes("Сделать основным")
    assert "★ Основной номер" in said
    assert (await dids(joined))["+79923855284"].main
    assert "☎ +7 992 385-52-84 и ещё 1" in await joined.admin.goes("‹ Назад", "‹ Назад", "‹ Назад")


async def test_a_removal_says_who_loses_what_and_who_is_the_main_one_then(joined: World) -> None:
    said = await joined.admin.goes(*WAY, MAIN, "Удалить номер")
    assert "На +7 992 385-52-59 больше нельзя будет дозвониться." in said
    assert "Основным станет +7 992 385-52-84." in said
    assert (await joined.admin.goes("Удалить")).endswith("✓ Удалено: +7 992 385-52-59")
    assert await joined.admin.sees() == [f"★ {DIRECT}", "+ Добавить номер", "‹ Назад"]


async def test_the_last_one_stays(joined: World) -> None:
    await joined.admin.goes(*WAY, MAIN, "Удалить номер", "Удалить", f"★ {DIRECT}", "Удалить номер")
    answer = await joined.admin.presses("Удалить")
    assert answer["text"] == "Это единственный многоканальный номер. Сначала добавьте другой."
