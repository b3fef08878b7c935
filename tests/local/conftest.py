"""The local chat on a free port, driven as a bot (aiogram, or bare HTTP) and as a person."""

from collections.abc import AsyncIterator, Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web

from bot.local.rules import Limits
from bot.local.scene import Scene, ScenePerson
from bot.local.server import build
from tests.virtual import VirtualClock

TOKEN = "42:abcdef"
ANNA, BORIS = 1001, 1002
NO_FLOOD = {"chat_burst": 10_000, "all_burst": 10_000}
OGG = b"OggS" + bytes(24) + b"OpusHead" + bytes(60)
MP3 = b"ID3\x04" + bytes(60)


async def persons() -> list[ScenePerson]:
    return [
        ScenePerson(ANNA, "Anna", "Smirnova", "anna", "+79001234567", role_hint="admin", start="invite_1"),
        ScenePerson(BORIS, "Boris", phone_number="+79007654321", role_hint="employee"),
    ]


class Chat:
    """Both ends of the chat."""

    def __init__(self, address: str, http: aiohttp.ClientSession) -> None:
        self.address = address
        self.http = http

    @cached_property
    def bot(self) -> Bot:
        """aiogram's end; made when a test first asks for it, since its TLS context is slow to make."""
        return Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(self.address)))

    async def close(self) -> None:
        await self.http.close()
        if "bot" in vars(self):
            await self.bot.session.close()

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """The whole answer of the Bot API to a call in JSON."""
        async with self.http.post(f"/bot{TOKEN}/{method}", json=params) as response:
            answer: dict[str, Any] = await response.json()
            assert answer["ok"] == (response.status == 200), answer
            return answer

    async def ok(self, method: str, **params: Any) -> Any:
        answer = await self.call(method, **params)
        assert answer["ok"], answer["description"]
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """The words of the refusal."""
        answer = await self.call(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def local(self, path: str, **body: Any) -> dict[str, Any]:
        """A call of the person's side that works."""
        status, answer = await self.tried(path, **body)
        assert status == 200, answer
        return answer

    async def tried(self, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
        async with self.http.post(f"/local/{path}", json=body) as response:
            return response.status, await response.json()

    async def says(self, person: int, text: str = "/start") -> dict[str, Any]:
        message: dict[str, Any] = (await self.local(f"persons/{person}/text", text=text))["message"]
        return message

    async def presses(self, person: int, message_id: int, data: str) -> str:
        answer = await self.local(f"persons/{person}/press", message_id=message_id, data=data)
        return str(answer["callback_query_id"])

    async def uploads(self, person: int, kind: str, data: bytes, name: str = "x", **facts: str) -> dict[str, Any]:
        form = aiohttp.FormData(facts, quote_fields=False)
        form.add_field("file", data, filename=name)
        async with self.http.post(f"/local/persons/{person}/upload", params={"as": kind}, data=form) as response:
            assert response.status == 200, await response.text()
            message: dict[str, Any] = (await response.json())["message"]
            return message

    async def history(self, person: int) -> list[dict[str, Any]]:
        async with self.http.get(f"/local/persons/{person}/history") as response:
            messages: list[dict[str, Any]] = (await response.json())["messages"]
            return messages

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        """What waits for the bot; nothing is acknowledged unless `offset` does."""
        updates: list[dict[str, Any]] = await self.ok("getUpdates", **params)
        return updates


Open = Callable[..., Any]


@pytest.fixture
async def opened(clock: VirtualClock) -> AsyncIterator[Open]:
    """Opens a local chat with given limits and state folder; Anna has written to the bot, Boris has not."""
    closing: list[Callable[[], Any]] = []

    async def open_chat(state: Path | None = None, scene: Scene | None = None, **limits: Any) -> Chat:
        app = build(
            state,
            TOKEN,
            scene or Scene(persons=persons),
            now=lambda: clock.now().timestamp(),
            limits=Limits(**{**NO_FLOOD, **limits}),
        )
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        chat = Chat(address, aiohttp.ClientSession(address))
        closing.extend([runner.cleanup, chat.close])
        return chat

    yield open_chat
    for close in reversed(closing):
        await close()


@pytest.fixture
async def chat(opened: Open) -> Chat:
    """Anna's chat has begun and the bot has taken her /start; Boris has never written."""
    chat: Chat = await opened()
    await chat.says(ANNA)
    await chat.updates(offset=2**31)
    return chat
