"""The few bytes of an OGG/OPUS file that we read or write ourselves (RFC 3533, RFC 7845)."""

import struct
from pathlib import Path

CLOCK = 48_000  # Opus counts time in 48 kHz samples, whatever was encoded

HEAD_PAGE = 47  # bytes of the first page: a page header with one segment (28) and OpusHead (19)
CRC, PRE_SKIP, INPUT_RATE = 22, 38, 40  # offsets in it


def seconds(file: Path) -> float:
    """How long it plays: the position of the last page, less what decoders skip at the start."""
    content = file.read_bytes()
    end: int = struct.unpack_from("<q", content, content.rindex(b"OggS") + 6)[0]
    skipped: int = struct.unpack_from("<H", content, PRE_SKIP)[0]
    return max(0.0, (end - skipped) / CLOCK)


def play_at_48k(file: Path) -> None:
    """Write 48 kHz as the original's rate. It is a remark in the standard, but some players take it for the clock."""
    with file.open("r+b") as out:
        page = bytearray(out.read(HEAD_PAGE))
        struct.pack_into("<I", page, INPUT_RATE, CLOCK)
        struct.pack_into("<I", page, CRC, 0)
        struct.pack_into("<I", page, CRC, _crc(page))
        out.seek(0)
        out.write(page)


def _crc(page: bytes | bytearray) -> int:
    crc = 0
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1) ^ (0x104C11DB7 if crc & 0x80000000 else 0)
    return crc
