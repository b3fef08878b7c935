"""The beat, and the files that are played on it."""

import asyncio
import time
import wave
from pathlib import Path

import pytest

from bot.pbx.local.frames import FRAME, FRAME_BYTES, Metronome, beat_at, wav_frames
from tests.audio import read_wav, tone, write_wav


async def test_the_beat_does_not_drift() -> None:
    loop = asyncio.get_running_loop()
    metronome = Metronome()
    first = await metronome.beat()
    for _ in range(5000):
        last = await metronome.beat()
    assert last == first + 5000
    assert loop.time() == pytest.approx(last * FRAME, abs=1e-6)
    assert beat_at(loop.time()) == last


@pytest.mark.real_time
async def test_one_who_was_held_up_gets_the_missed_beats_at_once() -> None:
    loop = asyncio.get_running_loop()
    metronome = Metronome()
    first = await metronome.beat()
    time.sleep(0.2)  # noqa: ASYNC251 - the loop is held up
    for _ in range(10):
        await metronome.beat()
    assert loop.time() - first * FRAME < 0.3


def test_the_last_frame_is_filled_up(tmp_path: Path) -> None:
    frames = list(wav_frames(write_wav(tmp_path / "x.wav", tone(440, 0.05))))
    assert [len(frame) for frame in frames] == [FRAME_BYTES] * 3
    assert b"".join(frames).startswith(read_wav(tmp_path / "x.wav"))


def test_an_empty_file_is_one_frame_of_silence(tmp_path: Path) -> None:
    assert list(wav_frames(write_wav(tmp_path / "x.wav", b""))) == [bytes(FRAME_BYTES)]


def test_another_format_is_refused(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "x.wav"), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(bytes(640))
    with pytest.raises(ValueError, match="not an 8 kHz mono"):
        list(wav_frames(tmp_path / "x.wav"))
