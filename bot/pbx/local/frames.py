"""Sound as the switchboard moves it: 8 kHz mono 16-bit PCM in frames of 20 ms, all on one beat."""

import asyncio
import math
import wave
from collections.abc import Iterator
from pathlib import Path

RATE = 8000  # samples a second
FRAME = 0.02  # seconds
SAMPLE_BYTES = 2
FRAME_BYTES = int(RATE * FRAME) * SAMPLE_BYTES
SILENT = bytes(FRAME_BYTES)


def beat_at(time: float) -> int:
    """Beats are numbered from the zero of the loop's clock."""
    return math.floor(time / FRAME + 1e-6)


def beats(seconds: float) -> int:
    """How many frames last for this long, rounded up."""
    return math.ceil(seconds / FRAME - 1e-6)


def seconds_of(pcm_bytes: int) -> float:
    return pcm_bytes / SAMPLE_BYTES / RATE


class Metronome:
    """Wakes its owner at every beat. One who comes late is given the missed beats at once, so nothing drifts."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._beat = beat_at(self._loop.time())

    async def beat(self) -> int:
        self._beat += 1
        await asyncio.sleep(self._beat * FRAME - self._loop.time())
        return self._beat


def wav_frames(path: Path) -> Iterator[bytes]:
    """The file's frames, at least one; the last is filled up with silence. `ValueError` if it is not what we play."""
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, SAMPLE_BYTES, RATE):
            raise ValueError(f"{path} is not an 8 kHz mono 16-bit wav")
        samples = FRAME_BYTES // SAMPLE_BYTES
        yield file.readframes(samples).ljust(FRAME_BYTES, b"\0")
        while frame := file.readframes(samples):
            yield frame.ljust(FRAME_BYTES, b"\0")
