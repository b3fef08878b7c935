"""Each update once: given twice, over restarts, and while the database or Telegram is away."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.domain.roles import Role
from bot.handlers.chat import Chat
from tests.audio import tone, write_wav
from tests.chat.someone import buttons
from tests.chat.world import ADMIN, World


def message(update_id: int, text: str) -> dict[str, Any]:
    person = {"id": ADMIN, "is_bot": False, "first_name": "Ольга", "language_code": "ru"}
    chat = {"id": ADMIN, "type": "private", "first_name": "Ольга"}
    said = {"message_id": update_id, "date": 1_785_747_600, "chat": chat, "from": person, "text": text}
    return {"update_id": update_id, "message": said}


async def test_an_update_that_comes_twice_is_handled_once(world: World) -> None:
    await world.admin.writes("/start")
    token = await world.people.invite(world.firm.company, Role.ADMIN)
    for _ in range(2):
        await world.chat.updates.take(message(900_001, f"/start {token}"))
    await world.chat.lanes.drained()
    said = [m["text"] for m in await world.admin.heard()]
    assert len([text for text in said if "вы администратор" in text]) == 1
    assert not any("уже использовано" in text for text in said)


async def test_what_was_stored_and_not_handled_is_handled_after_a_restart(world: World) -> None:
    await world.admin.writes("/start")
    await world.chat.stop()
    token = await world.people.invite(world.firm.company, Role.ADMIN)
    body = message(900_001, f"/start {token}")
    assert await world.inbox.receive(900_001, ADMIN, body)
    await world.restart()
    assert (await world.admin.sees())[0] == "🔀 Опции"
    assert await world.inbox.pending() == []


async def test_what_had_its_effect_before_the_crash_only_shows_the_screen(joined: World) -> None:
    await joined.admin.sends("audio", song(joined, "a.wav").read_bytes(), "a.wav")
    await joined.admin.presses("Поставить")
    screen = await joined.admin.screen()
    data = next(b["callback_data"] for b in buttons(screen) if b["text"].startswith("Вернуть"))
    await joined.fault("answerCallbackQuery", hang=3600)
    pressed = {"message_id": screen["message_id"], "data": data}
    await joined.http.post(f"/local/persons/{ADMIN}/press", json=pressed)
    await asyncio.sleep(5)  # the default is back, the answer hangs: here the chat dies
    await joined.chat.lanes.stop(grace=0)
    await joined.chat.stop()
    assert [had_effect for *_, had_effect in await joined.inbox.pending()] == [True]

    account = (await joined.people.meet(ADMIN, "Ольга", "ru")).account_id
    await joined.songs.bring(joined.firm.admin(), account, "hold", song(joined, "b.wav"), "b.wav")
    await joined.songs.accept(joined.firm.admin(), account)
    await joined.http.delete("/local/faults")
    await joined.restart()
    assert "Сейчас: b.wav" in await joined.admin.reads(), "the old press does not take the new song away"
    assert await joined.inbox.pending() == []


def song(world: World, name: str) -> Path:
    return write_wav(world.data / name, tone(880, 2))


async def test_messages_of_one_chat_are_handled_in_order(joined: World) -> None:
    for n in range(20):
        await joined.chat.updates.take(message(900_001 + n, f"text {n}"))
    await joined.chat.lanes.drained()
    assert len([m for m in await joined.admin.heard() if buttons(m)]) == 1


async def test_telegram_away_at_the_start_and_for_a_while(world: World) -> None:
    await world.chat.stop()
    await world.fault("*", status=502, html=True, times=4)
    world.chat = world.new_chat()
    await world.chat.start()
    await asyncio.sleep(30)
    await world.admin.writes("/start")
    assert "Это консоль АТС." in await world.admin.reads()


async def test_an_update_that_nobody_understands_stops_nothing(world: World) -> None:
    for update_id, body in enumerate(({"message": {"chat": {"id": 5}}}, {"poll": {}}, {"callback_query": {}}), 900_001):
        await world.chat.updates.take({"update_id": update_id, **body})
    await world.chat.lanes.drained()
    assert await world.inbox.pending() == []
    await world.chat.updates.take(message(900_009, "/start"))
    await world.chat.lanes.drained()
    assert await world.inbox.pending() == []


async def test_a_group_is_left_in_peace_but_its_taps_are_answered(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot.handlers")
    written = message(900_001, "/start")
    written["message"]["chat"] = {"id": -5, "type": "group", "title": "Все"}
    await world.chat.updates.take(written)
    tap = {"id": "77", "chat_instance": "1", "data": "home::1", "from": written["message"]["from"]}
    await world.chat.updates.take({"update_id": 900_002, "callback_query": tap | {"message": written["message"]}})
    await world.chat.lanes.drained()
    assert "callback 77: Bad Request: query is too old" in caplog.text, "it was answered; this query is made up"
    assert await world.admin.heard() == []
    assert "ERROR" not in caplog.text


async def test_stop_waits_for_what_is_being_handled(world: World) -> None:
    chat: Chat = world.chat
    await world.fault("sendMessage", hang=2)
    await world.http.post(f"/local/persons/{ADMIN}/text", json={"text": "/start"})
    await asyncio.sleep(1)
    await chat.stop()
    assert await world.inbox.pending() == []
    await world.restart()


async def test_whoever_blocks_the_bot_meanwhile_is_no_fault_of_ours(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.fault("sendMessage", status=403, times=2)
    await world.admin.writes("/start")
    assert await world.inbox.pending() == []
    assert "ERROR" not in caplog.text
