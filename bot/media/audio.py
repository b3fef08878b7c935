"""The `AudioTool` of the program: a few jobs at once, off the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from bot.media.ffmpeg import Ffmpeg
from bot.media.melody import make_melody
from bot.media.mp3 import make_mp3
from bot.media.speech import listen
from bot.media.voice import make_voice
from bot.ports import Heard, Made

P = ParamSpec("P")
T = TypeVar("T")


class Audio:
    """Turns audio from outside into what the PBX plays, and what callers said into what Telegram plays.

    A cancelled job runs on in its thread to its end or limit and keeps its place among `at_once`: so the bound holds.
    Songs take seconds and have a line of their own: no voicemail waits behind them.
    """

    def __init__(self, folder: Path, *, at_once: int = 2, ffmpeg: Ffmpeg | None = None) -> None:
        self._ffmpeg = ffmpeg or Ffmpeg(folder)
        self._ffmpeg.sweep()
        self._songs = ThreadPoolExecutor(1, "songs")
        self._voices = ThreadPoolExecutor(at_once, "voices")

    async def melody(self, source: Path, into: Path) -> Made:
        """Any song, whatever its name says -> 8 kHz mono wav with even loudness. `Refused` says what is wrong."""
        return await _in(self._songs, make_melody, self._ffmpeg, source, into)

    async def voice(self, source: Path, into: Path) -> Made:
        """A wav of ours -> mono OGG/OPUS for Telegram's voice message."""
        return await _in(self._voices, make_voice, self._ffmpeg, source, into)

    async def mp3(self, source: Path, into: Path) -> Made:
        """A wav of ours -> mono mp3 for a mail."""
        return await _in(self._voices, make_mp3, self._ffmpeg, source, into)

    async def listen(self, wav: Path) -> Heard:
        """How much was said in a recording of the PBX (8 kHz mono wav)."""
        return await _in(self._voices, listen, wav)


async def _in(workers: ThreadPoolExecutor, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return await asyncio.get_running_loop().run_in_executor(workers, partial(job, *args, **kwargs))
