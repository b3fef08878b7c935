"""Recordings on disk: `<name>.part` while it is being made, `<name>.wav` when it is finished.

Both are wav files; only the lengths in the header of a `.part` are missing, so that a killed process loses no more
than what it had not yet written, and the next start finishes the file in place.
"""

import asyncio
import errno
import logging
import re
import struct
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from bot.pbx.local.frames import RATE, SAMPLE_BYTES, seconds_of

log = logging.getLogger(__name__)

HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
NAME = re.compile(r"[\w+-][\w+.-]*")
UNSAVED = 8192  # bytes of sound, half a second, that a killed process loses at most
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
PATIENCE = 60.0  # seconds at the end of a recording within which a full disk may have room again


def _header(pcm_bytes: int) -> bytes:
    pcm, mono, bits = 1, 1, 8 * SAMPLE_BYTES
    shape = (16, pcm, mono, RATE, RATE * SAMPLE_BYTES, SAMPLE_BYTES, bits)
    return HEADER.pack(b"RIFF", HEADER.size - 8 + pcm_bytes, b"WAVE", b"fmt ", *shape, b"data", pcm_bytes)


class Recording:
    """A file that grows; leaving the block finishes it, whatever the reason.

    What a full disk does not take is kept in memory until it does.
    """

    def __init__(self, part: Path) -> None:
        self._part = part
        self._file = part.open("wb", buffering=0)
        self._unsaved = bytearray(_header(0))
        self._bytes = 0

    @property
    def seconds(self) -> float:
        return seconds_of(self._bytes)

    def write(self, frame: bytes) -> None:
        self._unsaved += frame
        self._bytes += len(frame)
        if self._bytes % UNSAVED < len(frame):
            self._save()

    async def saved(self) -> None:
        """Back once all of it is on the disk, or the disk has stayed full for long."""
        self._save()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self._unsaved:
                    await asyncio.sleep(1)
                    self._save()

    def _save(self) -> None:
        try:
            while self._unsaved:
                del self._unsaved[: self._file.write(self._unsaved)]
        except OSError as error:
            if error.errno not in FULL:
                raise
            log.warning("recording %s: the disk is full, it waits in memory", self._part.stem)

    def __enter__(self) -> "Recording":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._save()
        if self._unsaved:
            log.error("recording %s: the disk is full, %d bytes are lost", self._part.stem, len(self._unsaved))
        self._file.close()
        finish(self._part)


def finish(part: Path) -> None:
    """Write the lengths into the header and give the file its final name."""
    pcm_bytes = max(0, part.stat().st_size - HEADER.size) // SAMPLE_BYTES * SAMPLE_BYTES
    with part.open("r+b") as file:
        file.write(_header(pcm_bytes))
        file.truncate(HEADER.size + pcm_bytes)
    part.replace(part.with_suffix(".wav"))


class Shelf:
    """The finished recordings of a switchboard, by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> None:
        """Finish what a killed process left."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for part in self._folder.glob("*.part"):
            finish(part)
            log.info("recording %s: finished after an interrupted run", part.stem)

    def begin(self, name: str) -> Recording:
        return Recording(self._file(name, ".part"))

    def names(self) -> list[str]:
        return sorted(file.stem for file in self._folder.glob("*.wav"))

    def file(self, name: str) -> Path:
        return self._file(name, ".wav")

    def _file(self, name: str, suffix: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name for a recording")
        return self._folder / f"{name}{suffix}"
