"""A voicemail as Telegram takes it."""

import struct
import subprocess
from pathlib import Path

import numpy as np
import pytest

from bot.media.audio import Audio
from bot.media.ffmpeg import Failed, find_program
from tests.media.corpus import song, tone, write_wav
from tests.media.meter import Samples, read, tone_db


def decode(file: Path) -> tuple[Samples, int]:
    wav = file.with_suffix(".decoded.wav")
    subprocess.run([find_program(), "-v", "error", "-xerror", "-i", file, "-ac", "1", wav], check=True)
    return read(wav)


async def test_what_the_caller_said_is_in_the_voice_message(tmp_path: Path) -> None:
    write_wav(tmp_path / "in.wav", 0.5 * tone(440, 2.5, 8000), 8000)
    made = await Audio(tmp_path / "work").voice(tmp_path / "in.wav", tmp_path / "out.ogg")
    x, rate = decode(made.file)
    assert rate == 48_000
    assert len(x) / rate == pytest.approx(2.5, abs=0.07)
    assert made.seconds == pytest.approx(2.5, abs=0.01)
    assert tone_db(x, rate, 440) == pytest.approx(-6, abs=1)
    assert tone_db(x, rate, 880) < -40


async def test_three_minutes_are_under_a_mebibyte(tmp_path: Path) -> None:
    write_wav(tmp_path / "in.wav", np.tile(song(6, 8000, 1), (30, 1)), 8000)
    made = await Audio(tmp_path / "work").voice(tmp_path / "in.wav", tmp_path / "out.ogg")
    assert made.seconds == pytest.approx(180, abs=0.01)
    assert made.file.stat().st_size < 2**20


async def test_header_is_mono_opus_at_48_khz(tmp_path: Path) -> None:
    write_wav(tmp_path / "in.wav", song(rate=8000, channels=1), 8000)
    made = await Audio(tmp_path / "work").voice(tmp_path / "in.wav", tmp_path / "out.ogg")
    magic, version, channels, _, rate = struct.unpack_from("<8sBBHI", made.file.read_bytes(), 28)
    assert (magic, version, channels, rate) == (b"OpusHead", 1, 1, 48_000)


async def test_what_is_no_wav_is_a_bug_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "in.wav").write_text("not a recording")
    with pytest.raises(Failed):
        await Audio(tmp_path / "work").voice(tmp_path / "in.wav", tmp_path / "out.ogg")
    assert not (tmp_path / "out.ogg").exists()
    assert list((tmp_path / "work").iterdir()) == []
