"""The sounds that are computed: the beep, the ringing tone, and the hold music at its level."""

import wave
from pathlib import Path

import numpy as np

from bot.media.ffmpeg import Ffmpeg
from bot.media.loudness import TARGET, measure
from tools.prompts.music import RATE, Samples, render

BEEP = 0.22 * np.sin(2 * np.pi * 1000 * np.arange(int(0.4 * RATE)) / RATE)  # -16 LUFS


def beep(into: Path) -> None:
    """0.4 s of 1 kHz with soft ends."""
    ramp = np.minimum(1, np.arange(len(BEEP)) / (0.01 * RATE))
    write(into, BEEP * ramp * ramp[::-1])


def ringback(into: Path) -> None:
    """What a Russian exchange lets hear while it rings: a second of 425 Hz, four of silence. To be looped."""
    tone = 0.22 * np.sin(2 * np.pi * 425 * np.arange(RATE) / RATE)
    ramp = np.minimum(1, np.arange(RATE) / (0.01 * RATE))
    write(into, np.concatenate([tone * ramp * ramp[::-1], np.zeros(4 * RATE)]))


def hold(ffmpeg: Ffmpeg, into: Path) -> None:
    """The hold music as loud as melodies are; by gain alone, as a limiter or a fade would put a seam into the loop."""
    loop = render()
    loop *= 0.5 / np.abs(loop).max()
    with ffmpeg.desk() as desk:
        write(desk.folder / "loop.wav", loop)
        gain = TARGET - measure(desk, "loop.wav")
    write(into, loop * 10 ** (gain / 20))


def write(into: Path, x: Samples) -> None:
    if np.abs(x).max() > 0.89:
        raise ValueError(f"{into.name}: the peaks are over -1 dB")
    with wave.open(str(into), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(RATE)
        wav.writeframes(np.round(x * 32767).astype("<i2").tobytes())
