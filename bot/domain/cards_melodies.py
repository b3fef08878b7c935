"""What the screens of melodies show: plain facts, no rows."""

from dataclasses import dataclass

from bot.domain.cards import MelodyCard
from bot.domain.melody_slots import Slot


@dataclass(frozen=True, slots=True)
class Unheard:
    """Why callers do not hear a slot now: an option is off, or a `flag` of it (a message id, as `name`).

    `silent`: the option is on, but no department announces the callback.
    """

    option: str
    name: str
    flag: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class SlotCard:
    """A slot, what it plays now, and what it waits for (M4)."""

    slot: Slot
    plays: MelodyCard
    unheard: Unheard | None


@dataclass(frozen=True, slots=True)
class MelodiesCard:
    """The menu. `employees`: how many melodies there are to pick from on employees' cards."""

    melodies: tuple[SlotCard, ...]
    phrases: tuple[SlotCard, ...]
    employees: int


@dataclass(frozen=True, slots=True)
class SongCard:
    """A song that waits for a yes. `place`: a slot's key, or `EMPLOYEES`.

    `rename`: the name that it can have instead of its own, which breaks the rule of file names; "" if it does not.
    """

    place: str
    name: str
    seconds: float
    rename: str = ""
