"""What is made of sound: melodies from outside, voice messages from recordings; and where sounds are."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.domain.sounds import Sound


class Sounds(Protocol):
    """Where a sound's present content is. Asked at each play and at each loop."""

    async def path(self, sound: Sound) -> Path:
        """An 8 kHz mono 16-bit wav file; the default's where nobody has set one, `KeyError` for an unknown name."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is in a recording: its length, and for how many seconds of it somebody speaks."""

    seconds: float
    speech: float


@dataclass(frozen=True, slots=True)
class Made:
    """An audio file that we made."""

    file: Path
    seconds: float


class AudioTool(Protocol):
    """Turns audio from outside into what the PBX plays, and what callers said into what Telegram plays."""

    async def melody(self, source: Path, into: Path) -> Made:
        """Any song, whatever its name says → 8 kHz mono wav with even loudness. `Refused` says what is wrong."""

    async def voice(self, source: Path, into: Path) -> Made:
        """A wav of ours → mono OGG/OPUS for Telegram's voice message."""

    async def mp3(self, source: Path, into: Path) -> Made:
        """A wav of ours → mono mp3, which every mail program plays."""

    def foresee(self, wav: Path) -> None:
        """`voice` will be asked of this file soon: begin with it now, where it is the same program that will ask."""

    async def listen(self, wav: Path) -> Heard:
        """How much was said in a recording of the PBX (8 kHz mono wav)."""
