"""What a caller said becomes what Telegram plays as a voice message."""

from pathlib import Path

from bot.media.ffmpeg import OURS, Desk, Ffmpeg
from bot.media.files import put
from bot.media.ogg import play_at_48k, seconds
from bot.ports import Made

# Encoding is most of the time from hang-up to the message: the cheapest mode of libopus, frames of 60 ms as Telegram's
# own apps make them, no guessing at what we know. 24 kbit/s is ample for 4 kHz of bandwidth.
READ = ("-probesize", "32768", "-analyzeduration", "0", *OURS)
OPUS = (
    *("-c:a", "libopus", "-application", "lowdelay", "-compression_level", "0"),
    *("-frame_duration", "60"),
)
BEST, WORST = 24_000, 6_000  # bits a second
LARGEST = 900 * 2**10  # bytes, with room for what OGG adds
WAV_RATE = 16_000  # bytes a second of what the PBX records
SHAPE = ("-ac", "1", "-ar", "8000", "-map_metadata", "-1", "-bitexact", "-f", "ogg")


def make_voice(ffmpeg: Ffmpeg, source: Path, into: Path) -> Made:
    """A wav of ours -> mono OGG/OPUS. `ffmpeg.Failed` when it is not one: that is a bug, not a person's mistake."""
    with ffmpeg.desk() as desk:
        made = _encode(desk, source)
        put(made.file, into)
    return Made(into, made.seconds)


def voice_of(ffmpeg: Ffmpeg, source: Path) -> tuple[bytes, float]:
    """The same in memory: the file's content, and its seconds."""
    with ffmpeg.desk() as desk:
        made = _encode(desk, source)
        return made.file.read_bytes(), made.seconds


def _encode(desk: Desk, source: Path) -> Made:
    desk.run(*READ, desk.bring(source), *OPUS, "-b:a", bit_rate(source.stat().st_size), *SHAPE, "voice.ogg")
    voice = desk.folder / "voice.ogg"
    play_at_48k(voice)
    return Made(voice, seconds(voice))


def bit_rate(wav_bytes: int) -> str:
    """Bits a second at which the whole of it stays under a mebibyte: Telegram shows larger ones as files."""
    length = max(1.0, wav_bytes / WAV_RATE)
    return str(int(min(BEST, max(WORST, LARGEST * 8 / length))))
