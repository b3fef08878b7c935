"""The mailbox in the chat: months, search, what stands under a message, the bin, an answer by voice."""

import asyncio

import pytest
from sqlalchemy import select, update

from bot.db.models import Membership, Voicemail
from bot.db.order_models import OrderedCall
from bot.domain.roles import Role
from tests.audio import tone, write_wav
from tests.chat.someone import Someone, buttons, settled
from tests.chat.world import World

UNDER = ["☎ Перезвонить", "🎙 Ответить", "✓ Прослушано", "⋯"]
LABEL = "сегодня 12:00 · +7 900 123-45-67"


@pytest.fixture
async def joined(joined: World) -> World:
    joined.start_relay()
    return joined


async def under(person: Someone) -> list[str]:
    await settled()
    return [button["text"] for button in buttons((await person.voices())[-1])]


async def orders(world: World) -> list[OrderedCall]:
    async with world.store.read() as session:
        return list(await session.scalars(select(OrderedCall).order_by(OrderedCall.id)))


async def has_phone(world: World, person: Someone) -> None:
    """The person's own telephone is Petrova's."""
    account = (await world.people.meet(person.id, "", "ru")).account_id
    async with world.store.write() as session:
        mine = update(Membership).where(Membership.account_id == account)
        await session.execute(mine.values(employee_id=world.firm.petrova))


async def test_words_find_messages_and_a_page_of_them_can_be_listened_to(joined: World) -> None:
    await joined.leaves_message(joined.firm.ivanov)
    await joined.leaves_message(joined.firm.petrova)
    await joined.admin.writes("/start")
    await joined.admin.presses("✉ Голосовые 2")
    await joined.admin.writes("петрова")
    assert await joined.admin.reads() == "Голосовая почта\nНайдено по «петрова»: 1"
    await joined.admin.presses(f"● {LABEL} → Петрова Анна")
    assert await joined.admin.sees() == [f"{LABEL} → Петрова Анна", "‹ Назад"], "still at what was found"
    await joined.admin.writes("8 900 123")
    assert (await joined.admin.reads()).endswith("Найдено по «8 900 123»: 2")


async def test_months_are_turned_and_chosen(joined: World) -> None:
    old = await joined.leaves_message(joined.firm.ivanov)
    await joined.leaves_message(joined.firm.ivanov)
    async with joined.store.write() as session:
        moved = update(Voicemail).where(Voicemail.id == old)
        await session.execute(moved.values(created_at=joined.clock.now().replace(year=2025, month=12)))
    await joined.staff.writes("/start")
    assert "Август 2026 · 1" in await joined.staff.reads()
    await joined.staff.presses("‹ Декабрь")
    assert "Декабрь 2025 · 1" in await joined.staff.reads()
    await joined.staff.presses("Август ›")
    await joined.staff.presses("Другой месяц")
    assert await joined.staff.sees() == ["Август · 1", "‹ 2025", "‹ Назад"]
    await joined.staff.presses("‹ 2025")
    await joined.staff.presses("Декабрь · 1")
    assert "Декабрь 2025 · 1" in await joined.staff.reads()


async def test_whoever_hid_their_number_cannot_be_called_back(joined: World) -> None:
    await joined.leaves_message(joined.firm.ivanov, caller="")
    assert await under(joined.staff) == ["✓ Прослушано", "⋯"]


async def test_an_administrator_deletes_a_message_and_takes_it_back(joined: World) -> None:
    await joined.leaves_message(None)
    await settled()
    await joined.admin.presses("⋯")
    assert (await joined.admin.reads()).startswith("Голосовое · +7 900 123-45-67")
    assert await joined.admin.sees() == ["⬇ Скачать", "🗑 Удалить", "‹ Назад"]
    await joined.admin.presses("🗑 Удалить")
    assert "✓ В корзине" in await joined.admin.reads()
    await joined.admin.presses("Восстановить")
    assert f"● {LABEL} → +7 992 385-52-59" in await joined.admin.sees()
    await joined.admin.presses("⋯")
    await joined.admin.presses("🗑 Удалить")
    await joined.admin.presses("🗑 Корзина · 1")
    await joined.admin.presses(f"{LABEL} → +7 992 385-52-59")
    assert "В корзине до 2 сентября" in await joined.admin.reads()
    await joined.admin.presses("Восстановить")
    assert "✓ Сообщение снова в почте." in await joined.admin.reads()


async def test_staff_may_download_and_not_delete_and_what_is_deleted_is_gone_for_them(joined: World) -> None:
    message = await joined.leaves_message(joined.firm.ivanov)
    await settled()
    await joined.staff.presses("⋯")
    assert await joined.staff.sees() == ["⬇ Скачать", "‹ Назад"]
    await joined.staff.presses("⬇ Скачать")
    (document,) = [m["document"] for m in await joined.staff.heard() if "document" in m]
    assert document["file_name"] == "voicemail-2026-08-03-1200-79001234567.wav"
    content = await joined.bytes_of(document["file_id"])
    assert content == (joined.data / "voicemail" / "rec-1.wav").read_bytes()
    account = (await joined.people.meet(joined.admin.id, "", "ru")).account_id
    await joined.bin.delete(joined.firm.admin(), message, account)
    for label in UNDER:
        answer = await joined.staff.presses(label)
        assert answer == {"text": "Этого сообщения в вашей почте больше нет.", "show_alert": True}, label
    assert (await joined.staff.reads()).startswith("Ваши сообщения\nСообщений пока нет"), "the list is empty again"


