"""Even loudness by EBU R128, measured on what the telephone carries: 8 kHz mono."""

import math
import re

from bot.media.ffmpeg import Desk

TARGET = -16.0  # LUFS
CLOSE = 0.25  # LU: nearer than this is not tried again
TRIES = 4

METER = "ebur128=framelog=verbose"  # a summary at the end of the log, nothing before

# The limiter sees the peaks between the samples at 32 kHz; 0.84 is -1.5 dB and leaves room for the way back to 8 kHz.
LIMITER = "aresample=32000,alimiter=limit=0.84:attack=5:release=20:level=disabled,aresample=8000:filter_size=64"

# At 8 kHz ffmpeg's weighting is up to 0.5 LU off at 2-3 kHz (bilinear filters); at 16 kHz it is within 0.1.
LEVEL = "[0:a]volume={gain:.2f}dB," + LIMITER + ",asplit[made][heard];[heard]aresample=16000," + METER + ",anullsink"

# A wav of ours; in large packets, as each one is handed from thread to thread four times.
WAV = ("-f", "wav", "-max_size", "65536", "-i")


def loudness(said: str) -> float:
    """Integrated loudness in LUFS from the log of a run with `METER`; -70 for silence."""
    found = re.findall(r"\bI:\s+(-?\d+\.\d+|-?inf|nan) LUFS", said)
    value = float(found[-1])
    return -70.0 if math.isnan(value) else max(-70.0, value)  # nan: not even one block of 0.4 s


def measure(desk: Desk, wav: str) -> float:
    """Integrated loudness of a wav on the desk, LUFS."""
    return loudness(desk.run(*WAV, wav, "-af", f"aresample=16000,{METER}", "-f", "null", "-"))


def level(desk: Desk, wav: str, now: float, into: str) -> None:
    """Bring a wav that measures `now` LUFS to `TARGET`, peaks to -1 dBTP or less, as 8 kHz mono with 16 bits.

    One linear gain. Where the limiter had to take so much off that the loudness missed, the gain is corrected: from the
    second time on by twice the miss, as the limiter takes about half of what is added.
    """
    gain, pace = TARGET - now, 1.0
    for _ in range(TRIES):
        made = ("-map", "[made]", "-c:a", "pcm_s16le", "-ar", "8000", "-bitexact", "-f", "wav", into)
        miss = TARGET - loudness(desk.run(*WAV, wav, "-filter_complex", LEVEL.format(gain=gain), *made))
        if abs(miss) <= CLOSE:
            return
        gain, pace = gain + miss * pace, 2.0
