"""Delivery by webhook: the secret, retries, a method in the reply."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Dispatcher
from aiogram.methods import SendMessage
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.local.conftest import ANNA, Chat


class Receiver:
    """The bot's end of the webhook. `status` is what it answers next, `reply` what rides in the answer."""

    def __init__(self) -> None:
        self.taken: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.reply: dict[str, Any] = {}

    async def post(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        update = await request.json()
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.taken.put_nowait(update)
        return web.json_response(self.reply, status=status)


async def serve(app: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"


@pytest.fixture
async def receiver(chat: Chat) -> AsyncIterator[Receiver]:
    """A receiver that the chat delivers to, with a secret."""
    receiver, app = Receiver(), web.Application()
    app.add_routes([web.post("/hook", receiver.post)])
    runner, address = await serve(app)
    await chat.ok("setWebhook", url=address, secret_token="s-e_cret")
    yield receiver
    await runner.cleanup()


async def test_an_update_comes_once_with_the_secret(chat: Chat, receiver: Receiver) -> None:
    await chat.says(ANNA, "hi")
    assert (await receiver.taken.get())["message"]["text"] == "hi"
    await asyncio.sleep(100)
    assert receiver.taken.empty()
    assert receiver.secrets == ["s-e_cret"]
    assert (await chat.ok("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_failed_delivery_is_repeated_and_told(chat: Chat, receiver: Receiver) -> None:
    receiver.statuses = [500, 502]
    await chat.says(ANNA, "hi")
    update = await receiver.taken.get()
    assert update["message"]["text"] == "hi"
    assert len(receiver.secrets) == 3
    info = await chat.bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 502 Bad Gateway"


async def test_what_waited_before_the_webhook_was_set_is_delivered_or_dropped(chat: Chat, receiver: Receiver) -> None:
    url = (await chat.ok("getWebhookInfo"))["url"]
    await chat.ok("deleteWebhook")
    await chat.says(ANNA, "dropped")
    await chat.ok("setWebhook", url=url, drop_pending_updates=True)
    await chat.ok("deleteWebhook")
    await chat.says(ANNA, "kept")
    await chat.ok("setWebhook", url=url)
    assert (await receiver.taken.get())["message"]["text"] == "kept"
    assert receiver.secrets == [None]


async def test_polling_is_refused_while_a_webhook_is_set(chat: Chat, receiver: Receiver) -> None:
    assert (await chat.call("getUpdates"))["error_code"] == 409
    await chat.ok("deleteWebhook")
    assert await chat.updates() == []


async def test_a_method_in_a_json_reply_is_called(chat: Chat, receiver: Receiver) -> None:
    receiver.reply = {"method": "sendMessage", "chat_id": ANNA, "text": "at once"}
    await chat.says(ANNA, "hi")
    await receiver.taken.get()
    await asyncio.sleep(1)
    assert (await chat.history(ANNA))[-1]["text"] == "at once"


async def test_a_bad_method_in_a_reply_hurts_nobody(chat: Chat, receiver: Receiver) -> None:
    receiver.reply = {"method": "sendMessage", "chat_id": ANNA, "text": ""}
    await chat.says(ANNA, "1")
    await chat.says(ANNA, "2")
    assert {(await receiver.taken.get())["message"]["text"] for _ in range(2)} == {"1", "2"}


async def test_aiograms_webhook_replies_in_a_multipart_form(chat: Chat) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> SendMessage:
        return SendMessage(chat_id=message.chat.id, text=f"{message.text}?")

    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, chat.bot, handle_in_background=False, secret_token="top")
    handler.register(app, path="/hook")
    runner, address = await serve(app)
    await chat.bot.set_webhook(address, secret_token="top")
    await chat.says(ANNA, "echo")
    await asyncio.sleep(1)
    await runner.cleanup()
    assert (await chat.history(ANNA))[-1]["text"] == "echo?"


@pytest.mark.parametrize(
    "params",
    [
        {"url": "http://example.org/hook"},
        {"url": "https://example.org:8080/hook"},
        {"url": "nonsense"},
        {"url": "https://example.org/", "secret_token": "a b"},
        {"url": "https://example.org/", "secret_token": "a" * 257},
        {"url": "https://example.org/", "max_connections": 0},
        {"url": "https://example.org/", "max_connections": 101},
        {"url": "https://example.org/", "allowed_updates": ["nothing"]},
        {},
    ],
)
async def test_bad_webhooks_are_refused(chat: Chat, params: dict[str, Any]) -> None:
    assert (await chat.refused("setWebhook", **params)).startswith("Bad Request: ")


@pytest.mark.parametrize("secret", ["a", "a" * 256, "A-z_0"])
async def test_good_secrets_are_taken(chat: Chat, secret: str) -> None:
    assert await chat.ok("setWebhook", url="https://127.0.0.1:1/hook", secret_token=secret)
