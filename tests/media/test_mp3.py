"""A voicemail as a mail program plays it."""

from pathlib import Path

import numpy as np
import pytest

from bot.media.audio import Audio
from bot.media.ffmpeg import Failed
from tests.media.corpus import song, tone, write_wav
from tests.media.meter import tone_db
from tests.media.test_voice import decode


async def test_what_the_caller_said_is_in_the_mp3(tmp_path: Path) -> None:
    write_wav(tmp_path / "in.wav", 0.5 * tone(440, 2.5, 8000), 8000)
    made = await Audio(tmp_path / "work").mp3(tmp_path / "in.wav", tmp_path / "out.mp3")
    x, rate = decode(made.file)
    assert len(x) / rate == pytest.approx(2.5, abs=0.2)
    assert made.seconds == 2.5
    assert tone_db(x, rate, 440) == pytest.approx(-6, abs=1.5)
    assert tone_db(x, rate, 880) < -35


async def test_three_minutes_are_a_small_attachment(tmp_path: Path) -> None:
    write_wav(tmp_path / "in.wav", np.tile(song(6, 8000, 1), (30, 1)), 8000)
    made = await Audio(tmp_path / "work").mp3(tmp_path / "in.wav", tmp_path / "out.mp3")
    assert made.file.stat().st_size < 400_000


async def test_what_is_no_wav_is_a_bug_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "in.wav").write_text("not a recording")
    with pytest.raises(Failed):
        await Audio(tmp_path / "work").mp3(tmp_path / "in.wav", tmp_path / "out.mp3")
    assert not (tmp_path / "out.mp3").exists()
