"""The `AudioTool` of the program: a few jobs at once, off the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.media.ffmpeg import Ffmpeg
from bot.media.melody import make_melody
from bot.media.voice import make_voice
from bot.ports import Made

Job = Callable[[Ffmpeg, Path, Path], Made]


class Audio:
    """Turns audio from outside into what the PBX plays, and what callers said into what Telegram plays.

    A cancelled job runs on in its thread to its end or limit and keeps its place among `at_once`: so the bound holds.
    """

    def __init__(self, folder: Path, *, at_once: int = 2, ffmpeg: Ffmpeg | None = None) -> None:
        self._ffmpeg = ffmpeg or Ffmpeg(folder)
        self._workers = ThreadPoolExecutor(at_once, "sound")

    async def melody(self, source: Path, into: Path) -> Made:
        """Any song, whatever its name says -> 8 kHz mono wav with even loudness. `Refused` says what is wrong."""
        return await self._do(make_melody, source, into)

    async def voice(self, source: Path, into: Path) -> Made:
        """A wav of ours -> mono OGG/OPUS for Telegram's voice message."""
        return await self._do(make_voice, source, into)

    async def _do(self, job: Job, source: Path, into: Path) -> Made:
        return await asyncio.get_running_loop().run_in_executor(self._workers, job, self._ffmpeg, source, into)
