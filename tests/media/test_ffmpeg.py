"""The cage around ffmpeg: its limits hold, its folder goes, what it prints means nothing."""

import asyncio
import os
from pathlib import Path

import pytest

from bot.media.audio import Audio
from bot.media.ffmpeg import CODECS, CONTAINERS, Failed, Ffmpeg, Limits, outside
from bot.media.files import put

NOISE = ("-f", "lavfi", "-i", "anoisesrc=d=600", "-f", "wav")


@pytest.mark.parametrize(
    ("limits", "arguments"),
    [
        (Limits(memory=10 * 2**20), ("-f", "lavfi", "-i", "sine=d=1", "-f", "null", "-")),
        (Limits(output=100_000), (*NOISE, "noise.wav")),
        (Limits(wall=0.2), ("-re", *NOISE, "noise.wav")),
        (Limits(processor=1), ("-f", "lavfi", "-i", "anoisesrc=d=36000", "-af", "loudnorm", "-f", "null", "-")),
    ],
    ids=["memory", "output", "wall time", "processor time"],
)
def test_limit_ends_the_run(tmp_path: Path, limits: Limits, arguments: tuple[str, ...]) -> None:
    with Ffmpeg(tmp_path, limits=limits).desk() as desk, pytest.raises(Failed):
        desk.run(*arguments)
    assert list(tmp_path.iterdir()) == []


def test_desk_is_private_and_goes(tmp_path: Path) -> None:
    with Ffmpeg(tmp_path).desk() as desk:
        assert desk.folder.stat().st_mode & 0o777 == 0o700
    assert not desk.folder.exists()


def test_folder_left_by_a_killed_process_goes_at_the_next_start_and_a_running_one_stays(tmp_path: Path) -> None:
    (tmp_path / "sound-dead").mkdir()
    (tmp_path / "sound-dead" / "pcm").write_bytes(b"x")
    os.utime(tmp_path / "sound-dead", (0, 0))
    with Ffmpeg(tmp_path).desk() as running:
        Audio(tmp_path)
        assert list(tmp_path.iterdir()) == [running.folder]


def test_disk_full_is_not_the_fault_of_the_file(tmp_path: Path) -> None:
    with Ffmpeg(tmp_path).desk() as desk, pytest.raises(OSError, match="no space left"):
        desk.run("-f", "lavfi", "-i", "sine=d=60", "-f", "wav", "/dev/full")


def test_environment_of_ours_does_not_reach_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FFREPORT", f"file={tmp_path / 'report'}")
    with Ffmpeg(tmp_path / "work").desk() as desk:
        desk.run("-f", "lavfi", "-i", "sine=d=1", "-f", "null", "-")
    assert not (tmp_path / "report").exists()


def test_whitelists_name_no_playlist_no_network_and_no_picture() -> None:
    given = outside("source")
    assert given[given.index("-protocol_whitelist") + 1] == "file,pipe"
    assert not {"hls", "concat", "image2", "dash", "sdp", "lavfi"} & set(CONTAINERS)
    assert not {"png", "mjpeg", "h264", "gif"} & set(CODECS)


async def test_cancelled_job_keeps_its_place_among_those_at_once(tmp_path: Path) -> None:
    """The second job starts only when ffmpeg of the first, cancelled one has ended: both write to one pipe in turn."""
    program, pipe = tmp_path / "slow-ffmpeg", tmp_path / "pipe"
    program.write_text(f"#!/bin/sh\necho started > {pipe}\nread go < {pipe}\nexit 1\n")
    program.chmod(0o755)
    os.mkfifo(pipe)
    (tmp_path / "in.wav").touch()
    audio = Audio(tmp_path / "work", at_once=1, ffmpeg=Ffmpeg(tmp_path / "work", str(program)))
    first, second = (asyncio.create_task(audio.voice(tmp_path / "in.wav", tmp_path / f"{n}.ogg")) for n in "12")
    assert await asyncio.to_thread(pipe.read_text) == "started\n"
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert len(list((tmp_path / "work").iterdir())) == 1
    await asyncio.to_thread(pipe.write_text, "go\n")
    assert await asyncio.to_thread(pipe.read_text) == "started\n"
    assert len(list((tmp_path / "work").iterdir())) == 1
    await asyncio.to_thread(pipe.write_text, "go\n")
    with pytest.raises(Failed):
        await second


def test_file_appears_whole_over_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "made").write_bytes(b"new")
    (tmp_path / "into").write_bytes(b"old")
    put(tmp_path / "made", tmp_path / "into")
    assert (tmp_path / "into").read_bytes() == b"new"
    assert {file.name for file in tmp_path.iterdir()} == {"made", "into"}


def test_failed_copy_keeps_the_old_file_and_leaves_no_other(tmp_path: Path) -> None:
    (tmp_path / "into").write_bytes(b"old")
    with pytest.raises(FileNotFoundError):
        put(tmp_path / "missing", tmp_path / "into")
    assert (tmp_path / "into").read_bytes() == b"old"
    assert {file.name for file in tmp_path.iterdir()} == {"into"}
