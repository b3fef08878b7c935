"""What all parts of the Asterisk room share: the socket, the board, where sounds are."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass, field

import aiohttp

from bot.pbx.asterisk.board import Board
from bot.pbx.asterisk.channel import Channel
from bot.pbx.asterisk.socket import AriSocket, Reply, RequestFailed
from bot.ports import HungUp, PbxUnreachable, Sounds

log = logging.getLogger(__name__)

NOT_HERE = (400, 404, 409, 412, 422)  # replies about a channel that has gone, or is just going
GOING = 1.0  # seconds in which the event must follow that tells so


@dataclass
class Ari:
    """One Asterisk as our application `app` sees it."""

    http: aiohttp.ClientSession
    socket: AriSocket
    board: Board
    sounds: Sounds
    media_url: str
    app: str
    _chores: set[asyncio.Task[None]] = field(default_factory=set)

    async def command(self, channel: Channel, method: str, path: str, /, **query: str | int) -> Reply:
        """A request about a channel; `HungUp` when it fails because the person has gone."""
        channel.check()
        reply = await self.socket.ask(method, path, **query)
        if not reply.ok:
            await self.refused(channel, reply, f"{method} {path}")
        return reply

    async def refused(self, channel: Channel, reply: Reply, what: str) -> None:
        """`HungUp` when that is why, else `RequestFailed`."""
        if reply.status == 404:
            channel.leave()
        if reply.status in NOT_HERE:
            await asyncio.wait((channel.gone,), timeout=GOING)
            channel.check()
        raise RequestFailed(f"{what}: {reply.status} {reply.body}")

    def later(self, work: Coroutine[None, None, object], what: str) -> None:
        """Do it without being waited for: clean-up after a cancellation."""
        task = asyncio.create_task(self._chore(work, what), name=what)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)

    async def _chore(self, work: Coroutine[None, None, object], what: str) -> None:
        try:
            await work
        except (HungUp, PbxUnreachable) as why:
            log.info("%s: not needed or not possible any more: %r", what, why)
        except Exception:  # nobody waits for a chore: its failure is told here or nowhere
            log.exception("%s failed", what)
