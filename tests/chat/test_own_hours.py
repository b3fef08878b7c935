"""An employee's own hours, in the chat."""

from tests.chat.world import World

CARD = ("👥 Компания", "Сотрудники · 2", "✓ Иванов Иван · 101")


async def test_the_card_leads_to_the_week_a_day_is_typed_and_given_back(world: World) -> None:
    await world.joined()
    admin = world.admin
    said = await admin.goes(*CARD, "Рабочее время: как у компании")
    assert "По ним работают правила уведомлений." in said
    assert "Все дни как у компании" not in await admin.sees()
    said = await admin.goes("Понедельник · 09:00–18:00")
    assert "Понедельник: 09:00–18:00\nУ компании: 09:00–18:00" in said
    assert await admin.sees() == ["Выходной", "Круглосуточно", "‹ Назад"]
    await admin.writes("с утра")
    assert "Часы пишут так: 09:00-18:00" in await admin.reads()
    await admin.writes("22:00-06:00")
    assert "Понедельник · 22:00–06:00 · свои" in await admin.sees()
    await admin.goes("Понедельник · 22:00–06:00 · свои", "Как у компании")
    assert "Понедельник · 09:00–18:00" in await admin.sees()
    await admin.goes("Отменить", "‹ Назад")
    assert "Рабочее время: своё" in await admin.sees()
    await admin.goes("Рабочее время: своё", "Воскресенье · выходной", "Круглосуточно", "Все дни как у компании")
    assert not [label for label in await admin.sees() if "свои" in label]


async def test_the_wizard_of_rules_says_whose_hours_are_meant(world: World) -> None:
    await world.joined()
    admin = world.admin
    ask = ("🔔 Уведомления", "+ Добавить правило", "◻️ Иванов Иван · 101", "Дальше ›", "Дальше ›")
    assert "своим рабочим часам" not in await admin.goes(*ask)
    await admin.writes("/start")
    await admin.goes(*CARD, "Рабочее время: как у компании", "Понедельник · 09:00–18:00")
    await admin.writes("10:00-19:00")
    await admin.writes("/start")
    assert "По своим рабочим часам: Иванов Иван." in await admin.goes(*ask)
    said = await admin.goes("‹ Назад", "‹ Назад", "◻️ Петрова Анна · 102 · —", "Дальше ›", "Дальше ›")
    assert "По своим рабочим часам: Иванов Иван. Остальные — по часам компании." in said
