"""Options for numbers: one number's, and many at once out of 142."""

import asyncio

import pytest

from bot.domain.cards_numbers import NumberCard
from tests.audio import tone, write_wav
from tests.chat.someone import buttons
from tests.chat.world import World

WAY = ("🔀 Опции", "Опции для номеров")
STAFF = ("👥 Компания", "Сотрудники · 2")
IVANOV = "✓ Иванов Иван · 101"
SHORT = "⚪️ Короткий номер · 20 ₽"


async def ivanov(world: World) -> NumberCard:
    return await world.numbers.one(world.firm.admin(), world.firm.ivanov)


async def short_number(world: World, *then: str) -> str:
    return await world.admin.goes(*STAFF, IVANOV, SHORT, "Включить", *then)


async def test_142_numbers_are_pages_of_six_with_one_button_a_row(joined: World) -> None:
    await joined.hires(140)
    said = await joined.admin.goes(*WAY, "Короткий номер · 20 ₽ · 0 из 142")
    assert "Отмечено: 0" in said
    assert "Страница 1 из 24" in said
    labels = await joined.admin.sees()
    assert labels[6:] == ["›", "Отметить все 142", "‹ Назад"]
    assert "Страница 2 из 24" in await joined.admin.goes("›")
    assert "Страница 1 из 24" in await joined.admin.goes("‹")


@pytest.mark.parametrize(("typed", "n"), [("сотрудник 07", 12), ("07 СОТРУДНИК", 12), ("1007", 10)])
async def test_a_search_by_name_or_number(joined: World, typed: str, n: int) -> None:
    await joined.hires(140)
    await joined.admin.goes(*WAY, "Короткий номер · 20 ₽ · 0 из 142")
    await joined.admin.writes(typed)
    assert f"Найдено по «{typed}»: {n}" in await joined.admin.reads()
    assert "◻️ Сотрудник 070 · 10070 ⚪️" in await joined.admin.sees()


async def test_a_search_that_finds_nobody_says_so_and_is_left_again(joined: World) -> None:
    await joined.admin.goes(*WAY, "Короткий номер · 20 ₽ · 0 из 2")
    await joined.admin.writes("Пушкин")
    assert "По «Пушкин» ничего не нашлось." in await joined.admin.reads()
    await joined.admin.goes("Показать всех")
    assert "◻️ Иванов Иван · 101 ⚪️" in await joined.admin.sees()


async def test_marks_stay_over_pages_searches_and_a_restart(joined: World) -> None:
    await joined.hires(140)
    await joined.admin.goes(*WAY, "Короткий номер · 20 ₽ · 0 из 142", "◻️ Иванов Иван · 101 ⚪️", "›")
    await joined.admin.goes("◻️ Сотрудник 007 · 10007 ⚪️")
    await joined.restart()
    await joined.admin.writes("140")
    said = await joined.admin.goes("◻️ Сотрудник 140 · 10140 ⚪️")
    assert "Отмечено: 3" in said
    offer = await joined.admin.goes("Включить…")
    assert "Для 3 номеров: +60 ₽/мес, сегодня 1,92 ₽" in offer


async def test_for_all_that_a_search_finds(joined: World) -> None:
    await joined.hires(140)
    await joined.admin.goes(*WAY, "Короткий номер · 20 ₽ · 0 из 142")
    await joined.admin.writes("Сотрудник 07")
    await joined.admin.goes("Отметить все 12", "Включить…")
    said = await joined.admin.goes("Включить · 12")
    assert "✓ Включено с 12:00, +7,68 ₽ сегодня · 12 номеров" in said
    assert "Короткий номер · 20 ₽ · 12 из 142" in await joined.admin.sees()


async def test_added_numbers_are_left_out_and_named(joined: World) -> None:
    await joined.hires(140, added=20)
    await joined.admin.goes(*WAY, "АОН · 50 ₽ · 0 из 142", "Отметить все 142")
    offer = await joined.admin.goes("Включить…")
    assert "Для 122 номеров: +6 100 ₽/мес, сегодня 196,42 ₽" in offer
    assert "Пропущено 20: Сотрудник 121, Сотрудник 122" in offer
    assert "и ещё 12. Не для добавленных номеров:" in offer
    said = await joined.admin.goes("Включить · 122")
    assert "· 122 номера\nПропущено 20: Сотрудник 121" in said
    assert (await joined.admin.goes("Отменить")).endswith("✓ Отменено в 12:00")


async def test_nobody_marked_is_nothing_to_switch(joined: World) -> None:
    await joined.admin.goes(*WAY, "АОН · 50 ₽ · 0 из 2")
    assert "Включить…" not in await joined.admin.sees()


async def test_where_it_is_on_already_nothing_is_offered(joined: World) -> None:
    await short_number(joined, "‹ Назад", "‹ Назад", "‹ Назад", "‹ Назад")
    await joined.admin.goes(*WAY, "Короткий номер · 20 ₽ · 1 из 2", "◻️ Иванов Иван · 101 🟢")
    said = await joined.admin.goes("Включить…")
    assert "Менять нечего." in said
    assert "Уже включено: 1" in said
    assert await joined.admin.sees() == ["‹ Назад"]


