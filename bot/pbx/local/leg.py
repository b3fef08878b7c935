"""A call flow's end of a line."""

import asyncio
import logging
from collections.abc import Coroutine

from bot.domain.plan import RecordLimits
from bot.domain.sounds import Sound
from bot.pbx.local import player
from bot.pbx.local.line import Line
from bot.pbx.local.recorder import record
from bot.pbx.local.shelf import Shelf
from bot.ports import HangUpCause, Recorded, Sounds

log = logging.getLogger(__name__)


class LocalLeg:
    """`Leg` over a `Line`. At most one sound runs in the background: ringback tone or hold music."""

    def __init__(self, leg_id: str, caller: str, dialled: str, line: Line, sounds: Sounds, shelf: Shelf) -> None:
        self._id = leg_id
        self._caller = caller
        self._dialled = dialled
        self.line = line
        self._sounds = sounds
        self._shelf = shelf
        self._background: asyncio.Task[None] | None = None

    @property
    def id(self) -> str:
        return self._id

    @property
    def caller(self) -> str:
        return self._caller

    @property
    def dialled(self) -> str:
        return self._dialled

    @property
    def phone(self) -> str:
        """Numbers with "+" are outside, as in `Pbx.ring`; here nobody can show another number than their own."""
        return "" if self.line.phone.startswith("+") else self.line.phone

    async def ring_back(self) -> None:
        self.line.check()
        if not self.line.answered:
            self._sound(player.ringback(self.line), "ringback tone")

    async def answer(self) -> None:
        self.line.check()
        if not self.line.answered:
            self.quiet()
            self.line.pick_up()

    async def play(self, *sounds: Sound, barge_in: str = "") -> str:
        self.line.check()
        self.quiet()
        return await player.play(self.line, self._sounds, sounds, barge_in)

    async def hold(self, music: Sound) -> None:
        self.line.check()
        self._sound(player.loop(self.line, self._sounds, music), f"hold music {music}")

    async def unhold(self) -> None:
        self.line.check()
        self.quiet()

    async def digit(self, seconds: float) -> str:
        return await self.line.next_key(seconds)

    async def record(self, name: str, limits: RecordLimits) -> Recorded:
        self.line.check()
        self.quiet()
        with self._shelf.begin(name) as recording:
            ended_by = await record(self.line, recording, limits)
            await recording.saved()
        log.info("leg %s: recording %s, %.1f s, ended by %s", self.id, name, recording.seconds, ended_by)
        return Recorded(name, recording.seconds, ended_by)

    async def hang_up(self, cause: HangUpCause = HangUpCause.NORMAL) -> None:
        self.line.end(cause)

    async def gone(self) -> None:
        await self.line.gone.wait()

    async def fall_back(self) -> None:
        """There is no PBX without us here."""
        await self.hang_up(HangUpCause.UNAVAILABLE)

    def quiet(self) -> None:
        """Stop what sounds in the background."""
        if self._background:
            self._background.cancel()
            self._background = None

    def _sound(self, sound: Coroutine[None, None, None], name: str) -> None:
        self.quiet()
        self._background = asyncio.create_task(sound, name=f"leg {self.id}: {name}")
        self._background.add_done_callback(_log_failure)


def _log_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("%s stopped: it cannot be played", task.get_name(), exc_info=error)
