"""Departments in the chat: who answers, how they are rung, what a removal touches."""

import pytest

from tests.chat.world import World

WAY = ("👥 Компания", "Отделы · 1")
SALES = "Отдел продаж · 2"


async def test_the_card_says_who_is_rung_and_how(joined: World) -> None:
    said = await joined.admin.goes(*WAY, SALES)
    assert said.splitlines() == [
        "Отдел продаж",
        "Многоканальные номера: +7 992 385-52-59",
        "Сотрудники: Петрова Анна, Иванов Иван",
        "Звонят все сразу · 15 секунд",
    ]


async def test_a_new_one_asks_for_its_name_and_then_for_its_people(joined: World) -> None:
    await joined.admin.goes(*WAY, "+ Добавить отдел")
    await joined.admin.writes("Отдел продаж")
    assert "Отдел «Отдел продаж» уже есть." in await joined.admin.reads()
    await joined.admin.writes("x" * 101)
    assert "В имени от 1 до 100 знаков." in await joined.admin.reads()
    await joined.admin.writes("Поддержка")
    assert "✓ Добавлен. Теперь отметьте, кто отвечает на его звонки." in await joined.admin.reads()
    said = await joined.admin.goes("◻️ Петрова Анна")
    assert "В отделе: 1 из 2" in said
    assert "Сотрудники: Петрова Анна" in await joined.admin.goes("‹ Назад")


async def test_142_people_are_pages_and_are_searched(joined: World) -> None:
    await joined.hires(140)
    said = await joined.admin.goes(*WAY, SALES, "Сотрудники · 2")
    assert "Страница 1 из 24" in said
    await joined.admin.writes("140 сотрудник")
    assert "Найдено по «140 сотрудник»: 1" in await joined.admin.reads()
    said = await joined.admin.goes("◻️ Сотрудник 140")
    assert "В отделе: 3 из 142" in said
    assert "☑️ Сотрудник 140" in await joined.admin.sees(), "the search stays"


async def test_it_rings_all_at_once_or_one_after_another(joined: World) -> None:
    said = await joined.admin.goes(*WAY, SALES, "Очередь", "⚪️ Звонят по очереди")
    assert said.endswith("✓ Сохранено в 12:00")
    assert "Звонят по очереди · 15 секунд" in await joined.admin.goes("‹ Назад")
    assert "Звонят все сразу · 15 секунд" in await joined.admin.goes("Очередь", "⚪️ Звонят все сразу", "‹ Назад")


@pytest.mark.parametrize("typed", ["4", "121", "минуту", "1.5", "-20", "20 сек"])
async def test_a_ring_time_is_whole_seconds_within_bounds(joined: World, typed: str) -> None:
    await joined.admin.goes(*WAY, SALES, "Время вызова")
    await joined.admin.writes(typed)
    assert "Напишите целое число секунд, от 5 до 120." in await joined.admin.reads()
    await joined.admin.writes(" 30 ")
    assert "Звонят все сразу · 30 секунд" in await joined.admin.reads()


async def test_it_is_renamed(joined: World) -> None:
    await joined.admin.goes(*WAY, SALES, "Переименовать")
    await joined.admin.writes("Продажи")
    assert (await joined.admin.reads()).startswith("Продажи")
    history = await joined.admin.goes("‹ Назад", "‹ Назад", "‹ Назад", "⚙ Ещё", "История изменений")
    assert "Имя · Отдел продаж: Отдел продаж → Продажи" in history


async def test_out_of_reach_of_the_pbx_a_change_is_said_to_come_later(joined: World) -> None:
    joined.pbx.reachable = False
    said = await joined.admin.goes(*WAY, SALES, "Очередь", "⚪️ Звонят по очереди")
    assert said.endswith("АТС сейчас недоступна: применится само, когда связь вернётся.")


async def test_one_that_a_public_number_leads_to_stays(joined: World) -> None:
    said = await joined.admin.goes(*WAY, SALES, "Удалить отдел")
    assert "+7 992 385-52-59 ведёт сюда." in said
    assert "Сотрудников в отделе: 2. Они останутся." in said
    answer = await joined.admin.presses("Удалить")
    assert answer["text"] == "+7 992 385-52-59 ведёт сюда: Отдел продаж. Сначала направьте его в другое место."


async def test_one_that_nothing_leads_to_goes_and_its_people_stay(joined: World) -> None:
    await joined.admin.goes("👥 Компания", "Многоканальные номера · 2", "★ +7 992 385-52-59 · Отдел продаж")
    await joined.admin.goes("Куда ведёт", "👤 Иванов Иван · 101", "‹ Назад", "‹ Назад")
    said = await joined.admin.goes("Отделы · 1", SALES, "Удалить отдел", "Удалить")
    assert said.endswith("✓ Удалено: Отдел продаж")
    assert "Отделов пока нет." in said
    assert "Сотрудники · 2" in (await joined.admin.goes("‹ Назад"), *await joined.admin.sees())
