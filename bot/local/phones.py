"""The page's telephones: a WebSocket each, JSON for what happens, binary for sound (8 kHz mono s16le PCM)."""

import asyncio
import contextlib
import json
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from typing import TypeVar

from aiohttp import WSMsgType, web

from bot.ports import Phone, PhoneEvent, Switchboard

log = logging.getLogger(__name__)

CallLog = Callable[[], AsyncIterator[dict[str, object]]]
Order = Mapping[str, object]
Item = TypeVar("Item")

HEARTBEAT = 20.0  # seconds between pings: a page that is gone is noticed
NUMBER = re.compile(r"\+?[0-9]{1,15}")
DIALLED = re.compile(r"\+?[0-9*#]{1,20}")
KEY = re.compile(r"[0-9*#]")


def _dial(phone: Phone, order: Order) -> None:
    number = order.get("number")
    if isinstance(number, str) and DIALLED.fullmatch(number):
        phone.dial(number)


def _press(phone: Phone, order: Order) -> None:
    key = order.get("key")
    if isinstance(key, str) and KEY.fullmatch(key):
        phone.press(key)


DEEDS: Mapping[str, Callable[[Phone, Order], None]] = {
    "dial": _dial,
    "answer": lambda phone, _: phone.answer(),
    "decline": lambda phone, _: phone.decline(),
    "hang_up": lambda phone, _: phone.hang_up(),
    "press": _press,
}


def phone_routes(switchboard: Switchboard) -> list[web.RouteDef]:
    """`/local/phones/{number}`: the telephone with this number, in the hand of whoever has the page open.

    Closing the page is not hanging up: a page that comes back finds the call as it is. What is not understood in a
    text frame (unknown `do`, a number or key that no telephone has) does nothing.
    """

    async def telephone(request: web.Request) -> web.WebSocketResponse:
        number = request.match_info["number"]
        if not NUMBER.fullmatch(number):
            raise web.HTTPNotFound(text=json.dumps({"error": "No such telephone."}), content_type="application/json")
        phone = switchboard.plug(number)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT)
        await socket.prepare(request)
        log.info("phone %s: a page holds it", number)
        await _until_closed(
            _obey(socket, phone),
            _pass_on(phone.events(), lambda event: socket.send_json(_shown(event))),
            _pass_on(phone.hears(), socket.send_bytes),
        )
        log.info("phone %s: the page let go", number)
        return socket

    return [web.get("/local/phones/{number}", telephone)]


def call_log_routes(call_log: CallLog) -> list[web.RouteDef]:
    """`/local/calls`: what happens in calls, one JSON object a frame; the callable yields the last ones first."""
    return [feed_route("/local/calls", call_log)]


def feed_route(path: str, items: Callable[[], AsyncIterator[dict[str, object]]]) -> web.RouteDef:
    """A WebSocket that tells of each item as it comes, one JSON object a frame."""

    async def feed(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT)
        await socket.prepare(request)
        await _until_closed(_ignore(socket), _pass_on(items(), socket.send_json))
        return socket

    return web.get(path, feed)


async def _until_closed(listening: Coroutine[None, None, None], *feeds: Coroutine[None, None, None]) -> None:
    """Feed the page until it goes away."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(feed) for feed in feeds]
        try:
            await listening
        finally:
            for task in tasks:
                task.cancel()


async def _pass_on(items: AsyncIterator[Item], send: Callable[[Item], Awaitable[None]]) -> None:
    """Each item as it comes; a page that is gone is noticed by the listening side too, so here it just ends."""
    with contextlib.suppress(ConnectionResetError):
        async for item in items:
            await send(item)


async def _obey(socket: web.WebSocketResponse, phone: Phone) -> None:
    async for message in socket:
        if message.type is WSMsgType.BINARY:
            phone.speak(message.data[: len(message.data) // 2 * 2])
        elif message.type is WSMsgType.TEXT:
            _carry_out(phone, message.data)


def _carry_out(phone: Phone, text: str) -> None:
    try:
        order = json.loads(text)
    except ValueError:
        return
    if isinstance(order, dict) and isinstance(name := order.get("do"), str) and (deed := DEEDS.get(name)):
        deed(phone, order)


def _shown(event: PhoneEvent) -> dict[str, str]:
    return {"state": event.state.value, "other": event.other, "why": event.why, "name": event.name}


async def _ignore(socket: web.WebSocketResponse) -> None:
    async for _ in socket:
        pass
