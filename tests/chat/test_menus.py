"""Voice menus and working time in the chat, as an administrator meets them."""

from tests.audio import tone, write_wav
from tests.chat.world import World

WAY = ("👥 Компания", "Голосовые меню · 0")
TIME = ("⚙ Ещё", "Расписание")


async def test_a_menu_is_made_step_by_step_and_its_keys_are_drawn_plainly(joined: World) -> None:
    admin = joined.admin
    await admin.goes(*WAY, "+ Добавить голосовое меню")
    await admin.writes("Главное меню")
    assert "✓ Добавлено. Теперь выберите клавишу и куда она ведёт." in await admin.reads()
    said = await admin.goes("1", "👥 Отдел продаж")
    assert "✓ Сохранено в 12:00" in said
    assert "1 → 👥 Отдел продаж" in await admin.sees()
    await admin.presses("2")
    await admin.writes("петрова")
    assert await admin.sees() == ["👤 Петрова Анна · 102", "✉ Петрова Анна", "Показать всё", "‹ Назад"]
    await admin.goes("👤 Петрова Анна · 102")
    said = await admin.goes("‹ Назад", "Если не нажать", "👥 Отдел продаж")
    assert "1 → 👥 Отдел продаж\n2 → 👤 Петрова Анна\nНичего не нажали → 👥 Отдел продаж" in said
    assert "ждёт нажатия 5 секунд · повторяет 1 раз" in said
    said = await admin.goes("Отменить")
    assert "Ничего не нажали → ✉ Голосовая почта компании" in said


async def test_wait_repeats_and_name_are_typed_and_a_wrong_one_is_said(joined: World) -> None:
    admin = joined.admin
    await admin.goes(*WAY, "+ Добавить голосовое меню")
    await admin.writes("Меню")
    await admin.goes("‹ Назад", "Ожидание")
    await admin.writes("сто")
    assert "Напишите целое число от 1 до 30." in await admin.reads()
    await admin.writes("12")
    assert "ждёт нажатия 12 секунд" in await admin.reads()
    await admin.goes("Переименовать")
    await admin.writes("Ночное меню")
    assert (await admin.reads()).startswith("Ночное меню\n")
    assert "⚪️ Клавиша прерывает приветствие" not in await admin.sees()
    await admin.goes("🟢 Клавиша прерывает приветствие")
    assert "⚪️ Клавиша прерывает приветствие" in await admin.sees()


async def test_a_number_leads_to_a_menu_and_to_voicemail_while_closed(joined: World) -> None:
    admin = joined.admin
    await admin.goes(*WAY, "+ Добавить голосовое меню")
    await admin.writes("Главное меню")
    await admin.goes("‹ Назад", "‹ Назад", "‹ Назад", "Многоканальные номера · 2", "★ +7 992 385-52-59 · Отдел продаж")
    said = await admin.goes("Куда ведёт", "☰ Главное меню")
    assert "Ведёт: ☰ Главное меню" in said
    said = await admin.goes("В нерабочее время", "✉ Голосовая почта компании")
    assert "В нерабочее время: ✉ Голосовая почта компании" in said
    said = await admin.goes("‹ Назад", "‹ Назад", "Голосовые меню · 1", "☰ Главное меню · 0", "Удалить меню")
    assert "+7 992 385-52-59 ведёт сюда." in said
    answer = await admin.presses("Удалить")
    assert "Главное меню" in str(answer["text"])
    said = await admin.goes(
        "‹ Назад", "‹ Назад", "‹ Назад", "Многоканальные номера · 2", "★ +7 992 385-52-59 · Главное меню"
    )
    said = await admin.goes("В нерабочее время", "Как в рабочее время")
    assert "В нерабочее время:" not in said


async def test_a_voice_message_on_the_greeting_is_what_callers_hear_in_that_menu(joined: World) -> None:
    admin = joined.admin
    await admin.goes(*WAY, "+ Добавить голосовое меню")
    await admin.writes("Меню")
    said = await admin.goes("‹ Назад", "Приветствие")
    assert "По умолчанию" in said
    await admin.sends("voice", write_wav(joined.data / "hello.wav", tone(440, 2)).read_bytes(), "hello.ogg")
    assert (await admin.sees())[-1] == "‹ Оставить прежнюю"
    await admin.presses((await admin.sees())[0])
    assert "Голосовое" in await admin.goes("‹ Назад")
    assert "Приветствие: Голосовое" in await admin.reads(), await admin.sees()
    assert [line.name for line in await joined.menus.all(joined.firm.admin())] == ["Меню"]


async def test_working_time_is_said_and_changed(joined: World) -> None:
    admin = joined.admin
    said = await admin.goes(*TIME)
    assert "Сейчас рабочее время. Закроется: 18:00." in said
    assert "Понедельник · 09:00–18:00" in await admin.sees()
    await admin.goes("Понедельник · 09:00–18:00")
    await admin.writes("с утра")
    assert "Часы пишут так:" in await admin.reads()
    await admin.writes("9-11")
    assert "Сейчас нерабочее время. Откроется: завтра 09:00." in await admin.reads()
    said = await admin.goes("Отменить", "Праздники", "Россия")
    assert "Праздники: Россия" in said
    await admin.goes("Особые дни")
    await admin.writes("04.08")
    assert "04.08.2026 · выходной" in await admin.sees()
    await admin.goes("04.08.2026 · выходной")
    await admin.writes("10-14")
    assert "04.08.2026 · 10:00–14:00" in await admin.sees()
    await admin.goes("04.08.2026 · 10:00–14:00", "Как обычно")
    assert await admin.sees() == ["Отменить", "‹ Назад"]
    said = await admin.goes("‹ Назад", "Воскресенье · выходной", "Круглосуточно")
    assert "Воскресенье · 00:00–24:00" in await admin.sees()
