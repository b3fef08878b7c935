"""What screens show of voice menus and working time: plain facts, no rows."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.cards import MelodyCard
from bot.domain.menus import Kind, Target
from bot.domain.schedule import Day, Schedule


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to lead callers. `title`: whose or which it is; "" where the kind says it all."""

    target: Target
    title: str = ""
    phone: str = ""

    def __str__(self) -> str:
        """As the history keeps it."""
        if not self.target.id:
            return self.target.kind.value
        return f"✉ {self.title}" if self.target.kind is Kind.VOICEMAIL else self.title


@dataclass(frozen=True, slots=True)
class DidCard:
    """A public number, where it leads, and where while the company is closed (None: there too)."""

    id: int
    number: str
    main: bool
    leads_to: Place | None
    off_hours: Place | None


@dataclass(frozen=True, slots=True)
class VoiceMenuLine:
    """A voice menu in the list."""

    id: int
    name: str
    keys: int


@dataclass(frozen=True, slots=True)
class MenuCard:
    """A voice menu. `led`: what leads here, public numbers and names of menus."""

    id: int
    name: str
    keys: tuple[tuple[str, Place], ...]
    default: Place
    repeats: int
    seconds: int
    barge_in: bool
    greeting: MelodyCard
    led: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScheduleCard:
    """Working time, and whether it is now. `changes_at`: when it opens or closes next, None: not within a year."""

    schedule: Schedule
    working: bool
    changes_at: datetime | None
    today: date


@dataclass(frozen=True, slots=True)
class OwnHoursCard:
    """An employee's week beside the company's; `own`: weekdays ("mon") that are theirs."""

    employee_id: int
    name: str
    week: tuple[Day, ...]
    companys: tuple[Day, ...]
    own: frozenset[str]
