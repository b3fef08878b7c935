"""What the page is told, and who may open it."""

from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse

from tests.local.conftest import ANNA, OGG, TOKEN, Chat

ROW = {"inline_keyboard": [[{"text": "x", "callback_data": "a"}]]}


async def next_event(socket: ClientWebSocketResponse) -> dict[str, Any]:
    event: dict[str, Any] = await socket.receive_json(timeout=5)
    return event


async def test_the_page_sees_all_that_happens_in_the_chat(chat: Chat) -> None:
    async with chat.http.ws_connect(f"/local/persons/{ANNA}/events") as socket:
        await chat.says(ANNA, "hi")
        assert (await next_event(socket))["message"]["outgoing"] is True
        sent = await chat.ok("sendMessage", chat_id=ANNA, text="menu", reply_markup=ROW)
        assert await next_event(socket) == {"type": "message", "message": {**sent, "outgoing": False}}
        target = {"chat_id": ANNA, "message_id": sent["message_id"]}
        edited = await chat.ok("editMessageText", **target, text="new")
        assert await next_event(socket) == {"type": "edit", "message": {**edited, "outgoing": False}}
        query_id = await chat.presses(ANNA, sent["message_id"], "a")
        await chat.ok("answerCallbackQuery", callback_query_id=query_id, text="ok")
        answer = {"callback_query_id": query_id, "message_id": sent["message_id"], "text": "ok", "show_alert": False}
        assert await next_event(socket) == {"type": "answer", **answer}
        await chat.ok("sendChatAction", chat_id=ANNA, action="typing")
        assert await next_event(socket) == {"type": "chat_action", "action": "typing"}
        await chat.ok("deleteMessage", **target)
        assert await next_event(socket) == {"type": "delete", "message_id": sent["message_id"]}
        await chat.ok("setMyCommands", commands=[{"command": "start", "description": "x"}])
        assert (await next_event(socket))["commands"][0]["command"] == "start"
        await chat.local(f"persons/{ANNA}/block")
        assert await next_event(socket) == {"type": "blocked", "blocked": True}


async def test_the_reply_keyboard_is_in_the_history(chat: Chat) -> None:
    keyboard = {"keyboard": [[{"text": "Share", "request_contact": True}]], "resize_keyboard": True}
    await chat.ok("sendMessage", chat_id=ANNA, text="x", reply_markup=keyboard)
    assert (await chat.history(ANNA))[-1]["reply_markup"] == keyboard


async def test_a_voice_message_is_drawn_alike_in_history_and_event(chat: Chat) -> None:
    shown = await chat.uploads(ANNA, "voice", OGG)
    assert (await chat.history(ANNA))[-1] == shown


async def test_the_page_is_served_with_a_strict_policy(chat: Chat) -> None:
    async with chat.http.get("/") as response:
        assert response.status == 200
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:8080"}, 200),
        ({"Host": "[::1]:8080", "Origin": "http://[::1]:8080"}, 200),
        ({"Host": "127.0.0.1:8080", "Origin": "http://127.0.0.1:8080"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": "127.0.0.1:8080", "Origin": "http://evil.example"}, 403),
        ({"Host": "127.0.0.1:8080", "Origin": "http://127.0.0.1:9090"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/", "/local/scene", f"/local/persons/{ANNA}/history"])
async def test_foreign_pages_stay_outside(chat: Chat, path: str, headers: dict[str, str], status: int) -> None:
    async with chat.http.get(path, headers=headers) as response:
        assert response.status == status


async def test_a_page_may_not_play_the_bot(chat: Chat) -> None:
    async with chat.http.get(f"/bot{TOKEN}/getMe", headers={"Origin": "http://127.0.0.1"}) as response:
        assert response.status == 403


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b"[]", 400), (b'{"text": 1}', 400), (b"", 400)])
async def test_a_bad_body_is_told_in_one_sentence(chat: Chat, body: bytes, status: int) -> None:
    async with chat.http.post(f"/local/persons/{ANNA}/text", data=body) as response:
        assert response.status == status
        assert (await response.json())["error"].endswith(".")
