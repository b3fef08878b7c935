"""A department's line in the chat, and what the option Callback needs besides."""

from sqlalchemy import select

from bot.db.models import Department
from bot.domain.routing import Overflow
from tests.chat.world import World


async def the_line(world: World) -> Department:
    async with world.store.read() as session:
        department = select(Department).where(Department.company_id == world.firm.company)
        return (await session.scalars(department)).one()


async def to_the_line(world: World) -> None:
    for button in ("👥 Компания", "Отделы · 1", "Отдел продаж · 2", "Очередь"):
        await world.admin.presses(button)


async def test_waiting_time_places_and_rest_are_typed_and_strategy_is_picked(joined: World) -> None:
    await to_the_line(joined)
    numbers = {"Ожидание": "300", "Мест в очереди": "10", "Отдых после разговора": "20", "Между объявлениями": "45"}
    for button, typed in numbers.items():
        await joined.admin.presses(button)
        await joined.admin.writes(typed)
    await joined.admin.presses("⚪️ Кто дольше отдыхал")
    await joined.admin.presses("⚪️ Называть место в очереди")
    assert "Ожидание: 300 секунд" in await joined.admin.reads()
    line = await the_line(joined)
    assert line.tell_place
    assert line.announce_seconds == 45
    assert (line.wait_seconds, line.capacity, line.wrap_up, line.strategy.value) == (300, 10, 20, "least-recent")


async def test_announcements_come_every_15_to_120_seconds(joined: World) -> None:
    await to_the_line(joined)
    assert "Между объявлениями: 30 секунд" in await joined.admin.reads()
    await joined.admin.presses("Между объявлениями")
    for typed in ("14", "121", "полминуты"):
        await joined.admin.writes(typed)
        assert "Напишите целое число, от 15 до 120." in await joined.admin.reads()
    assert (await the_line(joined)).announce_seconds == 30


async def test_what_was_set_in_a_department_is_taken_back(joined: World) -> None:
    await to_the_line(joined)
    await joined.admin.presses("Между объявлениями")
    await joined.admin.writes("60")
    await joined.admin.presses("Отменить")
    assert "Между объявлениями: 30 секунд" in await joined.admin.reads()
    for button in ("⚪️ Называть место в очереди", "⚪️ Кто дольше отдыхал"):
        await joined.admin.presses(button)
        await joined.admin.presses("Отменить")
    line = await the_line(joined)
    assert (line.announce_seconds, line.tell_place, line.strategy) == (30, False, "all")


async def test_whoever_is_not_answered_is_told_goodbye(joined: World) -> None:
    await to_the_line(joined)
    await joined.admin.presses("Если никто не ответил")
    await joined.admin.presses("⚪️ Попрощаться")
    assert "Если никто не ответил: прощание" in await joined.admin.reads()
    assert (await the_line(joined)).overflow is Overflow.GOODBYE


async def test_the_option_offers_to_announce_in_all_departments(joined: World) -> None:
    await joined.admin.presses("🔀 Опции")
    await joined.admin.presses("⚪️ Обратный вызов · 200 ₽")
    await joined.admin.presses("Включить")
    assert "Чтобы сработало, отметьте «Оповещать» у отделов." in await joined.admin.reads()
    await joined.admin.presses("Отметить все")
    assert "Оповещают отделов: 1 из 1" in await joined.admin.reads()
    assert "Отметить все" not in await joined.admin.sees(), "nothing is left to mark"
    assert (await the_line(joined)).announce_callback
