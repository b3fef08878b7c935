"""An employee's way to voicemail, in the chat."""

import pytest

from tests.chat.world import World


@pytest.fixture
async def joined(joined: World) -> World:
    for label in ("👥 Компания", "Сотрудники · 2", "✓ Иванов Иван · 101"):
        await joined.admin.presses(label)
    return joined


async def test_the_card_leads_to_the_three_ways_and_shows_the_chosen_one(joined: World) -> None:
    await joined.admin.presses("На голосовую почту: через 20 с")
    assert await joined.admin.sees() == ["🟢 Нет ответа", "⚪️ Занято или нет ответа", "⚪️ Никогда", "‹ Назад"]
    await joined.admin.presses("⚪️ Никогда")
    said = await joined.admin.reads()
    assert "никто не ответил — звонок завершается" in said
    assert "✓ Сохранено" in said
    assert "Отменить" in await joined.admin.sees()


async def test_the_seconds_are_typed(joined: World) -> None:
    await joined.admin.presses("На голосовую почту: через 20 с")
    await joined.admin.writes("45")
    assert "Телефон звонит 45 с." in await joined.admin.reads()
    await joined.admin.writes("4")
    assert "от 5 до 120" in (await joined.admin.reads()).splitlines()[-1]
    await joined.admin.presses("‹ Назад")
    assert "На голосовую почту: через 45 с" in await joined.admin.sees()
