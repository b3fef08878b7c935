"""Makes melodies in a process of its own and says what each took: `python -m tests.media.measured FOLDER FILE...`.

A process of its own, because the kernel counts the memory of pytest into the peak of the children that it starts (and
this one's into ffmpeg's: what is printed for ffmpeg is at least our own). For the same reason our own peak is
taken from /proc and not from getrusage.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import TypedDict

from bot.domain.errors import Refused
from bot.media.ffmpeg import Ffmpeg
from bot.media.melody import make_melody


class Result(TypedDict):
    """What became of one file. Memory is the highest so far, of ffmpeg and of our own process."""

    refused: str
    length: float
    seconds: float
    ffmpeg_mb: float
    our_mb: float


def measure(folder: Path, files: list[Path]) -> dict[str, Result]:
    """Make a melody of each, in a fresh process; the wavs are in `folder` under the names of the sources."""
    command = [sys.executable, "-m", "tests.media.measured", folder, *files]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    results: dict[str, Result] = json.loads(said)
    return results


def _one(folder: Path, source: Path) -> Result:
    started, refused, length = time.monotonic(), "", 0.0
    try:
        length = make_melody(Ffmpeg(folder / "work"), source, folder / f"{source.name}.wav").seconds
    except Refused as no:
        refused = no.text
    took = time.monotonic() - started
    ffmpeg_mb = getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024
    return Result(refused=refused, length=length, seconds=took, ffmpeg_mb=ffmpeg_mb, our_mb=_our_peak())


def _our_peak() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    out, *sources = map(Path, sys.argv[1:])
    json.dump({source.name: _one(out, source) for source in sources}, sys.stdout)
