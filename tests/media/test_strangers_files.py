"""What strangers send becomes a melody or one clear sentence, and never costs more than it may."""

import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.media.good import GOOD
from tests.media.measured import Result, measure
from tests.media.meter import lufs, read, true_peak
from tests.media.traps import TRAPS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("strangers")


@pytest.fixture(scope="module")
def results(folder: Path) -> Iterator[dict[str, Result]]:
    (folder / "sent").mkdir()
    (folder / "made").mkdir()
    makers = GOOD | {name: make for name, (make, _) in TRAPS.items()}
    for name, make in makers.items():
        make(folder / "sent" / name)
    yield measure(folder / "made", [folder / "sent" / name for name in makers])
    for file in (folder / "sent").iterdir():
        file.unlink()


@pytest.mark.parametrize("name", GOOD)
def test_song_in_any_shape_becomes_even_telephone_sound(name: str, results: dict[str, Result], folder: Path) -> None:
    assert results[name]["refused"] == ""
    x, rate = read(folder / "made" / f"{name}.wav")
    assert rate == 8000
    assert len(x) / rate == pytest.approx(results[name]["length"], abs=0.02)
    assert lufs(x, rate) == pytest.approx(-16.0, abs=0.5)
    assert true_peak(x) <= -1.0


@pytest.mark.parametrize(("name", "sentence"), [(name, sentence) for name, (_, sentence) in TRAPS.items()])
def test_trap_is_refused_with_one_sentence(name: str, sentence: str, results: dict[str, Result], folder: Path) -> None:
    assert results[name]["refused"] == sentence
    assert not (folder / "made" / f"{name}.wav").exists()


@pytest.mark.parametrize("name", [*GOOD, *TRAPS])
def test_no_file_costs_more_than_5_seconds_and_150_megabytes(name: str, results: dict[str, Result]) -> None:
    assert results[name]["seconds"] < 5
    assert results[name]["ffmpeg_mb"] < 150
    assert results[name]["our_mb"] < 150


def test_nothing_is_left_behind(results: dict[str, Result], folder: Path) -> None:
    assert list((folder / "made" / "work").iterdir()) == []
    assert {file.name for file in (folder / "made").iterdir()} == {"work", *(f"{name}.wav" for name in GOOD)}


def test_silence_around_a_song_is_cut(results: dict[str, Result]) -> None:
    assert results["silence-around.wav"]["length"] == pytest.approx(4.1, abs=0.1)


def test_header_that_lies_does_not_change_the_length(results: dict[str, Result]) -> None:
    assert results["endless.wav"]["length"] == results["nothing-follows.wav"]["length"] == results["song.wav"]["length"]


def test_made_wav_has_nothing_but_format_and_data(results: dict[str, Result], folder: Path) -> None:
    made = folder / "made" / "tag.mp3.wav"
    with wave.open(str(made)) as wav:
        assert made.stat().st_size == 44 + 2 * wav.getnframes()
