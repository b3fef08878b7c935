"""How much of a recording is speech: a message in which nobody speaks is no message (V1)."""

import array
import sys
import wave
from pathlib import Path

from bot.ports import Heard

FRAME = 0.02  # seconds
LOUD = 500  # of 32767: -36 dBFS. Line noise of telephones lies below, a voice far away above


def listen(wav: Path) -> Heard:
    """Length, and seconds of frames with a peak that a voice has. 8 kHz mono 16-bit; blocking."""
    with wave.open(str(wav), "rb") as file:
        rate = file.getframerate()
        samples = array.array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    step = int(rate * FRAME)
    frames = (samples[at : at + step] for at in range(0, len(samples), step))
    voiced = sum(max(frame) > LOUD or min(frame) < -LOUD for frame in frames)
    return Heard(seconds=len(samples) / rate, speech=voiced * FRAME)
