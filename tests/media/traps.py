"""The files that are refused, by file name, each with the sentence that the person reads."""

import numpy as np

from bot.media import melody as says
from tests.media import corpus
from tests.media.corpus import Maker, encode, song, tone, write_wav

TRAPS: dict[str, tuple[Maker, str]] = {
    "bomb.flac": (corpus.flac_bomb, says.TOO_LONG),
    "wide-bomb.flac": (lambda f: corpus.flac_bomb(f, rate=192_000, channels=8), says.TOO_LONG),
    "playlist.mp3": (corpus.playlist, says.NOT_SOUND),
    "concat.mp3": (corpus.concat, says.NOT_SOUND),
    "text.mp3": (lambda f: f.write_text("Это не песня. " * 999), says.NOT_SOUND),
    "picture.mp3": (lambda f: f.write_bytes(corpus.png(64)), says.NOT_SOUND),
    "huge-picture.png": (lambda f: f.write_bytes(corpus.png(16_384)), says.NOT_SOUND),
    "archive.mp3": (corpus.zipped, says.NOT_SOUND),
    "garbage.mp3": (corpus.garbage, says.NOT_SOUND),
    "empty.mp3": (lambda f: f.write_bytes(b""), says.EMPTY),
    "header-without-end.ogg": (lambda f: f.write_bytes(b"OggS" + bytes(999)), says.BROKEN),
    "one-byte.wav": (lambda f: f.write_bytes(b"R"), says.NOT_SOUND),
    "big.wav": (lambda f: corpus.sparse(f, 20 * 2**20 + 1), says.TOO_BIG),
    "zeros.wav": (lambda f: corpus.sparse(f, 19 * 2**20), says.NOT_SOUND),
    "six-minutes.mp3": (
        lambda f: encode(f, "-b:a", "32k", x=np.tile(song(6, 8000, 1), (60, 1)), rate=8000),
        says.TOO_LONG,
    ),
    "silence.wav": (lambda f: write_wav(f, np.zeros(99_000)), says.SILENT),
    "hiss.wav": (lambda f: write_wav(f, 1e-4 * np.random.default_rng(1).standard_normal(99_000)), says.SILENT),
    "only-bats.wav": (lambda f: write_wav(f, tone(12_000), 48_000), says.SILENT),
    "click.wav": (lambda f: write_wav(f, song(0.5)), says.TOO_SHORT),
    "click-in-silence.wav": (
        lambda f: write_wav(f, np.concatenate([np.zeros((90_000, 2)), song(0.5), np.zeros((90_000, 2))])),
        says.TOO_SHORT,
    ),
    "stub.mp3": (lambda f: corpus.cut(f, 0.05), says.TOO_SHORT),
    "header-only.wav": (lambda f: (write_wav(f, song()), f.write_bytes(f.read_bytes()[:44])), says.BROKEN),
    "cut.m4a": (lambda f: corpus.cut(f, 0.5), says.BROKEN),
    "tag-to-nowhere.mp3": (lambda f: f.write_bytes(corpus.id3(b"x" * 999, claimed=2**27)), says.BROKEN),
    "silent-film.mp4": (corpus.video, says.NO_SOUND),
}
