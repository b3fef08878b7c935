"""What a sound file is by its content, and the waveform that the page draws."""

import struct
import wave
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

BARS = 64
TOP = 31  # Telegram's waveform has 5 bits a bar

VOICE_TYPES = {"audio/ogg", "audio/mpeg", "audio/mp4"}  # what Telegram takes as a voice message
AUDIO_TYPES = {"audio/mpeg", "audio/mp4"}  # what it takes as music


def sound_type(head: bytes) -> str:
    """The MIME type of a sound, judged by the first bytes of the file; "" for anything else. OGG means OPUS here."""
    if head.startswith(b"OggS"):
        return "audio/ogg" if b"OpusHead" in head[:128] else "audio/x-vorbis"
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio/x-wav"
    if head.startswith(b"fLaC"):
        return "audio/flac"
    if head[4:8] == b"ftyp":
        return "audio/mp4"
    if head.startswith(b"ID3") or _is_mpeg_frame(head):
        return "audio/mpeg"
    return ""


def _is_mpeg_frame(head: bytes) -> bool:
    """Sync bits, layer III, and a bit rate and sample rate that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3


def waveform(file: Path, kind: str) -> list[int] | None:
    """64 bars of 0…31, or None where it cannot be had without decoding.

    OPUS speech has a variable bit rate: the size of a packet follows the loudness of its 20 ms.
    """
    if kind == "audio/ogg":
        return bars(list(_opus_packets(file.read_bytes()))[2:])
    if kind == "audio/x-wav":
        return bars(_wav_peaks(file))
    return None


def bars(levels: list[int]) -> list[int] | None:
    """The levels squeezed into `BARS` maxima, between the quietest and the loudest."""
    if not levels:
        return None
    low, high = min(levels), max(levels)
    if high == low:
        return [TOP // 2] * BARS
    edges = [index * len(levels) // BARS for index in range(BARS + 1)]
    peaks = [max(levels[start : max(end, start + 1)]) for start, end in pairwise(edges)]
    return [round((peak - low) * TOP / (high - low)) for peak in peaks]


def _opus_packets(data: bytes) -> Iterator[int]:
    """Sizes of the packets in an OGG file (RFC 3533: a lacing value below 255 ends a packet)."""
    at, size = 0, 0
    while data[at : at + 4] == b"OggS" and len(data) >= at + 27:
        count = data[at + 26]
        lacing = data[at + 27 : at + 27 + count]
        for value in lacing:
            size += value
            if value < 255:
                yield size
                size = 0
        at += 27 + count + sum(lacing)


def _wav_peaks(file: Path) -> list[int]:
    try:
        with wave.open(str(file)) as sound:
            if sound.getsampwidth() != 2:
                return []
            step = max(1, sound.getnframes() // BARS)
            chunks = iter(lambda: sound.readframes(step), b"")
            return [max(abs(one[0]) for one in struct.iter_unpack("<h", chunk)) for chunk in chunks]
    except (wave.Error, EOFError):
        return []
