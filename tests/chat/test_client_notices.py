"""Messages to clients, set in the chat."""

import pytest

from bot.domain.catalogue import CATALOGUE
from bot.domain.money import rubles
from bot.services.billing import Billing
from tests.chat.world import World


@pytest.fixture
async def joined(joined: World) -> World:
    await joined.admin.goes("🔀 Опции", "Сообщения клиентам")
    return joined


async def test_four_scenarios_two_taps_from_the_first_screen(joined: World) -> None:
    assert await joined.admin.reads() == (
        "Сообщения клиентам\nОсталось SMS: 0 из 0\nКогда закончатся, ничего не покупается."
    )
    assert (await joined.admin.sees())[:4] == [
        "⚪️ Не дозвонились до нас",
        "⚪️ Визитка: звонили нам",
        "⚪️ Мы не дозвонились",
        "⚪️ Визитка: звонили мы",
    ]


async def test_sms_on_and_taken_back(joined: World) -> None:
    said = await joined.admin.goes("⚪️ Не дозвонились до нас", "⚪️ SMS")
    assert "65 символов · 1 SMS" in said
    assert "SMS нет: выберите пакет." in said
    assert "✓ Сохранено в" in said
    assert "🟢 SMS" in await joined.admin.sees()
    await joined.admin.presses("Отменить")
    assert "⚪️ SMS" in await joined.admin.sees()


async def test_a_text_is_counted_as_it_will_be_sent(joined: World) -> None:
    await joined.admin.goes("⚪️ Не дозвонились до нас", "Изменить текст")
    await joined.admin.writes("я" * 201)
    assert "201 символ · 3 SMS" in await joined.admin.reads()
    await joined.admin.presses("Изменить текст")
    await joined.admin.writes("я" * 202 + "[]")
    assert "204 символа · 4 SMS" in await joined.admin.reads()
    await joined.admin.presses("Изменить текст")
    await joined.admin.writes("a" * 211)
    assert "211" in await joined.admin.reads()
    await joined.admin.presses("Обычный текст")
    assert "65 символов · 1 SMS" in await joined.admin.reads()


async def test_a_card_has_months(joined: World) -> None:
    await joined.admin.goes("⚪️ Визитка: звонили нам", "Снова через 1 месяц", "⚪️ 3 месяца")
    assert "Снова через 3 месяца" in await joined.admin.sees()
    await joined.admin.presses("Снова через 3 месяца")
    await joined.admin.writes("12")
    assert "Снова через 12 месяцев" in await joined.admin.sees()


async def test_telegram_shows_its_price_and_leads_to_its_option(joined: World) -> None:
    await joined.admin.goes("⚪️ Не дозвонились до нас", "⚪️ Telegram · 300 ₽")
    assert (await joined.admin.reads()).startswith("Сообщения клиентам в Telegram")


async def test_a_pack_shows_its_price_first(joined: World) -> None:
    await Billing(joined.store, joined.clock, CATALOGUE).pay("romashka", rubles(5000), "1")
    said = await joined.admin.goes("Пакеты SMS", "⚪️ 500 SMS за 700 ₽")
    assert "700 ₽ сейчас и снова, когда SMS закончатся." in said
    said = await joined.admin.goes("Купить за 700 ₽")
    assert "Осталось SMS: 500 из 500\nКогда закончатся: 500 SMS за 700 ₽." in said
    assert "✓ Куплено в" in said
    assert "ничего не покупается" in await joined.admin.goes("Не покупать")
    assert "✓ Взято в" in await joined.admin.goes("⚪️ 100 SMS бесплатно", "Взять")


async def test_without_money_it_is_said(joined: World) -> None:
    await joined.admin.goes("Пакеты SMS", "⚪️ 500 SMS за 700 ₽")
    answer = await joined.admin.presses("Купить за 700 ₽")
    assert answer["text"].startswith("Пакет не куплен: не хватает денег")
    assert answer["show_alert"]


async def test_nothing_was_sent_yet(joined: World) -> None:
    assert "Пока ничего не отправлено." in await joined.admin.goes("Что отправлено")
