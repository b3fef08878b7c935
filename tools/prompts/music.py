"""The default hold music: an electric piano walks slowly through eight chords, over a soft pad, and round again.

Everything is rendered into a circle: what rings on at the end is heard at the beginning, so the loop has no seam. All
of it lies where a telephone hears, 250 to 3,400 Hz, and nothing is loud or sudden: people hear this for minutes.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]

RATE = 8000
EIGHTH = 4240  # samples: 0.53 s, 57 beats a minute
BAR = 8 * EIGHTH

# A bar each: five notes (MIDI numbers; 60 is middle C), the lowest is the bass.
CHORDS = (
    (48, 64, 67, 71, 74),  # C maj9
    (45, 60, 64, 67, 71),  # A m9
    (53, 65, 69, 72, 76),  # F maj7
    (43, 62, 67, 69, 71),  # G add9
    (52, 64, 67, 71, 74),  # E m7
    (45, 60, 64, 67, 72),  # A m7
    (50, 65, 69, 72, 76),  # D m9
    (43, 62, 65, 69, 72),  # G 9 sus
)
WALK = (1, 3, 2, 4, 3, 2, 4, 3)  # which note of the chord on each eighth
TOUCH = (1.0, 0.62, 0.74, 0.66, 0.85, 0.6, 0.7, 0.52)  # how hard
SONG = {
    (0, 4): 79,
    (1, 4): 76,
    (2, 2): 81,
    (2, 6): 79,
    (3, 4): 74,
    (4, 4): 79,
    (5, 4): 76,
    (6, 2): 77,
    (6, 6): 76,
    (7, 4): 74,
}


def render() -> Samples:
    """The loop, 33.9 s at 8 kHz; its level is not set yet."""
    sound = np.zeros(BAR * len(CHORDS))
    for start, note in _notes():
        places = (start + np.arange(len(note))) % len(sound)
        np.add.at(sound, places, note)
    return _room(sound)


def _notes() -> Iterator[tuple[int, Samples]]:
    for bar, chord in enumerate(CHORDS):
        start = bar * BAR
        yield start, 0.36 * _piano(chord[0] + 12, 4.0)
        yield from ((start - EIGHTH, 0.10 * _pad(note)) for note in chord[1:4])
        for step, (which, touch) in enumerate(zip(WALK, TOUCH, strict=True)):
            yield start + step * EIGHTH, 0.55 * touch * _piano(chord[which], 2.6)
    for (bar, step), note in SONG.items():
        yield bar * BAR + step * EIGHTH, 0.25 * _piano(note, 3.0)


def _hertz(note: int) -> float:
    return 440 * 2 ** ((note - 69) / 12)


def _piano(note: int, seconds: float) -> Samples:
    """A struck tine: overtones die before the tone itself; 8 ms of attack, no click."""
    t = np.arange(int(seconds * RATE)) / RATE
    overtones = ((1, 1.0, 1.6), (2, 0.55, 2.2), (3, 0.26, 3.2), (4, 0.14, 5.0), (7, 0.04, 12.0))
    audible = [(times, level, decay) for times, level, decay in overtones if times * _hertz(note) < 3400]
    tone = sum(
        level * np.sin(2 * np.pi * times * _hertz(note) * t) * np.exp(-decay * t) for times, level, decay in audible
    )
    return tone * np.minimum(1, t / 0.008) * np.minimum(1, (seconds - t) / 0.3)


def _pad(note: int) -> Samples:
    """Two slightly detuned voices that swell over an eighth and fade over the next chord's beginning."""
    seconds = (BAR + 2 * EIGHTH) / RATE
    t = np.arange(BAR + 2 * EIGHTH) / RATE
    voices = [
        np.sin(2 * np.pi * _hertz(note) * detune * times * t) / times**2
        for detune in (0.998, 1.002)
        for times in (1, 2, 3)
    ]
    swell = np.minimum(1, t / 1.06) * np.minimum(1, (seconds - t) / 1.06)
    return np.sum(voices, axis=0) * np.sin(np.pi / 2 * swell) ** 2


def _room(dry: Samples) -> Samples:
    """Echoes that get duller, round the circle."""
    wet, echo = dry.copy(), dry
    for delay, level in ((3 * EIGHTH // 2, 0.22), (3 * EIGHTH // 2, 0.11), (1931, 0.07)):
        echo = np.roll((echo + np.roll(echo, 1) + np.roll(echo, 2)) / 3, delay)
        wet += level * echo
    return wet
