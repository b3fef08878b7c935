"""ARI over one WebSocket: requests with their replies, and events. Comes back by itself when it is cut.

https://docs.asterisk.org/Configuration/Interfaces/Asterisk-REST-Interface-ARI/ARI-REST-over-WebSocket/
(Asterisk 20.14, 21.9, 22.4 and later.)
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from typing import Any
from urllib.parse import quote, urlencode

import aiohttp

from bot.ports import PbxUnreachable

log = logging.getLogger(__name__)

Event = dict[str, Any]
Hear = Callable[[Event], None]
Connected = Callable[[], Coroutine[None, None, None]]
Standing = asyncio.Future[aiohttp.ClientWebSocketResponse]

PATIENCE = 10.0  # seconds that a request waits for the socket to come back and for its reply
HEARTBEAT = 5.0  # seconds between pings
PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0)  # seconds between attempts to reconnect; the last one repeats


class RequestFailed(Exception):
    """Asterisk refused what should have worked: a bug of ours or a kit that is not installed whole."""


class ReplyLost(Exception):
    """The socket went when the request was on its way: it may have been done, or not."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`repeated`: the request was sent again after a cut, so that "it exists already" means our own first try."""

    status: int
    body: Any
    repeated: bool = False

    @property
    def ok(self) -> bool:
        return self.status < 300 or (self.repeated and self.status == 409)


class AriSocket:
    """`hear` gets every event in order; `connected` is awaited after each time that the connection stands anew."""

    def __init__(self, http: aiohttp.ClientSession, app: str, hear: Hear, connected: Connected) -> None:
        self._http = http
        self._app = app
        self._hear = hear
        self._connected = connected
        self._standing: Standing | None = None  # the socket as soon as there is one; None: closed
        self._replies: dict[str, asyncio.Future[Reply]] = {}
        self._numbers = count(1)
        self._keeping: asyncio.Task[None] | None = None

    @property
    def stands(self) -> bool:
        return self._standing is not None and self._standing.done()

    async def open(self) -> bool:
        """Connect, and stay connected until `close`. Returns whether the first attempt succeeded."""
        first: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._standing = asyncio.get_running_loop().create_future()
        self._keeping = asyncio.create_task(self._keep(first), name="ARI socket")
        return await first

    async def close(self) -> None:
        """Let go: requests under way and later ones raise `PbxUnreachable`."""
        standing, self._standing = self._standing, None
        if standing and not standing.done():
            standing.cancel()
        if self._keeping:
            self._keeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeping
        self._cut()

    async def ask(self, method: str, path: str, body: object = None, **query: str | int) -> Reply:
        """Send a request, again after a cut (so it must bear being done twice), and wait for the reply."""
        repeated = False
        async with _patience(f"{method} {path}"):
            while True:
                with suppress(ReplyLost):
                    return replace(await self._exchange(method, path, body, query), repeated=repeated)
                repeated = True

    async def ask_once(self, method: str, path: str, body: object = None, **query: str | int) -> Reply:
        """Send what must not be done twice; `ReplyLost` when a cut leaves open whether it was done."""
        async with _patience(f"{method} {path}"):
            return await self._exchange(method, path, body, query)

    async def _exchange(self, method: str, path: str, body: object, query: dict[str, str | int]) -> Reply:
        socket = await self._socket()
        number = str(next(self._numbers))
        uri = path + ("?" + urlencode(query, quote_via=quote) if query else "")
        request = {"type": "RESTRequest", "request_id": number, "method": method, "uri": uri}
        if body is not None:
            request |= {"content_type": "application/json", "message_body": json.dumps(body)}
        reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._replies[number] = reply
        try:
            await socket.send_json(request)
            return await reply
        except ConnectionError:
            raise ReplyLost from None
        finally:
            del self._replies[number]

    async def _socket(self) -> aiohttp.ClientWebSocketResponse:
        """The socket, as soon as there is one."""
        while (standing := self._standing) is not None:
            await asyncio.wait((standing,))
            if standing is self._standing:
                return standing.result()
        raise PbxUnreachable("the connection to Asterisk was closed")

    async def _keep(self, first: asyncio.Future[bool]) -> None:
        failures = 0
        while True:
            try:
                await self._live(first)
                failures = 0
            except (aiohttp.ClientError, OSError, TimeoutError) as why:
                if not first.done():
                    first.set_result(False)
                if failures == 0:
                    log.warning("Asterisk is out of reach, trying on: %s", why)
                failures += 1
            await asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)])

    async def _live(self, first: asyncio.Future[bool]) -> None:
        """One connection, from the handshake to the cut."""
        async with self._http.ws_connect(
            "/ari/events", params={"app": self._app}, heartbeat=HEARTBEAT, max_msg_size=0
        ) as socket:
            log.info("connected to Asterisk")
            assert self._standing
            self._standing.set_result(socket)
            arrived = asyncio.create_task(self._connected(), name="ARI connected")
            arrived.add_done_callback(_log_failure)
            if not first.done():
                first.set_result(True)
            try:
                async for message in socket:
                    self._received(message)
            finally:
                arrived.cancel()
                self._cut()
        log.warning("the connection to Asterisk was cut, code %s", socket.close_code)

    def _received(self, message: aiohttp.WSMessage) -> None:
        data = json.loads(message.data)
        if data["type"] != "RESTResponse":
            self._hear(data)
            return
        waiting = self._replies.get(data.get("request_id", ""))
        if waiting and not waiting.done():
            text = data.get("message_body")
            waiting.set_result(Reply(data["status_code"], json.loads(text) if text else None))

    def _cut(self) -> None:
        if self._standing is not None:
            self._standing = asyncio.get_running_loop().create_future()
        for waiting in self._replies.values():
            if not waiting.done():
                waiting.set_exception(ReplyLost())


def _log_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("what had to be done after connecting to Asterisk failed", exc_info=error)


@asynccontextmanager
async def _patience(what: str) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except TimeoutError:
        raise PbxUnreachable(f"{what}: no reply in {PATIENCE:g} s") from None
