"""A whole house for tests: a private Asterisk, telephones, our media server, and the `Asterisk` that serves them."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from aiohttp import web

from bot.pbx.asterisk import Asterisk, media_routes
from bot.ports import Leg, OnLeg, Phone
from tests.asterisk.private import PrivateAsterisk, free_port
from tests.asterisk.sip_phone import SipLine
from tests.audio import FakeSounds

T = TypeVar("T")

EMPLOYEES = ("101", "102")
SPARE = "103"  # a telephone for SIPp to be
UNREGISTERED = "104"  # has an account, was never plugged in


@dataclass
class House:
    """`pbx` is made anew by `start_bot`; everything else stays."""

    asterisk: PrivateAsterisk
    line: SipLine
    spare_port: int
    media_url: str
    sounds: FakeSounds
    callers: "asyncio.Queue[Leg]" = field(default_factory=asyncio.Queue)
    settle: float = 0.4
    lost: float = 0.2

    @property
    def pbx(self) -> Asterisk:
        return self._pbx

    async def start_bot(self, url: str = "", on_leg: OnLeg | None = None) -> Asterisk:
        """A bot that puts its callers into `callers`, or does with them what `on_leg` says."""
        self._pbx = Asterisk(url or self.asterisk.url, self.sounds, self.media_url)
        await self._pbx.start(on_leg or self.callers.put)
        return self._pbx

    def recorded(self) -> list[str]:
        """Names of recordings on Asterisk's disk, finished or not."""
        return [file.stem for file in self.asterisk.recordings.glob("*.wav")]

    async def listed(self) -> str:
        """The first recording that the bot sees, waited for."""

        async def seen() -> list[str]:
            return await self._pbx.recordings()

        return (await until(seen, 5))[0]

    async def phone(self, number: str) -> Phone:
        return self.line.plug(number)


async def until(look: Callable[[], Awaitable[T]], within: float) -> T:
    """Look again and again at something that tells nobody of its changes; the first answer that is not empty."""
    async with asyncio.timeout(within):
        while True:
            if answer := await look():
                return answer
            await asyncio.sleep(0.05)


@asynccontextmanager
async def media(sounds: FakeSounds) -> AsyncIterator[str]:
    """Our media server; its address."""
    secret = secrets.token_urlsafe(32)
    app = web.Application()
    app.add_routes(media_routes(sounds, secret))
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}/media/{secret}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def house() -> AsyncIterator[House]:
    """Asterisk runs; the bot is down until `start_bot`."""
    sounds, line = FakeSounds(), SipLine()
    await line.open()
    async with media(sounds) as media_url:
        spare = free_port(socket.SOCK_DGRAM)
        phones = dict.fromkeys(EMPLOYEES, line.port) | {SPARE: spare, UNREGISTERED: 0}
        asterisk = PrivateAsterisk(media_url, phones, line.port)
        line.asterisk = asterisk.sip_port
        asterisk.configure()
        try:
            await asterisk.start()
            yield House(asterisk, line, spare, media_url, sounds)
        finally:
            line.close()
            await asterisk.stop()
