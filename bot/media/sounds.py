"""The sounds that come with Gudok: made by `python -m tools.prompts`, heard where nobody has set another."""

import re
from pathlib import Path

from bot.domain.sounds import Sound

ASSETS = Path(__file__).parent / "assets"

DEFAULT_HOLD = ASSETS / "hold.wav"

# Name of a sound -> file in `ASSETS`. Patterns, not paths: a name comes from the database and means no other file.
FILES = (
    (re.compile(r"beep"), "beep.wav"),
    (re.compile(r"ringback"), "ringback.wav"),
    (re.compile(r"company/\d+/hold"), "hold.wav"),
    (re.compile(r"prompt/(?P<language>ru|en)/(?P<name>[a-z-]+)"), "prompt/{language}/{name}.wav"),
)


def default_path(sound: Sound) -> Path:
    """The 8 kHz mono wav that a sound is by default; `KeyError` for an unknown name."""
    for pattern, name in FILES:
        if found := pattern.fullmatch(sound):
            file = ASSETS / name.format(**found.groupdict())
            if file.is_file():
                return file
    raise KeyError(sound)