async def test_one_number_is_switched_on_and_back(joined: World) -> None:
    said = await joined.admin.goes(*STAFF, IVANOV, SHORT)
    assert "+20 ₽/мес, сегодня 0,64 ₽" in said
    said = await joined.admin.goes("Включить")
    assert said.endswith("✓ Включено с 12:00, +0,64 ₽ сегодня")
    await joined.admin.goes("Отменить")
    assert "Включить" in await joined.admin.sees()


async def test_a_short_number_is_four_digits_that_nobody_else_has(joined: World) -> None:
    assert "Сейчас: пока не выбран" in await short_number(joined)
    for typed in ("42", "12345", "abcd", "００４２", "-042", "4 2 1 0"):
        await joined.admin.writes(typed)
        assert "Короткий номер — это ровно четыре цифры" in await joined.admin.reads(), typed
    await joined.admin.writes("0042")
    assert "Сейчас: 0042" in await joined.admin.reads()
    assert "короткий номер 0042" in await joined.admin.goes("‹ Назад")
    await joined.admin.goes("‹ Назад", "Петрова Анна · 102", SHORT, "Включить")
    await joined.admin.writes("0042")
    assert "0042 — короткий номер сотрудника Иванов Иван. Выберите другой." in await joined.admin.reads()


async def test_an_added_number_says_why_it_cannot_show_a_public_number(joined: World) -> None:
    await joined.hires(1, added=1)
    await joined.admin.goes("👥 Компания", "Сотрудники · 3", "Сотрудник 001 · 10001")
    assert "Добавленный номер: без АОН и записи" in await joined.admin.reads()
    said = await joined.admin.goes("⚪️ АОН")
    assert "Не для добавленных номеров" in said
    assert await joined.admin.sees() == ["‹ Назад"]


async def test_the_public_number_that_clients_see_is_picked(joined: World) -> None:
    await joined.admin.goes(*STAFF, IVANOV, "⚪️ АОН · 50 ₽", "Включить")
    assert "🟢 Основной номер" in await joined.admin.sees()
    said = await joined.admin.goes("⚪️ +7 992 385-52-84")
    assert said.endswith("✓ Сохранено в 12:00")
    assert "🟢 +7 992 385-52-84" in await joined.admin.sees()
    assert (await ivanov(joined)).shows == "+79923855284"
    assert "клиенты видят +7 992 385-52-84" in await joined.admin.goes("‹ Назад")


async def test_a_melody_is_picked_and_falls_back_when_it_is_deleted(joined: World) -> None:
    song = write_wav(joined.data / "tune.wav", tone(660, 2)).read_bytes()
    assert "Мелодий пока нет" in await joined.admin.goes(*STAFF, IVANOV, "⚪️ Мелодия сотрудника · 30 ₽", "Включить")
    await joined.admin.goes("‹ Назад", "‹ Назад", "‹ Назад", "‹ Назад", "♪ Мелодии", "Мелодии сотрудников")
    await joined.admin.sends("audio", song, "arash.mp3")
    assert "✓ Добавлена: arash.mp3." in await joined.admin.goes("Добавить")
    await joined.admin.goes("‹ Назад", "‹ Назад", *STAFF, IVANOV, "🟢 Мелодия сотрудника · 30 ₽", "⚪️ arash.mp3")
    assert "мелодия arash.mp3" in await joined.admin.goes("‹ Назад")
    await joined.admin.goes("‹ Назад", "‹ Назад", "‹ Назад", "♪ Мелодии", "Мелодии сотрудников", "♪ arash.mp3")
    said = await joined.admin.goes("Удалить мелодию")
    assert "Она звучит у: Иванов Иван. Вместо неё будет музыка на удержании." in said
    assert (await joined.admin.goes("Удалить")).endswith("✓ Удалено: arash.mp3")
    assert not [one for one in (await ivanov(joined)).melodies if one.chosen]


async def test_two_administrators_switch_the_same_numbers_at_once(joined: World) -> None:
    second = await joined.second_admin()
    await joined.hires(10)
    for who in (joined.admin, second):
        await who.goes(*WAY, "Короткий номер · 20 ₽ · 0 из 12", "Отметить все 12", "Включить…")
    await asyncio.gather(joined.admin.presses("Включить · 12"), second.presses("Включить · 12"))
    said = sorted([await joined.admin.reads(), await second.reads()], key=lambda text: "✓" in text)
    assert "Ничего не изменилось.\nУже включено: 12" in said[0]
    assert "+7,68 ₽ сегодня · 12 номеров" in said[1]


async def test_a_double_tap_on_many_pays_once(joined: World) -> None:
    await joined.admin.goes(*WAY, "Короткий номер · 20 ₽ · 0 из 2", "Отметить все 2", "Включить…")
    screen = await joined.admin.screen()
    data = buttons(screen)[0]["callback_data"]
    await asyncio.gather(*(joined.admin.forces(screen["message_id"], data) for _ in range(2)))
    assert len((await joined.histories.page(joined.firm.admin(), 0)).items) == 1


async def test_somebody_removed_meanwhile_is_said_and_nothing_is_taken(joined: World) -> None:
    await joined.hires(1)
    await joined.admin.goes(*WAY, "Короткий номер · 20 ₽ · 0 из 3", "Отметить все 3", "Включить…")
    second = await joined.second_admin()
    await second.goes("👥 Компания", "Сотрудники · 3", "Сотрудник 001 · 10001", "Изменить")
    await second.goes("Удалить сотрудника", "Удалить")
    await joined.admin.presses("Включить · 3")
    said = await joined.admin.reads()
    assert "2 номера" in said, said
