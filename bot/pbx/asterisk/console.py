"""Asterisk as the chat needs it where calls run in another process: asked, never listened to."""

from uuid import uuid4

from bot.domain.sounds import Sound
from bot.pbx.asterisk import provisioning
from bot.pbx.asterisk.ari import Ari
from bot.pbx.asterisk.board import Board
from bot.pbx.asterisk.pbx import session
from bot.pbx.asterisk.socket import AriSocket
from bot.ports import FallbackLine, Sounds


class AsteriskConsole:
    """`AskedPbx` over an ARI application of its own: no call ever enters it, so it takes none from who serves them."""

    def __init__(self, url: str, sounds: Sounds, media_url: str) -> None:
        app = f"gudok-console-{uuid4().hex}"
        board = Board(lambda _: None, lambda _: None)
        self._sounds = sounds
        http = session(url)
        socket = AriSocket(http, app, board.hear, _nothing)
        self._ari = Ari(http, socket, board, sounds, media_url, app)

    async def open(self) -> None:
        """Connect, and stay so until `close`."""
        await self._ari.socket.open()

    async def close(self) -> None:
        """Let go."""
        await self._ari.socket.close()
        await self._ari.http.close()

    async def provision(self, lines: tuple[FallbackLine, ...]) -> None:
        """See `Pbx`."""
        await provisioning.provision(self._ari, lines)

    async def plays(self, sound: Sound) -> bool:
        """See `Pbx`."""
        return await provisioning.plays(self._ari, self._sounds, sound)


async def _nothing() -> None:
    """There is nobody to be found again."""
