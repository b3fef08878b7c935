"""What every call of one PBX shares."""

from dataclasses import dataclass
from pathlib import Path

from bot.calls.floor import Floor
from bot.ports import AudioTool, Book, Pbx


@dataclass(frozen=True, slots=True)
class Line:
    """The outside world of a call. `messages`: the folder where voicemail is kept."""

    pbx: Pbx
    book: Book
    audio: AudioTool
    floor: Floor
    messages: Path
