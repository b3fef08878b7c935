"""The sounds that come with Gudok are all there, and as loud and as long as they should be."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.domain.sounds import BEEP, RINGBACK, Sound, hold_music, prompt
from bot.media.sounds import ASSETS, DEFAULT_HOLD, default_path
from tests.media.meter import lufs, read, tone_db, true_peak
from tools.prompts.music import BAR, CHORDS, render
from tools.prompts.texts import LANGUAGES, texts

TEXTS = texts()


@pytest.mark.parametrize(("language", "name"), TEXTS)
def test_prompt_is_spoken_at_an_even_level_and_a_clear_pace(language: str, name: str) -> None:
    x, rate = read(default_path(prompt(name, language)))
    assert rate == 8000
    assert lufs(x, rate) == pytest.approx(-16, abs=0.5)
    assert true_peak(x) <= -1
    assert 8 <= len(TEXTS[language, name]) / (len(x) / rate) <= 18  # characters a second


def test_every_prompt_file_has_a_text_in_both_languages() -> None:
    files = {(file.parent.name, file.stem) for file in (ASSETS / "prompt").rglob("*.wav")}
    assert files == set(TEXTS)
    assert {language for language, _ in TEXTS} == set(LANGUAGES)


def test_beep_is_1_khz_as_loud_as_speech_with_soft_ends() -> None:
    x, rate = read(default_path(BEEP))
    assert len(x) / rate == pytest.approx(0.4)
    assert lufs(x, rate) == pytest.approx(-16, abs=0.5)
    assert tone_db(x, rate, 1000) > tone_db(x, rate, 2000) + 60
    assert max(abs(x[0]), abs(x[-1])) < 0.001


def test_ringing_tone_is_a_second_of_425_hz_then_silence() -> None:
    x, rate = read(default_path(RINGBACK))
    assert len(x) / rate == pytest.approx(5.0)
    assert tone_db(x[:rate], rate, 425) > tone_db(x[:rate], rate, 850) + 60
    assert abs(x[rate:]).max() == 0


def test_hold_music_is_a_loop_of_half_a_minute_without_a_seam() -> None:
    x, rate = read(DEFAULT_HOLD)
    assert 30 <= len(x) / rate <= 40
    assert len(x) == BAR * len(CHORDS)
    assert lufs(x, rate) == pytest.approx(-16, abs=0.5)
    assert true_peak(x) <= -1
    around = np.abs(np.diff(np.concatenate([x[-400:], x[:400]]), 2))
    assert around[398:400].max() <= around.max() / 2  # the joint bends no more sharply than the music around it


def test_hold_music_is_calm_and_within_a_telephones_hearing() -> None:
    x, rate = read(DEFAULT_HOLD)
    levels = [20 * np.log10(np.sqrt(np.mean(x[i : i + rate] ** 2))) for i in range(0, len(x) - rate, rate)]
    assert max(levels) - min(levels) < 8
    power, hertz = np.abs(np.fft.rfft(x)) ** 2, np.fft.rfftfreq(len(x), 1 / rate)
    assert power[(hertz > 250) & (hertz < 3400)].sum() > 0.9 * power.sum()


def test_committed_hold_music_is_what_the_script_renders() -> None:
    x, _ = read(DEFAULT_HOLD)
    made = render()
    assert np.abs(made * (x @ made) / (made @ made) - x).max() < 1e-4


def test_everything_together_is_small() -> None:
    assert sum(file.stat().st_size for file in ASSETS.rglob("*.wav")) < 3 * 2**20


def test_company_without_a_song_has_our_hold_music() -> None:
    assert default_path(hold_music(17)) == DEFAULT_HOLD


@pytest.mark.parametrize(
    "name", ["", "nonsense", "prompt/de/goodbye", "prompt/ru/none", "prompt/ru/../../beep", "beep\n"]
)
def test_unknown_sound_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        default_path(Sound(name))


def test_tool_names_what_is_missing_and_changes_nothing(tmp_path: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in ASSETS.rglob("*.wav")}
    code = "import sys; from tools.prompts.__main__ import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "espeak-ng" in done.stdout
    assert "sudo apt-get install festival festvox-ru" in done.stdout
    assert {file: file.stat().st_mtime_ns for file in ASSETS.rglob("*.wav")} == before
