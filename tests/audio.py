"""Tones for callers to say and for tests to find again. PCM is 8 kHz mono 16-bit, as in all of the PBX."""

import wave
from pathlib import Path

import numpy as np

from bot.domain.sounds import Sound

RATE = 8000
WINDOW = 0.1  # seconds over which a tone is looked for


def tone(hz: float, seconds: float, level: float = 0.5) -> bytes:
    """A sine; `level` 1.0 is full scale."""
    t = np.arange(round(seconds * RATE)) / RATE
    return (np.sin(2 * np.pi * hz * t) * level * 32767).astype("<i2").tobytes()


def silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE))


def mixed(a: bytes, b: bytes) -> bytes:
    """Both at once; they are of one length."""
    return ((_samples(a) + _samples(b)) * 32768).clip(-32768, 32767).astype("<i2").tobytes()


def seconds_of(pcm: bytes) -> float:
    return len(pcm) / 2 / RATE


def write_wav(path: Path, pcm: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(pcm)
    return path


def read_wav(path: Path) -> bytes:
    with wave.open(str(path), "rb") as file:
        shape = (file.getnchannels(), file.getsampwidth(), file.getframerate())
        assert shape == (1, 2, RATE), f"{path.name}: {shape} is not 8 kHz mono 16-bit"
        return file.readframes(file.getnframes())


def dominant(pcm: bytes) -> float:
    """The strongest frequency in Hz; 0.0 where it is silent."""
    samples = _samples(pcm)
    if _level(samples) < 0.003:
        return 0.0
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum[1:]) + 1) * RATE / len(samples)


def share(pcm: bytes, hz: float) -> float:
    """How much of the energy lies within 2 % (at least 10 Hz) of `hz`: 1.0 for a clean tone, 0.0 where it is silent."""
    samples = _samples(pcm)
    if _level(samples) < 0.003:
        return 0.0
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    distance = np.abs(np.fft.rfftfreq(len(samples), 1 / RATE) - hz)
    width = max(10.0, hz * 0.02) + 2 * RATE / len(samples)
    return float(power[distance <= width].sum() / power.sum())


def has_tone(pcm: bytes, hz: float, seconds: float = WINDOW) -> bool:
    """Whether `hz` is clearly heard for `seconds` altogether; other tones may sound at the same time."""
    return tone_seconds(pcm, hz) >= seconds - 1e-9


def tone_seconds(pcm: bytes, hz: float) -> float:
    """For how long `hz` is heard, in steps of `WINDOW`."""
    step = 2 * round(WINDOW * RATE)
    windows = (pcm[i : i + step] for i in range(0, len(pcm) - step + 1, step))
    return sum(WINDOW for window in windows if share(window, hz) > 0.2)


def heard_in_order(pcm: bytes, *hz: float) -> list[float]:
    """Which of these tones are heard, one after another, each named once per stretch."""
    step = 2 * round(WINDOW * RATE)
    order: list[float] = []
    for i in range(0, len(pcm) - step + 1, step):
        strongest = max(hz, key=lambda f: share(pcm[i : i + step], f))
        if share(pcm[i : i + step], strongest) > 0.5 and order[-1:] != [strongest]:
            order.append(strongest)
    return order


def _samples(pcm: bytes) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float64) / 32768


def _level(samples: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
    return float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.0


class FakeSounds(dict[str, Path]):
    """`Sounds` out of a dict, changed by the test at will."""

    async def path(self, sound: Sound) -> Path:
        return self[sound]
