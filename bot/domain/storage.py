"""Room for recordings (O4, O5): when a pack is added, what is deleted, how long it will do. Sizes are bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MIB = 2**20
LOW = 100 * MIB  # less room than this is running short
SOON = 14  # days for which there is room, and fewer, are few
RATE_DAYS = 14  # by whose recordings the future is reckoned


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished recording."""

    id: int
    bytes: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Room:
    """What a company may keep: `base` by its tariff, and packs of `pack` bytes each, at most `most` of them."""

    base: int
    packs: int
    pack: int
    most: int

    @property
    def quota(self) -> int:
        """All of it."""
        return self.base + self.packs * self.pack


class NoPack(StrEnum):
    """Why no pack comes by itself when the room runs short."""

    OFF = "off"
    MOST = "most"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Piece:
    """The base, or one of the packs: its size and what of it is free. They are filled in order."""

    size: int
    free: int


def pieces(room: Room, used: int) -> tuple[Piece, ...]:
    """The base first, then each pack, as the form shows them."""
    found, left = [], used
    for size in (room.base, *(room.pack for _ in range(room.packs))):
        taken = min(size, left)
        found.append(Piece(size, size - taken))
        left -= taken
    return tuple(found)


def runs_short(room: Room, used: int) -> bool:
    """Whether something has to happen."""
    return room.quota - used < LOW


def no_pack(room: Room, *, auto: bool, affordable: bool) -> NoPack | None:
    """Why none is added by itself; None: one is."""
    if not auto:
        return NoPack.OFF
    if room.packs >= room.most:
        return NoPack.MOST
    return None if affordable else NoPack.MONEY


def wants_pack(room: Room, used: int, *, auto: bool, affordable: bool) -> bool:
    """Whether one pack is added now by itself: one for each time that the room runs short."""
    return runs_short(room, used) and no_pack(room, auto=auto, affordable=affordable) is None


def doomed(oldest_first: Iterable[Kept], used: int, quota: int) -> tuple[Kept, ...]:
    """What goes so that the rest fits: the oldest ones, and no more of them than that takes."""
    going = []
    for one in oldest_first:
        if used <= quota:
            break
        going.append(one)
        used -= one.bytes
    return tuple(going)


def days_left(room: Room, used: int, recorded: int, days: float) -> int | None:
    """How many days the free room will do, when `recorded` bytes came in the last `days`; None: nothing comes."""
    if recorded <= 0:
        return None
    return int(max(0, room.quota - used) * max(days, 1.0) / recorded)
