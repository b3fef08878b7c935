"""One administrator of two companies (G7): every screen stays with the company that it was opened in."""

import pytest
from sqlalchemy import delete, select

from bot.db.models import Membership
from bot.db.money_models import HoldingRow
from bot.domain.billing import Charge
from bot.domain.roles import Role
from bot.keyboards.options import Switch
from tests.chat.someone import buttons
from tests.chat.world import World

ROMASHKA, LYUTIK = "ООО «Ромашка»", "Лютик"
OTHER = "Другая компания"


@pytest.fixture
async def both(world: World) -> World:
    """Ольга runs «Лютик», too; she stands in «Ромашка»."""
    await world.joined()
    await world.admin.writes(f"/start {await world.people.invite(world.firm.other_company, Role.ADMIN)}")
    await world.admin.goes(OTHER, ROMASHKA)
    return world


async def options_on(world: World, company: int) -> list[str]:
    on = select(HoldingRow.key).where(HoldingRow.company_id == company, HoldingRow.kind == Charge.OPTIONS)
    async with world.store.read() as session:
        return list(await session.scalars(on.where(HoldingRow.until.is_(None))))


async def test_an_option_is_switched_in_the_company_on_the_screen(both: World) -> None:
    await both.admin.goes(OTHER, LYUTIK, "🔀 Опции", "⚪️ Запись разговоров · 700 ₽", "Включить")
    assert await options_on(both, both.firm.other_company) == ["recording"]
    assert await options_on(both, both.firm.company) == []
    history = await both.admin.goes("‹ Назад", "‹ Назад", "⚙ Ещё", "История изменений")
    assert "Запись разговоров" in history
    await both.admin.goes("‹ Назад", "‹ Назад", OTHER, ROMASHKA)
    assert "Запись разговоров" not in await both.admin.goes("⚙ Ещё", "История изменений")


async def test_numbers_people_and_search_are_those_of_the_company_on_the_screen(both: World) -> None:
    await both.admin.goes(OTHER, LYUTIK, "👥 Компания", "Сотрудники · 1")
    assert any("Сидоров" in label for label in await both.admin.sees())
    await both.admin.writes("Иванов")
    assert not any("Иванов" in label for label in await both.admin.sees())
    await both.admin.goes("‹ Назад", "‹ Назад", OTHER, ROMASHKA, "👥 Компания", "Сотрудники · 2")
    assert any("Иванов" in label for label in await both.admin.sees())


async def test_what_is_typed_goes_where_it_was_asked_for(both: World) -> None:
    await both.admin.goes(OTHER, LYUTIK, "👥 Компания", "Отделы · 1", "Никого · 0", "Переименовать")
    await both.admin.writes("Склад")
    assert (await both.admin.reads()).startswith("Склад")
    await both.admin.goes("‹ Назад", "‹ Назад", "‹ Назад", OTHER, ROMASHKA, "👥 Компания")
    assert "Отдел продаж · 2" in await seen_after(both, "Отделы · 1")


async def test_a_button_carries_its_company_and_the_seat_in_it_is_read_anew(both: World) -> None:
    """Out of «Лютик» meanwhile: its buttons do nothing, those of «Ромашка» go on."""
    await both.admin.goes(OTHER, LYUTIK, "🔀 Опции")
    screen = await both.admin.screen()
    async with both.store.write() as session:
        await session.execute(delete(Membership).where(Membership.company_id == both.firm.other_company))
    await both.admin.forces(screen["message_id"], buttons(screen)[0]["callback_data"])
    answer = await both.admin.taps(Switch(company=both.firm.other_company, key="recording", want=True))
    assert answer["text"]
    assert await options_on(both, both.firm.other_company) == []
    assert ROMASHKA in await both.admin.reads()


async def seen_after(world: World, *labels: str) -> list[str]:
    await world.admin.goes(*labels)
    return await world.admin.sees()
