"""What may be set for a department's line."""

import re
from dataclasses import dataclass

from bot.domain.errors import N_, Refused
from bot.domain.routing import Overflow


@dataclass(frozen=True, slots=True)
class Setting:
    """A whole number that is set. `column` is the department's, `ask` a message id."""

    column: str
    allowed: range
    ask: str


SETTINGS = {
    "wait": Setting(
        "wait_seconds",
        range(3601),
        N_("Send for how many seconds a caller waits at most, up to 3600. 0: until everybody has been rung once."),
    ),
    "places": Setting("capacity", range(101), N_("Send how many callers may wait, up to 100. 0: any number.")),
    "rest": Setting("wrap_up", range(601), N_("Send for how many seconds an employee rests after a talk, up to 600.")),
    "interval": Setting(
        "announce_seconds",
        range(15, 121),
        N_("Send how many seconds pass between two announcements (the callback, the place in the line), 15 to 120."),
    ),
}


def number(typed: str, setting: Setting) -> int:
    """What was typed; `Refused` where it is not allowed."""
    if not re.fullmatch(r"[0-9]{1,4}", typed.strip()) or int(typed) not in setting.allowed:
        text = N_("Write a whole number, from {least} to {most}.")
        raise Refused(text, least=setting.allowed[0], most=setting.allowed[-1])
    return int(typed)


@dataclass(frozen=True, slots=True)
class LineCard:
    """A department's line, as its screen shows it. `other`: the department to which it leads on, "" for none.

    `others`: departments that it may lead on to, with their ids.
    """

    department_id: int
    name: str
    strategy: str
    numbers: dict[str, int]  # by the key of SETTINGS
    overflow: Overflow
    other: str
    others: tuple[tuple[int, str], ...]
    announces: bool
    callback_on: bool  # the option
    tells_place: bool = False
