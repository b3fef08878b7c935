"""What screens show of tariff, options, numbers and staff: plain facts, no rows. Money is whole kopecks."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.billing import Charge, Cost
from bot.domain.forwarding import Forwarding
from bot.domain.history import Value, What
from bot.domain.options import Amount, Need, NumberKind, Option
from bot.domain.switching import MenuLine
from bot.domain.tariffs import Tariff, TariffChange


@dataclass(frozen=True, slots=True)
class NumberOptionLine:
    """A number option in the menu: the price of each, on how many numbers it is on, of how many."""

    key: str
    name: str
    price: int
    on: int
    numbers: int


@dataclass(frozen=True, slots=True)
class OptionsCard:
    """The options menu. `monthly`: what all that is on costs a month; `count`: how many options are on somewhere."""

    lines: tuple[MenuLine, ...]
    number_lines: tuple[NumberOptionLine, ...]
    monthly: int
    count: int


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A tick of an option. `warning`, a message id, is to be confirmed before it is switched off; "" if none."""

    key: str
    name: str
    on: bool
    warning: str


@dataclass(frozen=True, slots=True)
class AmountLine:
    """A number of an option, and what it is set to."""

    amount: Amount
    value: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A company option before it is switched. `cost`: of switching it to the other state; off costs nothing today."""

    option: Option
    on: bool
    cost: Cost
    missing: tuple[Need, ...]
    flags: tuple[FlagLine, ...]
    amounts: tuple[AmountLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Switched:
    """What a change has done. `history_id` takes it back; None: it was so already, and nothing was written."""

    on: bool
    at: datetime
    cost: Cost
    history_id: int | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One setting of a history entry. `name` is a message id, and so are tariffs in `before` and `after`.

    `title`: which employee, department or number it is about. `whose`: employees of whom the same was changed at once.
    """

    what: What
    name: str
    before: Value
    after: Value
    title: str = ""
    whose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """Something that somebody changed. `who` "": the program itself, or a company file."""

    id: int
    who: str
    when: datetime
    lines: tuple[HistoryLine, ...]
    can_undo: bool
    undone: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Newest first. `page` counts from 0."""

    items: tuple[HistoryItem, ...]
    page: int
    pages: int


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
class Choice:
    """Something to pick from a list: a Did, a melody, a department, an employee."""

    id: int
    title: str
    chosen: bool = False


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


@dataclass(frozen=True, slots=True)
class TariffLine:
    """A tariff to choose."""

    key: str
    name: str
    price: int
    current: bool


@dataclass(frozen=True, slots=True)
class TariffCard:
    """The tariff and its money (O1). `accrued` and `balance` have today in them: what is held now is paid for today.

    `paid_until` None: for ten years or longer. `monthly`: tariff, extras and options as they are now.
    """

    tariff: Tariff
    employees: int
    dids: int
    paid_until: date | None
    renew: bool
    accrued: tuple[tuple[Charge, int], ...]
    accrued_total: int
    balance: int
    monthly: int
    choices: tuple[TariffLine, ...]


@dataclass(frozen=True, slots=True)
class TariffOffer:
    """A tariff before it is taken. `today`: what today costs more than it does already; `change.storage_*` in bytes.

    `going`: recordings that would not fit any more, and their bytes.
    """

    tariff: Tariff
    current: bool
    change: TariffChange
    today: int
    going: int = 0
    going_bytes: int = 0


@dataclass(frozen=True, slots=True)
class StatusLine:
    """Tariff and options on the status card (G2); `options`: how many are on somewhere; kopecks a month.

    `used` of `quota`: bytes of recordings; `days`: how long the rest will do, None while nothing is recorded.
    """

    tariff: str
    paid_until: date | None
    options: int
    options_monthly: int
    used: int = 0
    quota: int = 0
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence as a message id with its parameters: what depends on something that is to be removed."""

    text: str
    params: dict[str, object]


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department in the list."""

    id: int
    name: str
    members: int


@dataclass(frozen=True, slots=True)
class DepartmentCard:
    """A department. `people`: all employees, members chosen, in the order of ringing; `dids`: what leads here."""

    id: int
    name: str
    strategy: str  # "all" | "in-turn"
    ring_seconds: int
    people: tuple[Choice, ...]
    dids: tuple[str, ...]
