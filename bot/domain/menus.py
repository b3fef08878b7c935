"""Voice menus (V1, G4): what keys lead to, and what may not be."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import N_, Refused

KEYS = "1234567890*#"
DEFAULT = "default"  # where a key may stand: nothing pressed
REPEATS = range(6)
SECONDS = range(1, 31)


class Kind(StrEnum):
    """What a key or a public number may lead to."""

    DEPARTMENT = "department"
    EMPLOYEE = "employee"
    MENU = "menu"
    VOICEMAIL = "voicemail"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a caller is led. `id` is the department's, the employee's or the menu's; 0: voicemail of the company."""

    kind: Kind
    id: int = 0

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}" if self.id else self.kind.value


COMPANY_VOICEMAIL = Target(Kind.VOICEMAIL)
REPEAT = Target(Kind.REPEAT)
FOR_CALLS = frozenset({Kind.DEPARTMENT, Kind.EMPLOYEE, Kind.MENU})  # what a public number leads to
FOR_CLOSED = FOR_CALLS | {Kind.VOICEMAIL}  # and while the company is closed
ALONE = {Kind.VOICEMAIL, Kind.REPEAT}  # kinds that need nobody


@dataclass(frozen=True, slots=True)
class VoiceMenu:
    """A greeting and its keys. No key within `seconds`, or a wrong one: `repeats` times more, then `default`.

    `barge_in`: a key cuts the greeting short.
    """

    id: int
    name: str
    keys: tuple[tuple[str, Target], ...] = ()
    default: Target = COMPANY_VOICEMAIL
    repeats: int = 1
    seconds: int = 5
    barge_in: bool = True

    @property
    def targets(self) -> tuple[Target, ...]:
        """Everything that it leads to."""
        return (*(target for _, target in self.keys), self.default)


Menus = Mapping[int, VoiceMenu]


def target(text: str) -> Target:
    """What `str` of a target wrote; `Refused` for anything else."""
    kind, _, id_ = text.partition("/")
    if kind not in list(Kind) or (not id_ and kind not in ALONE) or not (id_.isdecimal() or not id_):
        raise Refused(N_("There is no such place to lead to."))
    return Target(Kind(kind), int(id_ or 0))


def key(typed: str) -> str:
    """A key of a telephone."""
    if len(typed) != 1 or typed not in KEYS:
        raise Refused(N_("A key is a digit, * or #."))
    return typed


def in_order(keys: Mapping[str, Target]) -> tuple[tuple[str, Target], ...]:
    """As they stand on a telephone."""
    return tuple((one, keys[one]) for one in KEYS if one in keys)


def number(typed: str, allowed: range) -> int:
    """A whole number of that range."""
    if not typed.strip().isdecimal() or int(typed) not in allowed:
        raise Refused(N_("Write a whole number from {least} to {most}."), least=allowed[0], most=allowed[-1])
    return int(typed)


def reachable(menus: Menus, start: int) -> tuple[Target, ...]:
    """Everything that callers of that menu may come to, the menu first, each once."""
    found = {Target(Kind.MENU, start): None}
    queue = [start]
    while queue:
        for one in menus[queue.pop(0)].targets:
            if one not in found and one.kind is not Kind.REPEAT:
                found[one] = None
                queue += [one.id] if one.kind is Kind.MENU else []
    return tuple(found)


def check(menus: Menus) -> None:
    """`Refused` where a caller who presses nothing would never come to an end."""
    for menu in menus.values():
        circle = circle_of(menus, menu.id)
        if circle:
            text = N_("Callers who press nothing would go round in circles: {names}. Let one of them lead elsewhere.")
            raise Refused(text, names=" → ".join(menus[one].name for one in circle))


def circle_of(menus: Menus, start: int) -> tuple[int, ...]:
    """The menus through which who presses nothing comes from that one back to it; none: they get somewhere."""
    seen, menu = [start], menus[start]
    while menu.default.kind is Kind.MENU:
        if menu.default.id == start:
            return (*seen, start)
        if menu.default.id in seen:
            return ()
        seen.append(menu.default.id)
        menu = menus[menu.default.id]
    return ()
