"""How somebody comes in, and who does not."""

import asyncio

import pytest

from bot.domain.roles import Role
from tests.chat.world import STAFF, World


async def seats(world: World, telegram_id: int) -> int:
    return len((await world.people.meet(telegram_id, "x", "ru")).seats)


async def test_a_stranger_is_asked_for_their_number(world: World) -> None:
    await world.stranger.writes("/start")
    screen = await world.stranger.screen()
    assert screen["text"] == "Это консоль АТС.\nЕсли вы сотрудник, поделитесь своим номером, и я вас узнаю."
    assert screen["reply_markup"]["keyboard"] == [[{"text": "Поделиться номером", "request_contact": True}]]


async def test_the_first_administrator_comes_by_a_link(world: World) -> None:
    token = await world.people.invite(world.firm.company, Role.ADMIN)
    await world.admin.writes(f"/start {token}")
    assert [m["text"].partition("\n")[0] for m in await world.admin.heard()] == [
        "✓ ООО «Ромашка»: вы администратор.",
        "ООО «Ромашка»",
    ]
    assert await world.admin.sees() == [
        "🔀 Опции",
        "♪ Мелодии",
        "✉ Голосовые",
        "↩ Перезвонить",
        "🔔 Уведомления",
        "📈 Статистика",
        "👥 Компания",
        "⚙ Ещё",
    ]


async def test_an_employee_is_recognised_by_their_own_contact(world: World) -> None:
    await world.staff.writes("/start")
    await world.staff.shares()
    assert (await world.staff.reads()).startswith("Ваши сообщения\nСообщений пока нет.")
    assert await world.staff.sees() == ["🌐 English"]
    farewell = next(m for m in await world.staff.heard() if "вы подключены" in m["text"])
    assert farewell["reply_markup"] == {"remove_keyboard": True}, "the button that shares the number goes"


CONTACTS = {
    "not in the list": ({}, "Номера +7 900 000-07-03 нет в списке сотрудников."),
    "forwarded": ({"forward_from": STAFF}, "Пересланный контакт ничего не доказывает."),
    "of another": ({"phone_number": "79001112233", "user_id": STAFF}, "Это не ваш контакт."),
    "of nobody in Telegram": ({"phone_number": "79001112233", "user_id": None}, "Это не ваш контакт."),
}


@pytest.mark.parametrize("case", CONTACTS)
async def test_no_other_contact_opens_the_door(world: World, case: str) -> None:
    wish, sentence = CONTACTS[case]
    await world.stranger.writes("/start")
    await world.stranger.shares(**wish)
    assert sentence in await world.stranger.reads()
    assert (await world.stranger.screen())["reply_markup"]["keyboard"], "the way in is still offered"
    assert await seats(world, world.stranger.id) == 0


async def test_an_invitation_works_once(world: World) -> None:
    token = await world.people.invite(world.firm.company, Role.STAFF, world.firm.petrova)
    await world.staff.writes(f"/start {token}")
    await world.stranger.writes(f"/start {token}")
    assert "Это приглашение уже использовано." in await world.stranger.reads()
    assert await seats(world, world.stranger.id) == 0


async def test_an_invitation_dies_after_a_day(world: World) -> None:
    token = await world.people.invite(world.firm.company, Role.STAFF, world.firm.petrova)
    await world.chat.stop()
    await asyncio.sleep(24 * 3600 + 1)
    await world.restart()
    await world.stranger.writes(f"/start {token}")
    assert "Приглашению больше 24 часов." in await world.stranger.reads()


async def test_an_unknown_invitation_says_so(world: World) -> None:
    await world.stranger.writes("/start " + "a" * 64)
    assert "Такого приглашения нет." in await world.stranger.reads()


async def test_an_administrator_invites_an_employee(joined: World) -> None:
    await joined.admin.presses("👥 Компания")
    await joined.admin.presses("Сотрудники · 2")
    assert (await joined.admin.reads()).startswith("Сотрудники\nВ Telegram: 1 из 2\n")
    labels = ["✓ Иванов Иван · 101", "Петрова Анна · 102", "+ Добавить сотрудника", "‹ Назад"]
    assert await joined.admin.sees() == labels
    await joined.admin.presses("Петрова Анна · 102")
    assert "Номер +7 900 111-22-44 · телефон 102" in await joined.admin.reads()
    await joined.admin.presses("Пригласить")
    assert (await joined.admin.reads()).endswith("Приглашение ниже: перешлите его сотруднику.")
    link = next(word for word in (await joined.admin.heard())[-1]["text"].split() if "start=" in word)
    assert link.startswith("https://t.me/gudok_local_bot?start=")

    await joined.stranger.writes(f"/start {link.partition('=')[2]}")
    assert await joined.stranger.sees() == ["🌐 English"]
    await joined.admin.presses("‹ Назад")
    assert "✓ Петрова Анна · 102" in await joined.admin.sees()


async def test_no_secret_of_an_invitation_is_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "bot")
    token = await world.people.invite(world.firm.company, Role.ADMIN)
    await world.admin.writes(f"/start {token}")
    await world.stranger.writes(f"/start {token}")
    assert token not in caplog.text


async def test_a_person_in_two_companies_switches_between_them(joined: World) -> None:
    token = await joined.people.invite(joined.firm.other_company, Role.STAFF)
    await joined.admin.writes(f"/start {token}")
    assert await joined.admin.sees() == ["🌐 English", "Другая компания"]
    await joined.admin.presses("Другая компания")
    assert await joined.admin.sees() == ["Лютик", "ООО «Ромашка»"]
    await joined.admin.presses("ООО «Ромашка»")
    assert (await joined.admin.reads()).startswith("ООО «Ромашка»\n☎ +7 992 385-52-59 и ещё 1\n")
    assert "Другая компания" in await joined.admin.sees()


async def test_the_language_is_the_persons_own(joined: World) -> None:
    assert (await joined.other.sees())[0] == "🔀 Options"
    await joined.admin.goes("⚙ Ещё", "🌐 English")
    assert await joined.admin.sees() == [
        "🔀 Options",
        "♪ Melodies",
        "✉ Voicemail",
        "↩ Calls back",
        "🔔 Notifications",
        "📈 Statistics",
        "👥 Company",
        "⚙ More",
    ]
    await joined.admin.writes("hello")
    assert (await joined.admin.sees())[0] == "🔀 Options"
    await joined.admin.goes("⚙ More", "🌐 Русский")
    assert (await joined.admin.sees())[0] == "🔀 Опции"


async def test_one_screen_lives_in_a_chat(joined: World) -> None:
    for text in ("привет", "/help", "/start"):
        await joined.admin.writes(text)
    screens = [m for m in await joined.admin.heard() if "reply_markup" in m and "inline_keyboard" in m["reply_markup"]]
    assert len(screens) == 1
    assert screens[0]["message_id"] > max(m["message_id"] for m in await joined.admin.history() if m["outgoing"])
