"""What a file is, by its first bytes; its name and MIME type are what a stranger says."""

from pathlib import Path
from typing import BinaryIO

# Offset, bytes there -> ffmpeg's name of the container. ffmpeg's own guess is not enough where it has no name to lean
# on: it takes the wav of a steady tone for MPEG-TS, and an mp3 with a large cover for AMR.
SIGNATURES = (
    (8, b"WAVE", "wav"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (4, b"ftyp", "mov"),
    (0, b"\x1a\x45\xdf\xa3", "matroska"),
    *((0, bytes((0xFF, second)), "mp3") for second in (0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2)),
    *((0, bytes((0xFF, second)), "aac") for second in (0xF1, 0xF9)),
)


def container(file: Path) -> str:
    """ffmpeg's name of the container, or "" where the first bytes do not say."""
    with file.open("rb") as content:
        tagged = _skip_id3(content)
        start = content.read(12)
    known = next((name for offset, sign, name in SIGNATURES if start.startswith(sign, offset)), "")
    return known or ("mp3" if tagged else "")


def _skip_id3(content: BinaryIO) -> bool:
    """Go to the end of an ID3v2 tag (10 bytes, then as many as four of 7 bits say); whether there is one."""
    head = content.read(10)
    tagged = len(head) == 10 and head.startswith(b"ID3")
    size = sum((byte & 127) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True)) if tagged else -10
    content.seek(10 + size)
    return tagged
