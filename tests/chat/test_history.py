"""Who changed what, when, from what; and taking it back, from the chat."""

from tests.chat.world import World

HISTORY = ("⚙ Ещё", "История изменений")
OFFERED = "⚪️ Запись разговоров · 700 ₽"


async def test_nothing_yet(joined: World) -> None:
    assert "Пока ничего не меняли." in await joined.admin.goes(*HISTORY)


async def test_who_when_what_from_what(joined: World) -> None:
    await joined.admin.goes("🔀 Опции", OFFERED, "Включить", "‹ Назад", "‹ Назад")
    joined.clock.advance(hours=13)
    said = await joined.admin.goes(*HISTORY)
    assert "вчера 12:00 · Ольга\nЗапись разговоров: выкл. → вкл." in said


async def test_an_entry_is_taken_back_and_says_so(joined: World) -> None:
    await joined.admin.goes("🔀 Опции", OFFERED, "Включить", "‹ Назад", "‹ Назад", *HISTORY)
    said = await joined.admin.goes("⟲ сегодня 12:00 · Запись разговоров")
    assert said.endswith("✓ Отменено в 12:00")
    assert "сегодня 12:00 · Ольга · отменено\nЗапись разговоров: выкл. → вкл." in said
    assert "сегодня 12:00 · Ольга\nЗапись разговоров: вкл. → выкл." in said


async def test_two_administrators_take_the_same_entry_back(joined: World) -> None:
    second = await joined.second_admin()
    await joined.admin.goes("🔀 Опции", OFFERED, "Включить", "‹ Назад", "‹ Назад", *HISTORY)
    await second.goes(*HISTORY, "⟲ сегодня 12:00 · Запись разговоров")
    answer = await joined.admin.presses("⟲ сегодня 12:00 · Запись разговоров")
    assert answer["text"] == "Это уже отменено."
    assert "отменено" in await joined.admin.reads()


async def test_many_numbers_are_one_line_and_one_way_back(joined: World) -> None:
    await joined.hires(10)
    await joined.admin.goes("🔀 Опции", "Опции для номеров", "Короткий номер · 20 ₽ · 0 из 12", "Отметить все 12")
    await joined.admin.goes("Включить…", "Включить · 12", "‹ Назад")
    said = await joined.admin.goes("‹ Назад", *HISTORY)
    assert "Короткий номер · Иванов Иван, Петрова Анна, Сотрудник 001 и ещё 9: выкл. → вкл." in said
    await joined.admin.goes("⟲ сегодня 12:00 · Короткий номер", "‹ Назад", "‹ Назад", "🔀 Опции", "Опции для номеров")
    assert "Короткий номер · 20 ₽ · 0 из 12" in await joined.admin.sees()


async def test_what_a_file_changed_is_not_said_to_be_somebodys(joined: World) -> None:
    text = (await joined.companies.export_yaml("romashka")).replace("Отдел продаж", "Продажи")
    await joined.companies.import_yaml(text, "company.yaml")
    said = await joined.admin.goes(*HISTORY)
    assert "сегодня 12:00 · файл компании или сам Гудок\nОтдел · Продажи: нет → Продажи" in said
    assert "Ведёт · +7 992 385-52-59: Отдел продаж → Продажи" in said


async def test_days_and_hours_are_written_as_on_the_schedule(joined: World) -> None:
    await joined.admin.goes("⚙ Ещё", "Расписание", "Особые дни")
    await joined.admin.writes("31.12 10-14")
    said = await joined.admin.goes("‹ Назад", "‹ Назад", "История изменений")
    assert "Особый день · 31.12.2026: нет → 10:00–14:00" in said


async def test_pages_turn(joined: World) -> None:
    await joined.admin.goes("🔀 Опции", OFFERED)
    for _ in range(4):
        await joined.admin.goes("Включить", "Выключить")
    said = await joined.admin.goes("‹ Не сейчас", "‹ Назад", *HISTORY)
    assert "Страница 1 из 2" in said
    assert "Страница 2 из 2" in await joined.admin.goes("›")
    assert "Страница 1 из 2" in await joined.admin.goes("‹")
