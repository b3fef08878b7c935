"""A small world behind the page: the person's side of the local chat, scripted by the test, and telephones of our own."""

import asyncio
import itertools
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.local.phones import call_log_routes, phone_routes
from bot.ports import PhoneEvent, PhoneState

PAGE = Path(__file__).parents[2] / "bot/local/page"
POLICY = "default-src 'self'; style-src 'self'; media-src 'self' blob:; connect-src 'self' ws:"
Json = dict[str, Any]


class FakePhone:
    """Does what it is told to the test, and tells what the test says."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.deeds: list[str] = []
        self.spoken = b""
        self.now = PhoneEvent(PhoneState.IDLE)
        self.happened = asyncio.Event()
        self._listeners: list[asyncio.Queue[PhoneEvent]] = []
        self._ears: list[asyncio.Queue[bytes]] = []

    def dial(self, number: str) -> None:
        self._did(f"dial {number}")
        self.becomes(PhoneState.CALLING, number)

    def answer(self) -> None:
        self._did("answer")
        self.becomes(PhoneState.TALKING, self.now.other)

    def decline(self) -> None:
        self._did("decline")
        self.becomes(PhoneState.IDLE)

    def hang_up(self) -> None:
        self._did("hang up")
        self.becomes(PhoneState.IDLE)

    def press(self, key: str) -> None:
        self._did(f"press {key}")

    def speak(self, pcm: bytes) -> None:
        self.spoken += pcm
        self.happened.set()

    def becomes(self, state: PhoneState, other: str = "", why: str = "") -> None:
        self.now = PhoneEvent(state, other, why)
        for listener in self._listeners:
            listener.put_nowait(self.now)

    def sound(self, pcm: bytes) -> None:
        """What its holder hears, as fast as the page takes it in 20 ms frames."""
        for ear in self._ears:
            for at in range(0, len(pcm), 320):
                ear.put_nowait(pcm[at : at + 320])

    async def events(self) -> AsyncIterator[PhoneEvent]:
        queue: asyncio.Queue[PhoneEvent] = asyncio.Queue()
        self._listeners.append(queue)
        yield self.now
        while True:
            yield await queue.get()

    async def hears(self) -> AsyncIterator[bytes]:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self._ears.append(queue)
        while True:
            yield await queue.get()

    def _did(self, deed: str) -> None:
        self.deeds.append(deed)
        self.happened.set()


class FakeWorld:
    """Chats without a bot: the test says what the bot does with `message`, `edit`, `answer`."""

    def __init__(self, persons: list[Json]) -> None:
        self.persons = persons
        self.phones: dict[str, FakePhone] = {}
        self.calls: asyncio.Queue[dict[str, object]] = asyncio.Queue()
        self.chats: dict[int, dict[int, Json]] = defaultdict(dict)
        self.files: dict[str, bytes] = {}
        self.done: asyncio.Queue[tuple[str, Json]] = asyncio.Queue()
        self.scene_phones: list[Json] = []
        self.scene_dids: list[Json] = []
        self._ids = itertools.count(1)
        self._sockets: dict[int, list[web.WebSocketResponse]] = defaultdict(list)

    def plug(self, number: str) -> FakePhone:
        return self.phones.setdefault(number, FakePhone(number))

    async def log(self) -> AsyncIterator[dict[str, object]]:
        while True:
            yield await self.calls.get()

    async def message(self, person: int, *, outgoing: bool = False, **content: Any) -> Json:
        """A message in the person's chat: the bot's unless `outgoing`."""
        message = {"message_id": next(self._ids), "date": int(time.time()), "outgoing": outgoing, **content}
        self.chats[person][message["message_id"]] = message
        await self.tell(person, {"type": "message", "message": message})
        return message

    async def edit(self, person: int, message_id: int, **content: Any) -> None:
        self.chats[person][message_id] |= content
        await self.tell(person, {"type": "edit", "message": self.chats[person][message_id]})

    async def tell(self, person: int, event: Json) -> None:
        for socket in self._sockets[person]:
            await socket.send_json(event)

    def app(self) -> web.Application:
        app = web.Application(client_max_size=50 * 2**20)
        person = "/local/persons/{id}"
        app.add_routes(
            [
                web.get("/", self._index),
                web.static("/page", PAGE),
                web.get("/local/scene", self._scene),
                web.post("/local/persons", self._new_person),
                web.get(f"{person}/history", self._history),
                web.get(f"{person}/events", self._events),
                web.post(f"{person}/upload", self._upload),
                web.post(f"{person}/{{deed:text|press|contact|block|unblock}}", self._deed),
                web.get("/local/files/{id}", self._file),
                *phone_routes(self),
                *call_log_routes(self.log),
            ]
        )
        return app

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers={"Content-Security-Policy": POLICY})

    async def _scene(self, _: web.Request) -> web.Response:
        bot = {"id": 1, "first_name": "Gudok", "username": "gudok_bot"}
        return web.json_response(
            {"bot": bot, "persons": self.persons, "phones": self.scene_phones, "dids": self.scene_dids}
        )

    async def _new_person(self, request: web.Request) -> web.Response:
        self.persons.append({"id": 900 + len(self.persons), **await request.json()})
        return web.json_response(self.persons[-1])

    async def _history(self, request: web.Request) -> web.Response:
        return web.json_response({"messages": list(self.chats[_person(request)].values())})

    async def _events(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets[_person(request)].append(socket)
        async for _ in socket:
            pass
        self._sockets[_person(request)].remove(socket)
        return socket

    async def _deed(self, request: web.Request) -> web.Response:
        deed, body, person = request.match_info["deed"], await request.json(), _person(request)
        self.done.put_nowait((deed, body))
        if deed == "press":
            return web.json_response({"callback_query_id": f"q{body['message_id']}"})
        if deed in ("block", "unblock"):
            await self.tell(person, {"type": "blocked", "blocked": deed == "block"})
            return web.json_response({})
        said = {"contact": {"phone_number": "+79001234567", "first_name": "Анна"}} if deed == "contact" else body
        return web.json_response({"message": await self.message(person, outgoing=True, **said)})

    async def _upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        file, kind = form["file"], request.query["as"]
        assert isinstance(file, web.FileField)
        content = file.file.read()
        self.done.put_nowait(("upload", {"as": kind, "name": file.filename, "bytes": content, **dict(form)}))
        return web.json_response({"message": await self.media(_person(request), kind, content, outgoing=True)})

    async def media(self, person: int, kind: str, content: bytes, *, outgoing: bool = False, **more: Any) -> Json:
        """A message with a file: kind "voice", "audio" or "document"."""
        file_id = f"f{len(self.files)}"
        self.files[file_id] = content
        about = {"file_id": file_id, "file_size": len(content), "duration": more.pop("duration", 1), **more.pop("about", {})}
        return await self.message(person, outgoing=outgoing, **{kind: about}, **more)

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["id"]], content_type="audio/wav")


def _person(request: web.Request) -> int:
    return int(request.match_info["id"])
