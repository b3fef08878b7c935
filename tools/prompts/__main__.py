"""`python -m tools.prompts`: makes every file of bot/media/assets anew, the same each time."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.media.ffmpeg import Ffmpeg
from bot.media.melody import make_melody
from bot.media.sounds import ASSETS, DEFAULT_HOLD
from tools.prompts.texts import texts
from tools.prompts.tones import beep, hold, ringback
from tools.prompts.voices import VOICES

# A deep voice wastes its strength on what a telephone swallows: less under 200 Hz, more of the consonants.
CLEAR = "highpass=f=200,treble=g=5:f=1800"


def main() -> int:
    missing = [voice for voice in VOICES.values() if voice.missing()]
    for voice in missing:
        print(f"{voice.command[0]} with its voice is not here; on Debian: sudo apt-get install {voice.packages}")
    if missing:
        return 1
    with TemporaryDirectory() as folder:
        make(Ffmpeg(Path(folder)), Path(folder))
    return 0


def make(ffmpeg: Ffmpeg, folder: Path) -> None:
    """All of them; `folder` is for work."""
    ASSETS.mkdir(exist_ok=True)
    beep(ASSETS / "beep.wav")
    ringback(ASSETS / "ringback.wav")
    hold(ffmpeg, DEFAULT_HOLD)
    for (language, name), text in texts().items():
        into = ASSETS / "prompt" / language / f"{name}.wav"
        into.parent.mkdir(parents=True, exist_ok=True)
        VOICES[language].say(text, folder / "said.wav")
        with ffmpeg.desk() as desk:
            desk.run("-i", desk.bring(folder / "said.wav"), "-af", CLEAR, "-f", "wav", "clear.wav")
            made = make_melody(ffmpeg, desk.folder / "clear.wav", into)
        print(f"{made.seconds:5.1f} s  {into.relative_to(ASSETS)}  {text}")


if __name__ == "__main__":
    sys.exit(main())
