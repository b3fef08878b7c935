"""Recordings on disk, over `kill -9` too."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.plan import RecordLimits
from bot.pbx.local.shelf import Shelf
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import Leg, Recorded, RecordEnd
from tests.audio import FakeSounds, has_tone, read_wav, seconds_of, tone, tone_seconds
from tests.switchboard.conftest import SONG, Board

CALLER = "+79001234567"

KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from bot.domain.plan import RecordLimits
from bot.pbx.local.switchboard import LocalSwitchboard
from tests.audio import FakeSounds, tone
from tests.virtual import VirtualLoop

async def main(folder, seconds):
    callers = asyncio.Queue()
    pbx = LocalSwitchboard(FakeSounds(), folder)
    await pbx.start(callers.put)
    phone = pbx.plug("+79001234567")
    phone.dial("+78120000001")
    leg = await callers.get()
    await leg.answer()
    phone.speak(tone(600, 60))
    asyncio.get_running_loop().call_later(seconds, os.kill, os.getpid(), signal.SIGKILL)
    await leg.record("vm-7", RecordLimits())

with asyncio.Runner(loop_factory=VirtualLoop) as runner:
    runner.run(main(Path(sys.argv[1]), float(sys.argv[2])))
"""


@pytest.mark.parametrize("seconds", [0.01, 0.3, 7.31])
async def test_a_killed_process_loses_less_than_a_second_of_a_recording(tmp_path: Path, seconds: float) -> None:
    killed = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", KILLED, str(tmp_path), str(seconds)], check=False
    )
    assert killed.returncode == -9
    pbx = LocalSwitchboard(FakeSounds(), tmp_path)
    assert await pbx.recordings() == []
    callers: asyncio.Queue[Leg] = asyncio.Queue()
    await pbx.start(callers.put)
    assert await pbx.recordings() == ["vm-7"]
    await pbx.fetch("vm-7", tmp_path / "fetched.wav")
    pcm = read_wav(tmp_path / "fetched.wav")
    assert seconds - 1 <= seconds_of(pcm) <= seconds
    assert tone_seconds(pcm, 600) >= seconds - 1.2


async def test_stopping_finishes_what_is_being_recorded(board: Board) -> None:
    phone = board.pbx.plug(CALLER)
    leg = await board.dialled(phone)
    await leg.answer()
    recording: asyncio.Task[Recorded] = asyncio.create_task(leg.record("vm-1", RecordLimits()))
    phone.speak(tone(600, 5))
    await asyncio.sleep(2)
    await board.pbx.stop()
    assert (await recording).ended_by is RecordEnd.HANG_UP
    assert await board.pbx.recordings() == ["vm-1"]


async def test_what_was_said_before_the_answer_is_not_recorded(board: Board) -> None:
    phone = board.pbx.plug(CALLER)
    leg = await board.dialled(phone)
    phone.speak(tone(600, 5))
    await leg.answer()
    await leg.record("vm-1", RecordLimits(seconds=1))
    assert not has_tone(read_wav(board.folder / "recordings" / "vm-1.wav"), 600)


async def test_a_cancelled_recording_is_kept(board: Board) -> None:
    leg = await board.dialled(board.pbx.plug(CALLER))
    await leg.answer()
    recording = asyncio.create_task(leg.record("vm-1", RecordLimits()))
    await asyncio.sleep(1)
    recording.cancel()
    await asyncio.wait([recording])
    assert await board.pbx.recordings() == ["vm-1"]


async def test_a_recording_under_the_same_name_takes_the_place_of_the_first(board: Board) -> None:
    leg = await board.dialled(board.pbx.plug(CALLER))
    await leg.answer()
    for seconds in (2.0, 1.0):
        await leg.record("vm-1", RecordLimits(seconds=seconds))
    assert seconds_of(read_wav(board.folder / "recordings" / "vm-1.wav")) == 1.0


@pytest.mark.parametrize("size", [0, 10, 44, 45, 16045])
def test_a_file_cut_anywhere_is_finished(tmp_path: Path, size: int) -> None:
    (tmp_path / "x.part").write_bytes(bytes(size))
    Shelf(tmp_path).open()
    assert seconds_of(read_wav(tmp_path / "x.wav")) == max(0, size - 44) // 2 / 8000


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".", "..", ".hidden", "/etc/passwd"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name for a recording"):
        Shelf(tmp_path).file(name)


async def test_what_can_be_played_is_known(board: Board) -> None:
    assert await board.pbx.plays(SONG)
    board.sounds[SONG].unlink()
    assert not await board.pbx.plays(SONG)
    del board.sounds[SONG]
    assert not await board.pbx.plays(SONG)


async def test_calls_die_with_the_process(board: Board) -> None:
    await board.dialled(board.pbx.plug(CALLER))
    await board.pbx.provision(())
    assert await board.pbx.survivors() == []


def test_a_recording_is_a_wav_that_anything_reads(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.open()
    with shelf.begin("vm-1") as recording:
        recording.write(tone(600, 0.5))
        assert recording.seconds == 0.5
    assert has_tone(read_wav(shelf.file("vm-1")), 600, 0.4)
