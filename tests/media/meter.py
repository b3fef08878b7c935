"""A meter of our own, to judge ffmpeg's: ITU-R BS.1770-4 in numpy, K-weighting in the frequency domain."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]

# The two biquads of BS.1770-4 at 48 kHz (tables 1 and 2): the shelf of the head, the high pass.
SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))


def read(file: Path) -> tuple[Samples, int]:
    """A mono 16-bit wav as floats of -1...1, and its rate."""
    with wave.open(str(file)) as wav:
        assert (wav.getnchannels(), wav.getsampwidth()) == (1, 2)
        return np.frombuffer(wav.readframes(wav.getnframes()), "<i2") / 32768, wav.getframerate()


def lufs(x: Samples, rate: int) -> float:
    """Integrated loudness, gated at -70 LUFS and at 10 LU under the mean."""
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(2 * len(x), 1 / rate) / 48_000)
    response = np.prod([np.polyval(b[::-1], z) / np.polyval(a[::-1], z) for b, a in (SHELF, HIGH_PASS)], axis=0)
    weighted = np.fft.irfft(np.fft.rfft(x, 2 * len(x)) * response)[: len(x)]
    step, block = rate // 10, rate * 4 // 10
    energy = np.array([np.mean(weighted[i : i + block] ** 2) for i in range(0, len(x) - block + 1, step)])
    energy = energy[_loudness(energy) > -70]
    if not len(energy):
        return float("-inf")
    return float(_loudness(energy[_loudness(energy) > _loudness(energy.mean()) - 10].mean()))


def _loudness(energy: Samples) -> Samples:
    return -0.691 + 10 * np.log10(energy + 1e-20)


def true_peak(x: Samples) -> float:
    """The highest point between and on the samples, dBTP: 16-fold oversampling by the sinc of the whole file."""
    spectrum = np.fft.rfft(x)
    return float(20 * np.log10(np.abs(np.fft.irfft(spectrum, 16 * len(x)) * 16).max() + 1e-20))


def tone_db(x: Samples, rate: int, hertz: float) -> float:
    """Level of a tone, dB below full scale, from the middle of the sound."""
    middle = x[len(x) // 4 : len(x) * 3 // 4]
    window = np.blackman(len(middle))
    k = np.exp(-2j * np.pi * hertz / rate * np.arange(len(middle)))
    return float(20 * np.log10(2 * abs(np.sum(middle * window * k)) / window.sum() + 1e-20))
