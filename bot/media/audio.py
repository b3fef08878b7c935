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
from bot.media.voice import make_voice, voice_of
from bot.ports import Heard, Made

AHEAD = 200  # voice messages made before they are asked for: 3 kB for each second
P = ParamSpec("P")
T = TypeVar("T")


class Audio:
    """Turns audio from outside into what the PBX plays, and what callers said into what Telegram plays.

    A cancelled job runs on in its thread to its end or limit and keeps its place among `at_once`: so the bound holds.
    Songs take seconds and have a line of their own: no voicemail waits behind them. Neither does listening, which
    is short. `foresees` False: voice messages are sent by another process.
    """

    def __init__(self, folder: Path, *, at_once: int = 2, ffmpeg: Ffmpeg | None = None, foresees: bool = True) -> None:
        self._ffmpeg = ffmpeg or Ffmpeg(folder)
        self._ffmpeg.sweep()
        self._songs = ThreadPoolExecutor(1, "songs")
        self._voices = ThreadPoolExecutor(at_once, "voices")
        self._ears = ThreadPoolExecutor(1, "ears")
        self._begun: dict[Path, asyncio.Future[tuple[bytes, float]]] = {}  # the latest last
        self._ahead = AHEAD if foresees else 0

    async def melody(self, source: Path, into: Path) -> Made:
        """Any song, whatever its name says -> 8 kHz mono wav with even loudness. `Refused` says what is wrong."""
        return await _in(self._songs, make_melody, self._ffmpeg, source, into)

    async def voice(self, source: Path, into: Path) -> Made:
        """A wav of ours -> mono OGG/OPUS for Telegram's voice message."""
        begun = self._begun.pop(source, None)
        if begun is None:
            return await _in(self._voices, make_voice, self._ffmpeg, source, into)
        ogg, seconds = await begun
        await asyncio.to_thread(into.write_bytes, ogg)
        return Made(into, seconds)

    def foresee(self, wav: Path) -> None:
        """`voice` will be asked of it soon. What nobody asks for is forgotten once there is enough that is newer."""
        if self._ahead:
            loop = asyncio.get_running_loop()
            begun = self._begun[wav] = loop.run_in_executor(self._voices, voice_of, self._ffmpeg, wav)
            begun.add_done_callback(lambda made: made.cancelled() or made.exception())  # said to whoever asks, if any
            if len(self._begun) > self._ahead:
                self._begun.pop(next(iter(self._begun))).cancel()

    async def mp3(self, source: Path, into: Path) -> Made:
        """A wav of ours -> mono mp3 for a mail."""
        return await _in(self._voices, make_mp3, self._ffmpeg, source, into)

    async def listen(self, wav: Path) -> Heard:
        """How much was said in a recording of the PBX (8 kHz mono wav)."""
        return await _in(self._ears, listen, wav)


async def _in(workers: ThreadPoolExecutor, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return await asyncio.get_running_loop().run_in_executor(workers, partial(job, *args, **kwargs))
