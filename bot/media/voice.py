"""What a caller said becomes what Telegram plays as a voice message."""

from pathlib import Path

from bot.media.ffmpeg import OURS, Ffmpeg
from bot.media.files import put
from bot.media.ogg import play_at_48k, seconds
from bot.ports import Made

# Encoding is most of the time from hang-up to the message: the cheapest mode of libopus, frames of 60 ms as Telegram's
# own apps make them, no guessing at what we know. 24 kbit/s is ample for 4 kHz of bandwidth.
READ = ("-probesize", "32768", "-analyzeduration", "0", *OURS)
OPUS = (
    *("-c:a", "libopus", "-application", "lowdelay", "-compression_level", "0"),
    *("-frame_duration", "60", "-b:a", "24k"),
)
SHAPE = ("-ac", "1", "-ar", "8000", "-map_metadata", "-1", "-bitexact", "-f", "ogg")


def make_voice(ffmpeg: Ffmpeg, source: Path, into: Path) -> Made:
    """A wav of ours -> mono OGG/OPUS. `ffmpeg.Failed` when it is not one: that is a bug, not a person's mistake."""
    with ffmpeg.desk() as desk:
        desk.run(*READ, desk.bring(source), *OPUS, *SHAPE, "voice.ogg")
        voice = desk.folder / "voice.ogg"
        play_at_48k(voice)
        length = seconds(voice)
        put(voice, into)
    return Made(into, length)
