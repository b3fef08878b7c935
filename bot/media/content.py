"""What a file is, by its first bytes; its name and MIME type are what a stranger says."""

from pathlib import Path

# Offset, bytes there -> ffmpeg's name of the container. ffmpeg's own guess is not enough: it takes the wav of a steady
# tone for MPEG-TS. An mp3 has no sure sign: it is left to ffmpeg to find.
SIGNATURES = (
    (8, b"WAVE", "wav"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (4, b"ftyp", "mov"),
    (0, b"\x1a\x45\xdf\xa3", "matroska"),
)


def container(file: Path) -> str:
    """ffmpeg's name of the container, or "" where the first bytes do not say."""
    with file.open("rb") as content:
        start = content.read(12)
    return next((name for offset, sign, name in SIGNATURES if start.startswith(sign, offset)), "")
