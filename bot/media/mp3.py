"""What a caller said as a file that every mail program plays."""

import wave
from pathlib import Path

from bot.media.ffmpeg import OURS, Ffmpeg
from bot.media.files import put
from bot.ports import Made

# Speech of 4 kHz at MPEG-2.5's own 8 kHz: three minutes are 360 kB. No tags: a name in one would be one more way out.
LAME = ("-c:a", "libmp3lame", "-b:a", "16k", "-ac", "1", "-ar", "8000")
BARE = ("-map_metadata", "-1", "-id3v2_version", "0", "-write_xing", "0", "-f", "mp3")


def make_mp3(ffmpeg: Ffmpeg, source: Path, into: Path) -> Made:
    """A wav of ours -> mono mp3. `ffmpeg.Failed` when it is not one: that is a bug, not a person's mistake."""
    with ffmpeg.desk() as desk:
        desk.run(*OURS, desk.bring(source), *LAME, *BARE, "mail.mp3")
        put(desk.folder / "mail.mp3", into)
    with wave.open(str(source), "rb") as wav:
        return Made(into, wav.getnframes() / wav.getframerate())
