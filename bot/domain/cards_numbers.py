"""What screens show of numbers and their options: plain facts, no rows. Money is whole kopecks."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.billing import Cost
from bot.domain.cards_options import Choice
from bot.domain.forwarding import Forwarding
from bot.domain.options import Need, NumberKind, Option


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number in the list; `on`: keys of the options that are on."""

    employee_id: int
    name: str
    number: str
    phone: str
    short_number: str
    kind: NumberKind
    on: frozenset[str]


@dataclass(frozen=True, slots=True)
class NumbersPage:
    """One page of the list. `ids`: everybody whom the search finds, on all pages; `page` counts from 0."""

    items: tuple[NumberLine, ...]
    page: int
    pages: int
    ids: tuple[int, ...]
    query: str = ""
    option: Option | None = None


@dataclass(frozen=True, slots=True)
class NumberOption:
    """An option on a number's card."""

    option: Option
    on: bool
    cost: Cost
    missing: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class NumberCard:
    """One employee's number. `shows`: the Did that clients see ("": none); chosen in `dids` only if picked by hand."""

    employee_id: int
    name: str
    number: str
    phone: str
    email: str
    kind: NumberKind
    departments: tuple[str, ...]
    options: tuple[NumberOption, ...]
    short_number: str
    shows: str
    dids: tuple[Choice, ...]
    melodies: tuple[Choice, ...]
    forwarding: Forwarding
    ring_seconds: int
    own_hours: bool


@dataclass(frozen=True, slots=True)
class SkippedNumber:
    """A number that refuses the option; `why` is a message id."""

    employee_id: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class BulkOffer:
    """What switching an option for many numbers would do and cost."""

    option: Option
    change: int
    already: int
    skipped: tuple[SkippedNumber, ...]
    cost: Cost


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What it has done. `history_id` takes it all back; None: nothing was changed."""

    changed: int
    already: int
    skipped: tuple[SkippedNumber, ...]
    at: datetime
    cost: Cost
    history_id: int | None
