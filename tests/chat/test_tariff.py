"""The tariff in the chat: its card, what a change brings before it is made, renewal."""

import asyncio

from sqlalchemy import select

from bot.db.models import Company
from tests.chat.someone import buttons
from tests.chat.world import World

WAY = ("🔀 Опции", "Тариф и счёт")
BASIC, MEDIUM = "✓ Базовый · 1 500 ₽", "Средний · 1 300 ₽"


async def tariff_of(world: World) -> tuple[str, bool]:
    async with world.store.read() as session:
        company = (await session.scalars(select(Company).where(Company.id == world.firm.company))).one()
        return company.tariff_key, company.renew


async def test_the_card_says_what_is_included_what_it_costs_and_what_is_paid(joined: World) -> None:
    said = await joined.admin.goes(*WAY)
    assert "Тариф «Базовый»" in said
    assert "1 500 ₽/мес, вместе со всем включённым 1 700 ₽/мес" in said
    assert "Сотрудники: 2, включено 10, сверх — по 40 ₽" in said
    assert "Многоканальные номера: 2, включено 1, сверх — по 200 ₽" in said
    assert "Хранилище: 1 ГБ" in said
    assert "Начислено за август:" in said
    assert "· тариф " in said
    assert "· дополнительные номера " in said


async def test_what_changes_is_shown_before_a_tariff_is_taken(joined: World) -> None:
    await joined.hires(20)
    said = await joined.admin.goes(*WAY, "Сменить тариф", MEDIUM)
    assert "Сотрудников сверх тарифа: 12, +840 ₽" in said
    assert "Хранилище: 1 → 5 ГБ" in said
    assert "Сейчас 2 180 ₽/мес, станет 2 340 ₽; сегодня +" in said
    assert await tariff_of(joined) == ("basic", True), "nothing is taken yet"
    await joined.admin.goes("‹ Не сейчас")
    assert BASIC in await joined.admin.sees()


async def test_the_present_tariff_is_only_looked_at(joined: World) -> None:
    said = await joined.admin.goes(*WAY, "Сменить тариф", BASIC)
    assert "Это ваш тариф: 1 700 ₽/мес" in said
    assert await joined.admin.sees() == ["‹ Назад"]


async def test_a_tariff_is_taken_and_taken_back(joined: World) -> None:
    said = await joined.admin.goes(*WAY, "Сменить тариф", MEDIUM, "Перейти на этот тариф")
    assert "Тариф «Средний»" in said
    assert said.endswith("✓ Сохранено в 12:00")
    assert "Тариф «Средний» · " in await joined.admin.goes("‹ Назад", "‹ Назад")
    history = await joined.admin.goes("⚙ Ещё", "История изменений")
    assert "Тариф: Базовый → Средний" in history
    said = await joined.admin.goes("⟲ сегодня 12:00 · Тариф")
    assert said.endswith("✓ Отменено в 12:00")
    assert await tariff_of(joined) == ("basic", True)


async def test_out_of_reach_of_the_pbx_a_tariff_is_taken_all_the_same(joined: World) -> None:
    joined.pbx.reachable = False
    said = await joined.admin.goes(*WAY, "Сменить тариф", MEDIUM, "Перейти на этот тариф")
    assert said.endswith("АТС сейчас недоступна: применится само, когда связь вернётся.")
    assert (await tariff_of(joined))[0] == "medium"


async def test_renewal_goes_off_and_on(joined: World) -> None:
    await joined.admin.goes(*WAY)
    said = await joined.admin.goes("🟢 Продлевать автоматически")
    assert said.endswith("✓ Выключено с 12:00")
    assert (await tariff_of(joined))[1] is False
    assert (await joined.admin.goes("Отменить")).endswith("✓ Отменено в 12:00")
    assert "🟢 Продлевать автоматически" in await joined.admin.sees()


async def test_two_administrators_take_a_tariff_at_once(joined: World) -> None:
    second = await joined.second_admin()
    for who in (joined.admin, second):
        await who.goes(*WAY, "Сменить тариф", MEDIUM)
    await asyncio.gather(*(who.presses("Перейти на этот тариф") for who in (joined.admin, second)))
    page = await joined.histories.page(joined.firm.admin(), 0)
    assert len(page.items) == 1
    assert "Тариф «Средний»" in await second.reads()


async def test_a_double_tap_on_renewal_leaves_it_as_wanted(joined: World) -> None:
    await joined.admin.goes(*WAY)
    screen = await joined.admin.screen()
    data = buttons(screen)[0]["callback_data"]
    await asyncio.gather(*(joined.admin.forces(screen["message_id"], data) for _ in range(2)))
    assert (await tariff_of(joined))[1] is False
