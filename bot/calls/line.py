"""What every call of one PBX shares."""

from dataclasses import dataclass
from pathlib import Path

from bot.calls.floor import Floor
from bot.ports import AudioTool, Book, Pbx


@dataclass(frozen=True, slots=True)
class Line:
    """The outside world of a call. `messages` and `talks`: the folders where voicemail and recorded talks are kept."""

    pbx: Pbx
    book: Book
    audio: AudioTool
    floor: Floor
    messages: Path
    talks: Path
