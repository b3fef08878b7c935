"""Sound: a song to telephone sound, a voicemail to a voice message, each against what ffmpeg alone takes."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.measure import Job, Row, medians
from bot.media.ffmpeg import Ffmpeg, find_program
from bot.media.melody import make_melody
from bot.media.sounds import ASSETS, DEFAULT_HOLD
from bot.media.voice import make_voice
from tests.media.meter import read
from tools.prompts.tones import write


def rows() -> Iterator[Row]:
    """(path, our seconds, the floor's seconds, goal), medians of interleaved rounds."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        song, speech = _song(folder), _speech(folder)
        ffmpeg, out = Ffmpeg(folder / "work"), folder / "out"
        loudnorm = _plain(song, "-af", "loudnorm", "-ar", "8000", "-ac", "1", folder / "floor.wav")
        melody = medians(lambda: make_melody(ffmpeg, song, out), loudnorm, 3)
        yield ("melody: mp3 180 s -> 8 kHz mono, -16 LUFS", *melody, "<= 0.12 of ffmpeg -af loudnorm")
        opus = _plain(speech, "-c:a", "libopus", "-b:a", "24k", folder / "floor.ogg")
        voice = medians(lambda: make_voice(ffmpeg, speech, out), opus, 9)
        yield ("voice: 8 kHz wav 180 s -> OGG/OPUS", *voice, "<= 0.4 of ffmpeg -c:a libopus -b:a 24k")
        size = (float(out.stat().st_size), float((folder / "floor.ogg").stat().st_size))
        yield ("voice: the file's bytes", *size, "<= 1.0 of the same")


def _plain(source: Path, *options: str | Path) -> Job:
    command = [find_program(), "-nostdin", "-v", "error", "-y", "-i", source, *options]
    return lambda: subprocess.run(command, check=True)


def _song(folder: Path) -> Path:
    """Three minutes of music as an mp3 of 192 kbit/s, stereo, 44.1 kHz."""
    loop = _plain(DEFAULT_HOLD, "-af", "aloop=-1:size=300000", "-t", "180", *MP3, folder / "song.mp3")
    loop()
    return folder / "song.mp3"


MP3 = ("-ar", "44100", "-ac", "2", "-b:a", "192k")


def _speech(folder: Path) -> Path:
    """Three minutes of our own prompts one after another, as the PBX records them."""
    said = np.concatenate([read(file)[0] for file in sorted((ASSETS / "prompt").rglob("*.wav"))])
    write(folder / "speech.wav", np.resize(said, 180 * 8000))
    return folder / "speech.wav"


if __name__ == "__main__":
    for path, ours, floor, goal in rows():
        print(f"{path:45} {ours:10.3f} / {floor:10.3f} = {ours / floor:.3f}   goal {goal}")
