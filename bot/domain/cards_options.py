"""What screens show of tariff, options, numbers and staff: plain facts, no rows. Money is whole kopecks."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.billing import Cost
from bot.domain.history import Value, What
from bot.domain.options import Amount, Need, Option
from bot.domain.switching import MenuLine


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
class OptionSwitched(Switched):
    """A change of a company option, and its card as the change has left it."""

    offer: Offer


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
class Choice:
    """Something to pick from a list: a Did, a melody, a department, an employee."""

    id: int
    title: str
    chosen: bool = False


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
