"""ffmpeg in a cage: a process of its own that may take only so much memory, time and disk.

Files from outside are opened through `outside()`: named containers and codecs only, no network, no playlists, no
pictures, no longer than `LONGEST` seconds; who asks takes the first audio stream, `0:a:0`.
"""

import logging
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import imageio_ffmpeg

log = logging.getLogger(__name__)

LONGEST = 301  # seconds that are read: one more than is accepted, so that "too long" can be told from "just fits"

PREFIX = "sound-"  # of a job's folder

CONTAINERS = ("mp3", "wav", "ogg", "mov", "matroska", "flac", "aac")
CODECS = (
    *("mp3", "mp3float", "mp2", "mp2float", "aac", "vorbis", "opus", "libopus", "flac", "alac"),
    *("amrnb", "libopencore_amrnb", "adpcm_ms", "adpcm_ima_wav", "adpcm_ima_qt"),
    *("pcm_u8", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_f32le", "pcm_f64le"),
    *("pcm_alaw", "pcm_mulaw"),
)

# How a wav of ours is opened: as what it is, in large packets, as each one is handed from thread to thread four times.
OURS = ("-f", "wav", "-max_size", "65536", "-i")

# Limits are set by the shell just before ffmpeg: Python's preexec_fn can deadlock in a program with threads.
# RLIMIT_DATA (-d) counts private memory and so means the same for a static program of 170 MB and one with a hundred
# libraries; RLIMIT_AS does not. A thread counts with its whole stack (hence -s) and arena (hence MALLOC_ARENA_MAX).
CAGE = 'ulimit -c 0 && ulimit -s 2048 && ulimit -d "$1" && ulimit -t "$2" && ulimit -f "$3" && shift 3 && exec "$@"'


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may take: bytes of memory and of any file it writes, seconds of processor and of wall time."""

    memory: int = 100 * 2**20
    output: int = 64 * 2**20
    processor: int = 10
    wall: float = 30.0


class Failed(Exception):
    """ffmpeg gave up or ran into a limit; the text is both ends of what it said."""


def find_program() -> str:
    """The system's ffmpeg, else the one in the wheel of imageio-ffmpeg. `RuntimeError` when there is neither."""
    return shutil.which("ffmpeg") or str(imageio_ffmpeg.get_ffmpeg_exe())


def outside(source: str, container: str = "") -> tuple[str, ...]:
    """How a file from outside is opened; without a `container` ffmpeg finds out from the content."""
    return (
        *(("-f", container) if container else ()),
        *("-protocol_whitelist", "file,pipe", "-format_whitelist", ",".join(CONTAINERS)),
        *("-codec_whitelist", ",".join(CODECS), "-max_alloc", str(50 * 2**20)),
        *("-threads", "1", "-vn", "-sn", "-dn", "-t", str(LONGEST), "-i", source),
        *("-map_metadata", "-1", "-t", str(LONGEST)),
    )


class Ffmpeg:
    """Runs ffmpeg under limits, each job in a private folder below `folder`, which is gone when the job is."""

    def __init__(self, folder: Path, program: str | None = None, limits: Limits | None = None) -> None:
        self._folder = folder
        self._program = program or find_program()
        self._limits = limits or Limits()

    def sweep(self) -> None:
        """Remove the folders of jobs that a killed process left; a running job is never an hour old."""
        for desk in self._folder.glob(f"{PREFIX}*"):
            if time.time() - desk.stat().st_mtime > 3600:
                shutil.rmtree(desk)

    @contextmanager
    def desk(self) -> Iterator["Desk"]:
        """A private folder (mode 700) to work in."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=PREFIX, dir=self._folder) as name:
            yield Desk(Path(name), self._program, self._limits)


@dataclass(frozen=True, slots=True)
class Desk:
    """One job's folder. File names in `run` are relative to it."""

    folder: Path
    program: str
    limits: Limits

    def bring(self, source: Path) -> str:
        """Put a file on the desk under a name of ours, so that its own name means nothing; returns that name."""
        (self.folder / "source").symlink_to(source.resolve(strict=True))
        return "source"

    def run(self, *arguments: str) -> str:
        """Run ffmpeg to its end and return both ends of its log. `Failed` when it did not succeed."""
        said = self.folder / "log"  # a file, so that endless complaints meet the limit of output, not our memory
        with said.open("wb") as out:
            code = self._wait(self._command(arguments), out.fileno())
        text = _ends(said)
        if code == 0:
            return text
        log.info("ffmpeg ended with %s: %r", code, text.strip()[-300:])
        if "No space left on device" in text:
            raise OSError(f"ffmpeg found no space left in {self.folder}")
        raise Failed(text)

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        memory, blocks = self.limits.memory // 1024, self.limits.output // 512
        cage = ["/bin/sh", "-c", CAGE, "cage", str(memory), str(self.limits.processor), str(blocks)]
        return [*cage, self.program, "-nostdin", "-hide_banner", "-nostats", "-y", "-filter_threads", "1", *arguments]

    def _wait(self, command: list[str], out: int) -> int:
        try:
            done = subprocess.run(
                command,
                cwd=self.folder,
                env={"MALLOC_ARENA_MAX": "1", "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,  # it stays empty; its end is the end, seen at once (a wait polls every 50 ms)
                stderr=out,
                timeout=self.limits.wall,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise Failed(f"no end after {self.limits.wall} s") from late
        return done.returncode


def _ends(file: Path, size: int = 8192) -> str:
    """The beginning and the end of a log that may be long."""
    with file.open("rb") as log_file:
        first = log_file.read(size)
        log_file.seek(max(log_file.tell(), file.stat().st_size - size))
        return (first + log_file.read()).decode(errors="replace")
