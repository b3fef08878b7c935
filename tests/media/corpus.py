"""Files that strangers send, made when the tests run: good songs in every shape, and traps."""

import struct
import subprocess
import wave
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bot.media.ffmpeg import find_program
from tests.media.meter import Samples

Maker = Callable[[Path], object]


def song(seconds: float = 4.0, rate: int = 44_100, channels: int = 2) -> Samples:
    """Plucked notes and a little noise; the same each time."""
    chance, n = np.random.default_rng(7), int(seconds * rate)
    x = 0.01 * chance.standard_normal((n, channels))
    for start in range(0, n, rate // 4):
        t = np.arange(min(rate, n - start)) / rate
        pitch = 220 * 2 ** (chance.integers(0, 24) / 12)
        note = sum(np.sin(2 * np.pi * pitch * h * t) / h for h in range(1, 6)) * np.exp(-4 * t)
        x[start : start + len(t)] += note[:, None] * chance.uniform(0.1, 0.4, channels)
    return x / np.abs(x).max() * 0.9


def write_wav(file: Path, x: Samples, rate: int = 44_100) -> None:
    with wave.open(str(file), "wb") as wav:
        wav.setnchannels(1 if x.ndim == 1 else x.shape[1])
        wav.setsampwidth(2)
        wav.setframerate(rate)
        wav.writeframes((np.clip(x, -1, 1) * 32767).astype("<i2").tobytes())


def encode(file: Path, *options: str, x: Samples | None = None, rate: int = 44_100) -> None:
    """The song as ffmpeg writes it; the container by the name of `file`."""
    raw = file.with_suffix(".raw.wav")
    write_wav(raw, song(rate=rate) if x is None else x, rate)
    subprocess.run([find_program(), "-v", "error", "-y", "-i", raw, *options, file], check=True)
    raw.unlink()


def tone(hertz: float, seconds: float = 3.0, rate: int = 48_000) -> Samples:
    return np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)


def flac_bomb(file: Path, rate: int = 44_100, channels: int = 2, frames: int = 20_000) -> None:
    """FLAC in which 18 bytes stand for 65,535 samples of silence: 360 kB are 8 hours."""
    head = struct.pack(">HH", 65_535, 65_535) + bytes(6)
    head += (rate << 44 | (channels - 1) << 41 | 15 << 36).to_bytes(8, "big") + bytes(16)
    out = bytearray(b"fLaC\x80\x00\x00\x22" + head)
    for number in range(frames):
        frame = bytes((0xFF, 0xF8, 0x70, (channels - 1) << 4 | 0x08)) + _utf8(number) + b"\xff\xfe"
        frame += bytes((_crc(frame, 0x07, 8),)) + b"\x00\x01\x00" * channels
        out += frame + _crc(frame, 0x8005, 16).to_bytes(2, "big")
    file.write_bytes(out)


def _utf8(number: int) -> bytes:
    return chr(number).encode("utf-8", "surrogatepass")


def _crc(content: bytes, polynomial: int, bits: int) -> int:
    crc, top = 0, 1 << (bits - 1)
    for byte in content:
        crc ^= byte << (bits - 8)
        for _ in range(8):
            crc = (crc << 1 ^ (polynomial if crc & top else 0)) & ((1 << bits) - 1)
    return crc


def png(side: int) -> bytes:
    """A square grey picture; a big one is small as a file."""
    packer, row = zlib.compressobj(1), bytes(side + 1)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def id3(body: bytes, claimed: int | None = None) -> bytes:
    """An ID3v2.3 tag; `claimed` is the size that it gives itself."""
    size = len(body) if claimed is None else claimed
    return b"ID3\x03\x00\x00" + bytes(size >> shift & 127 for shift in (21, 14, 7, 0)) + body


def tagged_mp3(file: Path, tag: bytes) -> None:
    encode(file)
    file.write_bytes(tag + file.read_bytes())


def big_cover(file: Path) -> None:
    picture = b"\x00image/png\x00\x03\x00" + png(16_384)
    tagged_mp3(file, id3(b"APIC" + struct.pack(">I", len(picture)) + b"\x00\x00" + picture))


def playlist(file: Path) -> None:
    """An HLS list that would read another file of this machine."""
    secret = file.with_name("secret.wav")
    write_wav(secret, song())
    file.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{secret}\n#EXT-X-ENDLIST\n")


def concat(file: Path) -> None:
    write_wav(file.with_name("secret2.wav"), song())
    file.write_text("ffconcat version 1.0\nfile secret2.wav\n")


def cut(file: Path, share: float) -> None:
    encode(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])


def lying_wav(file: Path, claimed: int) -> None:
    """A wav whose header gives a wrong size of what follows."""
    write_wav(file, song())
    content = bytearray(file.read_bytes())
    struct.pack_into("<I", content, 4, claimed)
    struct.pack_into("<I", content, 40, claimed)
    file.write_bytes(content)


def two_streams(file: Path) -> None:
    write_wav(file.with_suffix(".raw.wav"), song())
    source = ["-i", file.with_suffix(".raw.wav")]
    maps = ["-map", "0:a", "-map", "1:a", "-c:a", "libopus"]
    subprocess.run([find_program(), "-v", "error", "-y", *source, *source, *maps, file], check=True)


def video(file: Path, *sound: str) -> None:
    """A picture that moves, with or without sound."""
    write_wav(file.with_suffix(".raw.wav"), song())
    inputs = ["-f", "lavfi", "-i", "testsrc=size=64x64:rate=5:duration=4", "-i", file.with_suffix(".raw.wav")]
    subprocess.run([find_program(), "-v", "error", "-y", *inputs, "-map", "0:v", *sound, file], check=True)


def zipped(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("song.mp3", b"not a song" * 99)


def sparse(file: Path, size: int) -> None:
    with file.open("wb") as out:
        out.truncate(size)


def garbage(file: Path) -> None:
    file.write_bytes(np.random.default_rng(3).bytes(300_000))
