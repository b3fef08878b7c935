"""One person's channel as the call flow holds it."""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from bot.domain.plan import RecordLimits
from bot.domain.sounds import Sound
from bot.pbx.asterisk import recorder
from bot.pbx.asterisk.ari import Ari
from bot.pbx.asterisk.board import Awaited, Finished
from bot.pbx.asterisk.channel import Channel
from bot.pbx.asterisk.names import sound_url
from bot.pbx.keypad import ALL_KEYS
from bot.ports import HangUpCause, HungUp, Recorded

log = logging.getLogger(__name__)

GRACE = 5.0  # seconds by which a playback may last longer than its sounds
BYTES_A_SECOND = 16000
REASON_CODES = {  # Q.850; what the caller's phone is told before the answer
    HangUpCause.NORMAL: 16,
    HangUpCause.BUSY: 17,  # 486
    HangUpCause.DECLINED: 21,  # 403
    HangUpCause.NO_SUCH_NUMBER: 1,  # 404
    HangUpCause.UNAVAILABLE: 19,  # 480
}


class AsteriskLeg:
    """`Leg` over a channel in our application. `phone`: the endpoint that the dialplan says it is, "" for the trunk."""

    def __init__(self, ari: Ari, channel: Channel, caller: str, dialled: str, phone: str) -> None:
        self._ari = ari
        self.channel = channel
        self._caller = caller
        self._dialled = dialled
        self._phone = phone
        self._holding = False

    @property
    def id(self) -> str:
        return self.channel.id

    @property
    def caller(self) -> str:
        return self._caller

    @property
    def dialled(self) -> str:
        return self._dialled

    @property
    def phone(self) -> str:
        return self._phone

    async def ring_back(self) -> None:
        await self._command("POST", "ring")

    async def answer(self) -> None:
        await self._command("POST", "answer")

    async def play(self, *sounds: Sound, barge_in: str = "") -> str:
        await self.unhold()
        playback = f"play-{uuid4()}"
        urls = [sound_url(self._ari.media_url, sound) for sound in sounds]
        with self._ari.board.expect(self._ari.board.playbacks, playback) as finished:
            try:
                await self._command("POST", f"play/{playback}", media=",".join(f"sound:{url}" for url in urls))
                finished.begun = True
                longest = _seconds([await self._ari.sounds.path(sound) for sound in sounds]) + GRACE
                key = await self._key(barge_in, longest, finished.end)
            finally:
                if not finished.over and not self.channel.is_gone:
                    self._ari.later(self._ari.socket.ask("DELETE", f"playbacks/{playback}"), f"stop {playback}")
            if not key:
                self._complain(finished, sounds)
        return key

    async def hold(self, music: Sound) -> None:
        self._holding = True
        await self._command("POST", "moh", mohClass=music)

    async def unhold(self) -> None:
        self.channel.check()
        if self._holding:
            self._holding = False
            await self._command("DELETE", "moh")

    async def digit(self, seconds: float) -> str:
        return await self._key(ALL_KEYS, seconds)

    async def record(self, name: str, limits: RecordLimits) -> Recorded:
        await self.unhold()
        return await recorder.record(self._ari, self.channel, name, limits)

    async def hang_up(self, cause: HangUpCause = HangUpCause.NORMAL) -> None:
        if not self.channel.is_gone:
            await self._ari.socket.ask("DELETE", f"channels/{self.id}", reason_code=REASON_CODES[cause])
            self.channel.leave()

    async def gone(self) -> None:
        await asyncio.shield(self.channel.gone)

    async def fall_back(self) -> None:
        number = "".join(filter(str.isdigit, self.dialled))
        context = "gudok-employee-fallback" if self.phone else "gudok-fallback"
        with suppress(HungUp):
            await self._command("POST", "continue", context=context, extension=number, priority=1)
        self.channel.leave()

    async def _command(self, method: str, what: str, **query: str | int) -> None:
        await self._ari.command(self.channel, method, f"channels/{self.id}/{what}", **query)

    async def _key(self, wanted: str, seconds: float, *ends: asyncio.Future[Finished]) -> str:
        """The next key of `wanted`; "" when one of the ends comes first, or after `seconds`."""
        key = asyncio.create_task(self.channel.keys.next(wanted))
        try:
            waiting: tuple[asyncio.Future[Any], ...] = (key, self.channel.gone, *ends)
            await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            key.cancel()
        self.channel.check()
        return key.result() if key.done() else ""

    def _complain(self, finished: Awaited, sounds: tuple[Sound, ...]) -> None:
        """The call goes on without a sound that Asterisk could not fetch."""
        if not finished.over:  # Asterisk tells no end of a file that vanished under it
            log.error("leg %s: Asterisk did not come to the end of %s", self.id, ", ".join(sounds))
        elif finished.end.result().state == "failed":
            log.error("leg %s: Asterisk could not play %s", self.id, ", ".join(sounds))


def _seconds(files: Iterable[Path]) -> float:
    return sum(file.stat().st_size for file in files) / BYTES_A_SECOND
