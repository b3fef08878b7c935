"""The ARI socket against a small server in this process, in virtual time."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.pbx.asterisk.socket import PATIENCE, AriSocket, ReplyLost
from bot.ports import PbxUnreachable


class FakeAri:
    """Answers every request with its own address, unless it is `dumb`; keeps the sockets, to cut them."""

    def __init__(self) -> None:
        self.dumb = False
        self.was_asked = asyncio.Event()
        self.asked: list[str] = []
        self.sockets: list[web.WebSocketResponse] = []

    async def events(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        async for message in socket:
            await self.answer(socket, json.loads(message.data))
        return socket

    async def answer(self, socket: web.WebSocketResponse, request: dict[str, Any]) -> None:
        self.asked.append(f"{request['method']} {request['uri']}")
        self.was_asked.set()
        if not self.dumb:
            body = json.dumps({"uri": request["uri"]})
            reply = {"type": "RESTResponse", "request_id": request["request_id"], "status_code": 200}
            await socket.send_json(reply | {"message_body": body})

    async def cut(self) -> None:
        await self.sockets[-1].close()


@pytest.fixture
async def ari() -> FakeAri:
    return FakeAri()


@pytest.fixture
async def events() -> list[dict[str, Any]]:
    return []


@pytest.fixture
async def connections() -> "asyncio.Queue[None]":
    return asyncio.Queue()


@pytest.fixture
async def socket(
    ari: FakeAri, events: list[dict[str, Any]], connections: "asyncio.Queue[None]"
) -> AsyncIterator[AriSocket]:
    app = web.Application()
    app.router.add_get("/ari/events", ari.events)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as http:

        async def connected() -> None:
            connections.put_nowait(None)

        socket = AriSocket(http, "gudok", events.append, connected)
        assert await socket.open()
        await connections.get()
        yield socket
        await socket.close()
    await runner.cleanup()


async def test_every_reply_finds_its_request(socket: AriSocket) -> None:
    replies = await asyncio.gather(*(socket.ask("GET", f"channels/{n}", app="a b") for n in range(20)))
    assert [reply.body["uri"] for reply in replies] == [f"channels/{n}?app=a%20b" for n in range(20)]
    assert not any(reply.repeated for reply in replies)


async def test_events_are_heard_in_order(ari: FakeAri, socket: AriSocket, events: list[dict[str, Any]]) -> None:
    for n in range(5):
        await ari.sockets[-1].send_json({"type": "Tick", "n": n})
    await socket.ask("GET", "channels")
    assert [event["n"] for event in events] == list(range(5))


async def test_a_request_whose_reply_was_cut_off_is_sent_again(
    ari: FakeAri, socket: AriSocket, connections: "asyncio.Queue[None]"
) -> None:
    ari.dumb = True
    asking = asyncio.create_task(socket.ask("POST", "bridges/talk-1"))
    await ari.was_asked.wait()
    ari.dumb = False
    await ari.cut()
    reply = await asking
    await connections.get()
    assert ari.asked == ["POST bridges/talk-1"] * 2
    assert reply.repeated


async def test_it_comes_back_after_every_cut(
    ari: FakeAri, socket: AriSocket, connections: "asyncio.Queue[None]"
) -> None:
    for _ in range(3):
        await ari.cut()
        await connections.get()
        assert (await socket.ask("GET", "channels")).ok
    assert len(ari.sockets) == 4


async def test_no_reply_for_long_is_out_of_reach(ari: FakeAri, socket: AriSocket) -> None:
    ari.dumb = True
    began = asyncio.get_running_loop().time()
    with pytest.raises(PbxUnreachable):
        await socket.ask("GET", "channels")
    assert asyncio.get_running_loop().time() - began == pytest.approx(PATIENCE, abs=0.5)


async def test_closing_ends_what_waits_and_what_comes_later(ari: FakeAri, socket: AriSocket) -> None:
    ari.dumb = True
    asking = asyncio.create_task(socket.ask("GET", "channels"))
    await ari.was_asked.wait()
    await socket.close()
    with pytest.raises(PbxUnreachable):
        await asking
    with pytest.raises(PbxUnreachable):
        await socket.ask("GET", "channels")


async def test_nobody_there_is_told_at_once() -> None:
    async with aiohttp.ClientSession("http://127.0.0.1:1") as http:

        async def connected() -> None:
            raise AssertionError("there is nobody")

        socket = AriSocket(http, "gudok", print, connected)
        assert not await socket.open()
        assert not socket.stands
        await socket.close()


async def test_what_may_be_done_only_once_is_not_sent_again(ari: FakeAri, socket: AriSocket) -> None:
    ari.dumb = True
    asking = asyncio.create_task(socket.ask_once("POST", "channels/ring-1"))
    await ari.was_asked.wait()
    await ari.cut()
    with pytest.raises(ReplyLost):
        await asking
    ari.dumb = False
    assert (await socket.ask("GET", "channels/ring-1")).ok
    assert ari.asked == ["POST channels/ring-1", "GET channels/ring-1"]
