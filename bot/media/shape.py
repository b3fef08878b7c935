"""Shapes PCM of ours with pydub: cuts the silence around a song, softens its ends."""

import warnings
from dataclasses import dataclass
from pathlib import Path

with warnings.catch_warnings():  # pydub looks for an ffmpeg of its own at import; it is never asked to decode
    warnings.simplefilter("ignore", RuntimeWarning)
    from pydub import AudioSegment
    from pydub.silence import detect_leading_silence

RATE = 8000
WIDTH = 4  # bytes a sample: 32-bit integers, which pydub can hold and a gain of 40 dB does not roughen

KEPT = 50  # ms of the silence around the sound stay: they are the breath before it
FADE = 10  # ms: no click where a song starts, ends or loops
MARGIN = 10  # ms of silence at the end, for the limiter's look-ahead


@dataclass(frozen=True, slots=True)
class Shaped:
    """What is left: seconds, and the highest sample in dBFS."""

    seconds: float
    peak: float


def shape(pcm: Path, quiet: float, into: Path) -> Shaped:
    """Raw PCM -> wav without what is under `quiet` dBFS at both ends."""
    song = AudioSegment(data=pcm.read_bytes(), sample_width=WIDTH, frame_rate=RATE, channels=1)
    start = max(0, detect_leading_silence(song, quiet) - KEPT)
    end = len(song) - max(0, detect_leading_silence(song.reverse(), quiet) - KEPT)
    song = song[start:end].fade_in(FADE).fade_out(FADE) + AudioSegment.silent(MARGIN, RATE)
    song.export(into, format="wav")
    return Shaped(song.frame_count() / RATE, song.max_dBFS)
