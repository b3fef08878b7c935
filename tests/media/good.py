"""The songs that are taken, by file name."""

import numpy as np

from tests.media import corpus
from tests.media.corpus import Maker, encode, song, tone, write_wav


def _direct_current(file: corpus.Path) -> None:
    write_wav(file, np.clip(song(channels=1) * 0.3 + 0.6, -1, 1))


GOOD: dict[str, Maker] = {
    "song.mp3": encode,
    "song.wav": encode,
    "song.flac": encode,
    "song.m4a": encode,
    "voice.ogg": lambda f: encode(f, "-c:a", "libopus", "-ac", "1", "-b:a", "24k"),
    "vorbis.ogg": lambda f: encode(f, "-c:a", "libvorbis"),
    "note.mp4": lambda f: corpus.video(f, "-map", "1:a", "-c:a", "aac"),
    "clip.webm": lambda f: corpus.video(f, "-map", "1:a", "-c:a", "libopus"),
    "three.ogg": corpus.two_streams,
    "named-wrong.txt": lambda f: (encode(f.with_suffix(".mp3")), f.with_suffix(".mp3").rename(f)),
    "-y Песня; rm 'x'.mp3": lambda f: (encode(f.with_name("x.mp3")), f.with_name("x.mp3").rename(f)),
    "half.mp3": lambda f: corpus.cut(f, 0.6),
    "endless.wav": lambda f: corpus.lying_wav(f, 0xFFFFFFFF),
    "nothing-follows.wav": lambda f: corpus.lying_wav(f, 0),
    "cover.mp3": corpus.big_cover,
    "tag.mp3": lambda f: corpus.tagged_mp3(f, corpus.id3(bytes(range(1, 256)) * 20)),
    "tagged.flac": lambda f: (encode(f), f.write_bytes(corpus.id3(bytes(2**21)) + f.read_bytes())),
    "raw.aac": encode,
    "8k.wav": lambda f: write_wav(f, song(rate=8000, channels=1), 8000),
    "22k.wav": lambda f: write_wav(f, song(rate=22_050, channels=1), 22_050),
    "96k.flac": lambda f: encode(f, rate=96_000),
    "surround.flac": lambda f: encode(f, x=song(channels=6)),
    "24bit.wav": lambda f: encode(f, "-c:a", "pcm_s24le"),
    "float.wav": lambda f: encode(f, "-c:a", "pcm_f32le"),
    "a-law.wav": lambda f: encode(f, "-c:a", "pcm_alaw", "-ar", "8000", "-ac", "1"),
    "quiet.wav": lambda f: write_wav(f, song() * 0.02),
    "loud.wav": lambda f: write_wav(f, np.clip(song() * 8, -1, 1)),
    "direct-current.wav": _direct_current,
    "square.wav": lambda f: write_wav(f, np.sign(tone(330, rate=44_100))),
    "high-square.wav": lambda f: write_wav(f, np.sign(tone(1_999, rate=44_100))),
    "like-mpeg-ts.wav": lambda f: write_wav(f, 0.9 * tone(6000) + 0.01 * tone(1000), 48_000),
    "silence-around.wav": lambda f: write_wav(
        f, np.concatenate([np.zeros((90_000, 2)), song(), np.zeros((90_000, 2))])
    ),
}
