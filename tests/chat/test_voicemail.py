"""From a message in the database to a voice message in the chat."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.db.models import Account
from bot.db.models import Outbox as Parcel
from bot.db.outbox import Outbox, add
from bot.domain.roles import Role
from bot.ports import Fate
from tests.chat.someone import Json, buttons, settled
from tests.chat.world import STAFF, World


@pytest.fixture
async def joined(joined: World) -> World:
    joined.start_relay()
    return joined


async def test_an_employee_hears_their_message_in_the_chat_within_a_second(joined: World) -> None:
    await joined.leaves_message(joined.firm.ivanov)
    async with asyncio.timeout(1):
        while not (voices := await joined.staff.voices()):  # noqa: ASYNC110 - virtual time
            await asyncio.sleep(0.05)
    assert voices[0]["caption"] == "Голосовое · +7 900 123-45-67 → Иванов Иван · сегодня 12:00 · 0:02"
    assert voices[0]["voice"]["duration"] == 2
    assert voices[0]["voice"]["mime_type"] == "audio/ogg"
    assert (await joined.bytes_of(voices[0]["voice"]["file_id"]))[:4] == b"OggS"
    assert not await joined.admin.voices()


async def test_a_message_for_the_company_goes_to_its_administrators_only(joined: World) -> None:
    await joined.leaves_message(None)
    await settled()
    (voice,) = await joined.admin.voices()
    assert voice["caption"] == "Голосовое · +7 900 123-45-67 → +7 992 385-52-59 · сегодня 12:00 · 0:02"
    assert not await joined.staff.voices()
    assert not await joined.other.voices()


async def test_the_mark_under_a_message_makes_it_heard(joined: World) -> None:
    await joined.leaves_message(joined.firm.ivanov)
    await settled()
    await joined.staff.writes("/start")
    assert (await joined.staff.reads()).startswith("Ваши сообщения: 1 новое")
    answer = await joined.staff.presses("✓ Прослушано")
    assert answer["text"] is None
    (voice,) = await joined.staff.voices()
    left = [button["text"] for button in buttons(voice)]
    assert left == ["☎ Перезвонить", "🎙 Ответить", "⋯"], "the mark goes"
    await joined.staff.writes("/start")
    assert (await joined.staff.reads()).startswith("Ваши сообщения\n")


async def test_listening_again_sends_no_second_upload(joined: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await joined.leaves_message(joined.firm.ivanov)
    await settled()
    made = list[Path]()
    monkeypatch.setattr(joined.audio, "voice", lambda source, into: made.append(source))
    await joined.staff.writes("/start")
    await joined.staff.presses("● сегодня 12:00 · +7 900 123-45-67")
    first, second = await joined.staff.voices()
    assert second["voice"]["file_unique_id"] == first["voice"]["file_unique_id"]
    assert made == []
    assert await joined.staff.sees() == ["сегодня 12:00 · +7 900 123-45-67", "🌐 English"]


async def test_an_administrator_pages_through_the_mailbox(joined: World) -> None:
    for _ in range(9):
        await joined.leaves_message(joined.firm.petrova)
    await joined.admin.writes("/start")
    await joined.admin.presses("✉ Голосовые 9")
    assert await joined.admin.reads() == (
        "Голосовая почта: 9 новых\nАвгуст 2026 · 9\nСтраница 1 из 2\n"
        "Нажмите на сообщение, чтобы прослушать. Чтобы найти, пришлите имя или номер."
    )
    labels = await joined.admin.sees()
    assert labels[0] == "● сегодня 12:00 · +7 900 123-45-67 → Петрова Анна"
    assert labels[8:] == ["›", "‹ Назад"]
    await joined.admin.presses("›")
    assert await joined.admin.sees() == ["● сегодня 12:00 · +7 900 123-45-67 → Петрова Анна", "‹", "‹ Назад"]


FAULTS: dict[str, Json] = {
    "429": {"status": 429, "retry_after": 7},
    "a page of HTML": {"status": 502, "html": True, "times": 2},
    "500": {"status": 500},
    "a reset": {"reset": True},
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_no_trouble_of_telegram_loses_a_message(joined: World, fault: str) -> None:
    await joined.fault("sendVoice", **FAULTS[fault])
    await joined.leaves_message(joined.firm.ivanov)
    await asyncio.sleep(15)
    assert len(await joined.staff.voices()) == 1
    assert await Outbox(joined.store, joined.clock).next_due() is None


@pytest.mark.parametrize("fault", [{"status": 502, "after": True}, {"hang": 60}])
async def test_a_send_whose_answer_got_lost_may_come_twice_but_is_never_lost(joined: World, fault: Json) -> None:
    await joined.fault("sendVoice", **fault)
    await joined.leaves_message(joined.firm.ivanov)
    await asyncio.sleep(70)
    assert len(await joined.staff.voices()) == 2


async def test_whoever_blocked_the_bot_gets_nothing_until_they_write_again(joined: World) -> None:
    await joined.staff.blocks()
    await joined.leaves_message(joined.firm.ivanov)
    await asyncio.sleep(5)
    assert not await joined.staff.voices()
    async with joined.store.read() as session:
        assert not await session.scalar(select(Account.reachable).where(Account.telegram_id == joined.staff.id))
    await joined.leaves_message(joined.firm.ivanov)
    await settled()
    assert len(await joined.admin.voices()) == 1, "the employee cannot be reached: the administrators hear it"


async def test_file_ids_of_another_bot_do_not_stop_a_message(joined: World) -> None:
    message = await joined.leaves_message(joined.firm.ivanov)
    await settled()
    await joined.voicemails.keep_file_id(message, "AwACAgIAAxkBAAIBbotherbots")
    await joined.staff.writes("/start")
    await joined.staff.presses("● сегодня 12:00 · +7 900 123-45-67")
    assert len(await joined.staff.voices()) == 2


async def test_two_administrators_get_one_upload(joined: World) -> None:
    token = await joined.people.invite(joined.firm.company, Role.ADMIN)
    await joined.stranger.writes(f"/start {token}")
    await joined.leaves_message(None)
    await settled()
    ids = {(await person.voices())[0]["voice"]["file_unique_id"] for person in (joined.admin, joined.stranger)}
    assert len(ids) == 1


async def test_a_parcel_that_nobody_knows_how_to_deliver_is_given_up_at_once(
    joined: World, caplog: pytest.LogCaptureFixture
) -> None:
    async with joined.store.write() as session:
        account = (await session.scalars(select(Account.id).where(Account.telegram_id == STAFF))).one()
        await add(session, key="riddle:1", kind="riddle", payload={}, now=joined.clock.now(), account_id=account)
    await asyncio.sleep(120)
    assert caplog.text.count("nobody knows how to deliver 'riddle'") == 1
    async with joined.store.read() as session:
        assert (await session.scalars(select(Parcel.fate))).all() == [Fate.GIVEN_UP]