async def test_calling_back_rings_the_persons_own_phone_and_marks_the_message_heard(joined: World) -> None:
    await joined.leaves_message(joined.firm.ivanov)
    await settled()
    answer = await joined.staff.presses("☎ Перезвонить")
    assert answer == {"text": "Сначала зазвонит ваш телефон, потом телефон клиента.", "show_alert": False}
    (order,) = await orders(joined)
    assert (order.employee_id, order.client, order.why.value) == (joined.firm.ivanov, "+79001234567", "voicemail")
    assert await under(joined.staff) == ["☎ Перезвонить", "🎙 Ответить", "⋯"]
    answer = await joined.staff.presses("☎ Перезвонить")
    assert answer["show_alert"], "the client is being called already"
    assert len(await orders(joined)) == 1


async def test_three_taps_at_once_call_back_once(joined: World) -> None:
    await joined.leaves_message(joined.firm.ivanov)
    await settled()
    voice = (await joined.staff.voices())[-1]
    data = buttons(voice)[0]["callback_data"]
    await asyncio.gather(*(joined.staff.forces(voice["message_id"], data) for _ in range(3)))
    assert len(await orders(joined)) == 1


async def test_an_answer_is_spoken_confirmed_and_called_with(joined: World) -> None:
    await joined.leaves_message(None)
    await has_phone(joined, joined.admin)
    await settled()
    await joined.admin.presses("🎙 Ответить")
    assert "Мы позвоним на +7 900 123-45-67 и включим его." in await joined.admin.reads()
    sound = write_wav(joined.data / "answer.wav", tone(500, 3.0)).read_bytes()
    await joined.admin.sends("voice", sound)
    assert "Позвоним +7 900 123-45-67 и включим это сообщение · 0:03" in await joined.admin.reads()
    assert await orders(joined) == [], "nothing is called before it is confirmed"
    await joined.admin.sends("voice", write_wav(joined.data / "answer.wav", tone(500, 5.0)).read_bytes())
    assert "· 0:05" in await joined.admin.reads(), "spoken anew"
    await joined.admin.presses("Позвонить")
    assert "Звоним: +7 900 123-45-67. Чем кончится, напишу сюда." in await joined.admin.reads()
    (order,) = await orders(joined)
    assert (order.client, order.why.value) == ("+79001234567", "voice")
    assert (joined.data / "answers" / order.voice).is_file()
    assert [item.new for item in (await joined.voicemails.page(joined.firm.admin(), 0)).items] == [False]


async def test_what_is_no_sound_is_no_answer(joined: World) -> None:
    await joined.leaves_message(joined.firm.ivanov)
    await settled()
    await joined.staff.presses("🎙 Ответить")
    await joined.staff.sends("document", b"not a sound at all", "answer.ogg")
    assert "Запишите здесь голосовое сообщение." in await joined.staff.reads()
    assert "Это не звук." in await joined.staff.reads()
    assert list((joined.data / "answers").iterdir()) == []


async def test_an_answer_that_was_cancelled_calls_nobody(joined: World) -> None:
    await joined.leaves_message(joined.firm.ivanov)
    await settled()
    await joined.staff.presses("🎙 Ответить")
    await joined.staff.sends("voice", write_wav(joined.data / "answer.wav", tone(500, 3.0)).read_bytes())
    await joined.staff.presses("Отмена")
    assert (await joined.staff.reads()).startswith("Ваши сообщения")
    assert await orders(joined) == []


async def test_a_message_that_was_deleted_meanwhile_is_not_answered(joined: World) -> None:
    message = await joined.leaves_message(joined.firm.ivanov)
    await settled()
    await joined.staff.presses("🎙 Ответить")
    await joined.staff.sends("voice", write_wav(joined.data / "answer.wav", tone(500, 3.0)).read_bytes())
    account = (await joined.people.meet(joined.admin.id, "", "ru")).account_id
    await joined.bin.delete(joined.firm.admin(), message, account)
    answer = await joined.staff.presses("Позвонить")
    assert answer["show_alert"]
    assert await orders(joined) == []


async def test_a_demoted_administrator_keeps_only_what_is_theirs(joined: World) -> None:
    await joined.leaves_message(None)
    await settled()
    await joined.admin.presses("⋯")
    async with joined.store.write() as session:
        await session.execute(update(Membership).where(Membership.role == Role.ADMIN).values(role=Role.STAFF))
    answer = await joined.admin.presses("🗑 Удалить")
    assert answer["text"] == "Это может только администратор компании."
    for label in UNDER:
        answer = await joined.admin.presses(label)
        assert answer["text"] == "Этого сообщения в вашей почте больше нет.", label


async def test_the_screen_comes_below_the_message_that_it_is_about(joined: World) -> None:
    await joined.staff.writes("/start")
    await joined.leaves_message(joined.firm.ivanov)
    await settled()
    await joined.staff.presses("⋯")
    voice, screen = (await joined.staff.voices())[-1], await joined.staff.screen()
    assert screen["message_id"] > voice["message_id"]
