"""The figures of performance.md that need no floor: alias, memory of a long song, what the limiter leaves."""

from pathlib import Path

import numpy as np
import pytest

from bot.media.ffmpeg import Ffmpeg
from bot.media.melody import make_melody
from tests.media.corpus import encode, song, tone, write_wav
from tests.media.measured import measure
from tests.media.meter import lufs, read, tone_db, true_peak


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
def test_tone_of_6_khz_is_80_db_down_where_it_would_fold_to_2_khz(tmp_path: Path, rate: int) -> None:
    write_wav(tmp_path / "in.wav", 0.01 * tone(1000, rate=rate) + 0.9 * tone(6000, rate=rate), rate)
    make_melody(Ffmpeg(tmp_path / "work"), tmp_path / "in.wav", tmp_path / "out.wav")
    x, out_rate = read(tmp_path / "out.wav")
    kept = tone_db(x, out_rate, 1000) - 20 * np.log10(0.01)
    folded = tone_db(x, out_rate, 2000) - 20 * np.log10(0.9)
    assert folded - kept <= -80


def test_drums_that_need_the_limiter_still_reach_the_loudness(tmp_path: Path) -> None:
    chance = np.random.default_rng(5)
    x = 0.02 * song(6, channels=1)[:, 0]
    for start in range(0, len(x) - 9000, 22_050):
        x[start : start + 9000] += 0.9 * chance.uniform(-1, 1, 9000) * np.exp(-np.arange(9000) / 1500)
    write_wav(tmp_path / "in.wav", np.clip(x, -1, 1))
    make_melody(Ffmpeg(tmp_path / "work"), tmp_path / "in.wav", tmp_path / "out.wav")
    made, rate = read(tmp_path / "out.wav")
    assert lufs(made, rate) == pytest.approx(-16, abs=0.5)
    assert true_peak(made) <= -1.0


def test_song_of_three_minutes_takes_under_80_megabytes(tmp_path: Path) -> None:
    encode(tmp_path / "long.mp3", x=np.tile(song(6), (30, 1)))
    result = measure(tmp_path, [tmp_path / "long.mp3"])["long.mp3"]
    assert result["length"] == pytest.approx(180, abs=0.2)
    assert result["ffmpeg_mb"] < 80
    assert result["our_mb"] < 80


def test_same_song_gives_the_same_bytes(tmp_path: Path) -> None:
    write_wav(tmp_path / "in.wav", song())
    for name in ("a.wav", "b.wav"):
        make_melody(Ffmpeg(tmp_path / "work"), tmp_path / "in.wav", tmp_path / name)
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()
