"""What may be typed in the wizard of rules: hours, a time of day, callers."""

import re
from datetime import time

from bot.domain import numbers
from bot.domain.errors import N_, Refused
from bot.domain.periods import Hours
from bot.domain.staff import PHONE

CLOCK = re.compile(r"\s*([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*")
DASHES = re.compile(r"[-\u2010-\u2015\u2212]")
BETWEEN = re.compile(r"[\n,;]+")
MOST_NUMBERS = 500  # of one rule


def clock(typed: str) -> time:
    """«18:00», «18»; 24:00 is midnight."""
    found = CLOCK.fullmatch(typed)
    hour, minute = (int(part or 0) for part in found.groups()) if found else (99, 0)
    if (hour, minute) == (24, 0):
        return time(0)
    if hour > 23 or minute > 59:
        raise Refused(N_("“{typed}” is not a time. Example: 18:00."), typed=typed.strip())
    return time(hour, minute)


def hours(typed: str) -> Hours:
    """«22:00–06:00», «9-18»."""
    parts = DASHES.split(typed)
    if len(parts) != 2:
        raise Refused(N_("Send the hours like this: 22:00–06:00."))
    return Hours(clock(parts[0]), clock(parts[1]))


def caller(typed: str) -> str:
    """A client's number as E.164, or a colleague's telephone."""
    plain = typed.strip()
    return plain if PHONE.fullmatch(plain) else numbers.e164(plain)


def callers(typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A pasted list, one number a line or between commas: the numbers, each once, and what was none."""
    found: dict[str, None] = {}
    wrong = []
    for part in filter(str.strip, BETWEEN.split(typed)):
        try:
            found[caller(part)] = None
        except Refused:
            wrong.append(part.strip())
    return tuple(found), tuple(wrong)
