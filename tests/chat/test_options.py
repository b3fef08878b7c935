"""Options of the company in the chat: the cost before, what was done and when, the way back."""

import asyncio

from sqlalchemy import delete, select

from bot.db.models import Did
from bot.db.money_models import History
from tests.chat.someone import buttons
from tests.chat.world import World

LATER = "АТС сейчас недоступна: применится само, когда связь вернётся."
OFFERED = "⚪️ Запись разговоров · 700 ₽"
TAKEN = "🟢 Запись разговоров · 700 ₽"


async def test_any_toggle_is_two_taps_away_and_shows_its_state_and_price(joined: World) -> None:
    said = await joined.admin.goes("🔀 Опции")
    assert "все выключены" in said
    labels = await joined.admin.sees()
    assert labels[0] == OFFERED
    assert labels[-1] == "‹ Назад"
    assert {"Опции для номеров", "Тариф и счёт"} <= set(labels)


async def test_the_cost_is_shown_before_and_what_was_done_after(joined: World) -> None:
    offer = await joined.admin.goes("🔀 Опции", OFFERED)
    assert "+700 ₽/мес, сегодня 22,58 ₽" in offer
    assert await joined.admin.sees() == ["Включить", "‹ Не сейчас"]
    done = await joined.admin.goes("Включить")
    assert done.endswith("✓ Включено с 12:00, +22,58 ₽ сегодня")
    assert "Включено · 700 ₽/мес" in done
    menu = await joined.admin.goes("‹ Назад")
    assert "1 включена · 700 ₽/мес" in menu
    assert TAKEN in await joined.admin.sees()
    assert "Опции: 1 включена · 700 ₽/мес" in await joined.admin.goes("‹ Назад")


async def test_not_now_takes_nothing(joined: World) -> None:
    await joined.admin.goes("🔀 Опции", OFFERED, "‹ Не сейчас")
    assert OFFERED in await joined.admin.sees()
    assert (await joined.histories.page(joined.firm.admin(), 0)).items == ()


async def test_it_is_taken_back_with_one_tap_and_the_screen_shows_it(joined: World) -> None:
    await joined.admin.goes("🔀 Опции", OFFERED, "Включить")
    said = await joined.admin.goes("Отменить")
    assert said.endswith("✓ Отменено в 12:00")
    assert "сегодня уже оплачено" in said, "a day in which it was on is paid for"
    assert await joined.admin.sees() == ["Включить", "‹ Не сейчас"]


async def test_switched_on_again_on_the_same_day_it_is_not_paid_twice(joined: World) -> None:
    await joined.admin.goes("🔀 Опции", OFFERED, "Включить", "Выключить")
    assert (await joined.admin.reads()).endswith("✓ Выключено с 12:00")
    assert (await joined.admin.goes("Включить")).endswith("✓ Включено с 12:00")


async def test_out_of_reach_of_the_pbx_it_is_saved_and_said_to_come_later(joined: World) -> None:
    joined.pbx.reachable = False
    said = await joined.admin.goes("🔀 Опции", OFFERED, "Включить")
    assert said.endswith(f"✓ Включено с 12:00, +22,58 ₽ сегодня\n{LATER}")
    joined.pbx.reachable = True
    assert LATER not in await joined.admin.goes("Выключить")


async def test_the_notice_is_on_by_default_and_goes_off_only_after_the_warning(joined: World) -> None:
    await joined.admin.goes("🔀 Опции", OFFERED, "Включить")
    assert "🟢 Предупреждать о записи" in await joined.admin.sees()
    warning = await joined.admin.goes("🟢 Предупреждать о записи")
    assert "За их жалобы отвечаете только вы." in warning
    await joined.admin.goes("‹ Не сейчас")
    assert "🟢 Предупреждать о записи" in await joined.admin.sees()
    said = await joined.admin.goes("🟢 Предупреждать о записи", "Всё равно выключить")
    assert said.endswith("✓ Выключено с 12:00")
    assert "⚪️ Предупреждать о записи" in await joined.admin.sees()
    history = await joined.admin.goes("‹ Назад", "‹ Назад", "⚙ Ещё", "История изменений")
    assert "Предупреждать о записи: вкл. → выкл." in history


async def test_the_notice_comes_back_without_a_question(joined: World) -> None:
    await joined.admin.goes("🔀 Опции", OFFERED, "Включить", "🟢 Предупреждать о записи", "Всё равно выключить")
    said = await joined.admin.goes("⚪️ Предупреждать о записи")
    assert said.endswith("✓ Включено с 12:00"), "a tick is free"


async def test_what_it_needs_is_said_with_the_way_to_it(joined: World) -> None:
    async with joined.store.write() as session:
        await session.execute(delete(Did).where(Did.company_id == joined.firm.company))
    said = await joined.admin.goes("🔀 Опции", OFFERED)
    assert "Сначала добавьте многоканальный номер." in said
    assert await joined.admin.sees() == ["Добавить номер", "‹ Назад"]
    assert "Новый многоканальный номер · 1 из 2" in await joined.admin.goes("Добавить номер")


async def test_a_double_tap_switches_on_once(joined: World) -> None:
    await joined.admin.goes("🔀 Опции", OFFERED)
    screen = await joined.admin.screen()
    data = buttons(screen)[0]["callback_data"]
    await asyncio.gather(*(joined.admin.forces(screen["message_id"], data) for _ in range(3)))
    assert await entries(joined) == 1
    assert "Включено · 700 ₽/мес" in await joined.admin.reads()


async def test_two_administrators_at_once_pay_once_and_the_second_is_told(joined: World) -> None:
    second = await joined.second_admin()
    for who in (joined.admin, second):
        await who.goes("🔀 Опции", OFFERED)
    await asyncio.gather(joined.admin.presses("Включить"), second.presses("Включить"))
    assert await entries(joined) == 1
    said = sorted([await joined.admin.reads(), await second.reads()], key=lambda text: "22,58" in text)
    assert said[0].endswith("Уже включено.")
    assert said[1].endswith("✓ Включено с 12:00, +22,58 ₽ сегодня")


async def test_what_another_has_changed_since_is_not_taken_back(joined: World) -> None:
    second = await joined.second_admin()
    await joined.admin.goes("🔀 Опции", OFFERED, "Включить")
    await second.goes("🔀 Опции", TAKEN, "Выключить")
    answer = await joined.admin.presses("Отменить")
    assert answer["text"] == "Отменять нечего: с тех пор это уже изменили."
    assert await joined.admin.sees() == ["Включить", "‹ Не сейчас"], "the screen shows what is true now"


async def entries(world: World) -> int:
    async with world.store.read() as session:
        return len((await session.scalars(select(History.id))).all())
