"""Even loudness by EBU R128, measured on what the telephone carries: 8 kHz mono."""

import math
import re

from bot.media.ffmpeg import OURS, Desk

TARGET = -16.0  # LUFS
CLOSE = 0.25  # LU: nearer than this is not tried again
TRIES = 4

# Measured aside at 16 kHz: at 8 kHz ffmpeg's weighting is up to 0.5 LU off at 2-3 kHz (bilinear filters), at 16 kHz it
# is within 0.1. The summary comes at the end of the log, nothing before.
METER = "aresample=16000,ebur128=framelog=verbose"
METERED = "[0:a:0]{filters},asplit[made][aside];[aside]" + METER + "[heard]"
ASIDE = ("-map", "[heard]", "-f", "null", "-")

# The limiter sees the peaks between the samples at 24 kHz, all but 0.9 dB of them at 3.4 kHz: 0.79 is -2 dB, so that
# what comes back at 8 kHz is under -1 dBTP. A song whose samples stay under `EASY` dBFS goes past it.
LIMITER = "aresample=24000,alimiter=limit=0.79:attack=5:release=20:level=disabled,aresample=8000:filter_size=64"
EASY = -4.0


def loudness(said: str) -> float:
    """Integrated loudness in LUFS from the log of a run with `METER`; -70 for silence."""
    found = re.findall(r"\bI:\s+(-?\d+\.\d+|-?inf|nan) LUFS", said)
    value = float(found[-1])
    return -70.0 if math.isnan(value) else max(-70.0, value)  # nan: not even one block of 0.4 s


def measure(desk: Desk, wav: str) -> float:
    """Integrated loudness of a wav on the desk, LUFS."""
    return loudness(desk.run(*OURS, wav, "-af", METER, "-f", "null", "-"))


def level(desk: Desk, wav: str, now: float, peak: float, into: str) -> None:
    """Bring a wav of `now` LUFS and `peak` dBFS to `TARGET`, peaks to -1 dBTP or less, as 8 kHz mono with 16 bits."""
    gain = TARGET - now
    made = ("-c:a", "pcm_s16le", "-ar", "8000", "-bitexact", "-f", "wav", into)
    if peak + gain <= EASY:
        desk.run(*OURS, wav, "-af", f"volume={gain:.2f}dB", *made)
    else:
        _limit(desk, wav, gain, made)


def _limit(desk: Desk, wav: str, gain: float, made: tuple[str, ...]) -> None:
    """Gain and limiter. Where it took so much off that the loudness missed, again with a corrected gain.

    From the second time on by twice the miss, as the limiter takes about half of what is added.
    """
    pace = 1.0
    for _ in range(TRIES):
        filters = METERED.format(filters=f"volume={gain:.2f}dB,{LIMITER}")
        said = desk.run(*OURS, wav, "-filter_complex", filters, "-map", "[made]", *made, *ASIDE)
        miss = TARGET - loudness(said)
        if abs(miss) <= CLOSE:
            return
        gain, pace = gain + miss * pace, 2.0
