"""The log of calls in the chat (O13): found, narrowed, listened to."""

from bot.keyboards.statistics import CallCard
from tests.chat.world import World


async def test_the_log_shows_the_day_newest_first_and_marks_what_can_be_heard(joined: World) -> None:
    await joined.keeps_talk()
    joined.clock.advance(seconds=600)
    await joined.leaves_message(None)
    await joined.admin.presses("📈 Статистика")
    assert (await joined.admin.reads()).startswith("Статистика\n3 авг. 2026 г. · 2 звонка")
    left, talked = (await joined.admin.sees())[:2]
    assert left.startswith("✉ 12:10 · +7 900 123-45-67 → +7 992 385-52-59")
    assert talked == "✅ 12:00 · +7 900 765-43-21 → Иванов Иван · 1:23 ●"


async def test_a_recorded_call_is_played_in_the_chat(joined: World) -> None:
    call, _ = await joined.keeps_talk(hz=700)
    await joined.admin.taps(CallCard(company=joined.firm.company, call=call))
    said = await joined.admin.reads()
    assert "✅ Ответили\nожидание: 0:05 · разговор: 1:23\nСотрудник: Иванов Иван" in said
    await joined.admin.presses("▶ Прослушать · 0:02")
    (voice,) = await joined.admin.voices()
    assert voice["caption"].startswith("Запись · +7 900 765-43-21 → Иванов Иван · сегодня 12:00")
    assert await joined.admin.reads() == said, "the card stays"


async def test_calls_are_narrowed_by_what_is_typed_and_widened_again(joined: World) -> None:
    await joined.keeps_talk()
    await joined.leaves_message(None)
    await joined.admin.presses("📈 Статистика")
    await joined.admin.writes("765-43")
    assert "· 1 звонок" in await joined.admin.reads()
    await joined.admin.presses("Только с записью")
    await joined.admin.presses("✕ “765-43”" if "✕ “765-43”" in await joined.admin.sees() else "✕ «765-43»")
    assert "· 1 звонок" in await joined.admin.reads()
    await joined.admin.presses("✕ Только с записью")
    assert "· 2 звонка" in await joined.admin.reads()


async def test_a_file_of_calls_is_for_spreadsheets(joined: World) -> None:
    await joined.keeps_talk(caller="+79007654321")
    await joined.admin.goes("📈 Статистика", "📈 Графики и файлы", "CSV: неделя")
    (sent,) = [it for it in await joined.admin.heard() if "document" in it]
    text = (await joined.bytes_of(sent["document"]["file_id"])).decode()
    assert text.startswith('\ufeff"День";"Время";"Кто";"Номер"')
    assert '";"";"\'+7 900 765-43-21";"Иванов Иван"' in text
    assert "\u00a0" not in text


async def test_a_file_of_a_calendar_month_has_its_calls_only(joined: World) -> None:
    await joined.keeps_talk(caller="+79007654321")
    joined.clock.advance(days=31)
    await joined.keeps_talk(caller="+79007654322")
    await joined.admin.goes("📈 Статистика", "📈 Графики и файлы")
    for month, number in (("Август 2026", "765-43-21"), ("Сентябрь 2026", "765-43-22")):
        await joined.admin.presses(f"CSV: {month}")
        sent = [it for it in await joined.admin.heard() if "document" in it][-1]
        lines = (await joined.bytes_of(sent["document"]["file_id"])).decode().splitlines()
        assert len(lines) == 2
        assert number in lines[1]
    assert sent["document"]["file_name"] == "calls-2026-09-01-2026-09-30.csv"


async def test_pictures_come_as_photos(joined: World) -> None:
    await joined.keeps_talk()
    await joined.admin.goes("📈 Статистика", "📈 Графики и файлы", "По часам")
    await joined.admin.presses("По дням")
    await joined.admin.goes("‹ Назад", "‹ Назад", "🔀 Опции", "Хранилище", "📈 Прогноз")
    assert "первыми удалятся самые старые: 3 авг. 2026 г., 1 запись." in await joined.admin.reads()
    assert len([it for it in await joined.admin.heard() if "photo" in it]) == 3
