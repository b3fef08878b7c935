"""How things of ours are called at Asterisk. Pure."""

import re
from urllib.parse import quote

from bot.domain.sounds import Sound

TRUNK = "trunk"  # the endpoint of outside numbers in deploy/asterisk/pjsip.conf
FOLDER = "gudok/"  # of our recordings: other applications of this Asterisk have theirs elsewhere
OURS = "ours"  # first Stasis argument of channels that we made; callers come with what they dialled

DIALLABLE = re.compile(r"\+?[0-9]{1,15}")
HIDDEN = {"anonymous", "private", "restricted", "unavailable", "unknown"}

# A sound is lost when its URL is shorter than its path in Asterisk's cache (asterisk#444): hence the long folder.
SOUNDS = "sounds/8-khz-mono-wav-files-kept-by-asterisk-for-as-long-as-their-etag-stays-the-same"


def endpoint(phone: str) -> str | None:
    """What to dial: "101" is a telephone, "+7900…" goes over the trunk. None for what must never be dialled."""
    if not DIALLABLE.fullmatch(phone):
        return None
    return f"PJSIP/{phone[1:]}@{TRUNK}" if phone.startswith("+") else f"PJSIP/{phone}"


def named(name: str, number: str) -> str:
    """A caller ID with a name to it, as Asterisk reads it: "Anna" <+7900…>; the number alone where there is none."""
    plain = re.sub(r'["<>\\\x00-\x1f]', "", name)
    return f'"{plain}" <{number}>' if plain and number else number


def presented(number: str) -> str:
    """A caller's number as channels show it; "" when it is hidden."""
    return "" if number.lower() in HIDDEN else number


def sound_url(media_url: str, sound: Sound) -> str:
    """Where Asterisk fetches a sound."""
    return f"{media_url.rstrip('/')}/{SOUNDS}/{quote(sound)}.wav"
