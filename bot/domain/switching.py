"""Whether an option may be switched, for one or for many, and how the menu shows it (O10)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain.catalogue import Catalogue
from bot.domain.errors import Refused
from bot.domain.options import Facts, Need, Option, Scope


class NotReady(Refused):
    """Something that the option needs is missing; the text is that of the first. A screen may offer the way to each."""

    def __init__(self, missing: tuple[Need, ...]) -> None:
        super().__init__(missing[0].missing)
        self.missing = missing


@dataclass(frozen=True, slots=True)
class MenuLine:
    """An option as a button shows it: kopecks a month, in how many places it is on."""

    key: str
    name: str
    price: int
    on: bool


@dataclass(frozen=True, slots=True)
class NumberState:
    """One employee's number before a change: whether the option is on, and what is true of it."""

    employee_id: int
    on: bool
    facts: Facts


@dataclass(frozen=True, slots=True)
class Skipped:
    """A number that refuses the option, and why."""

    employee_id: int
    missing: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What switching an option for many numbers does to each of them. Ids of employees, in the order given."""

    change: tuple[int, ...]
    already: tuple[int, ...]
    skipped: tuple[Skipped, ...]


def missing(option: Option, facts: Facts) -> tuple[Need, ...]:
    """What the option needs and does not have."""
    return tuple(need for need in option.needs if need.fact not in facts)


def check(option: Option, want: bool, facts: Facts) -> None:
    """`NotReady` where it cannot be switched on. Switching off is always possible."""
    lacking = missing(option, facts) if want else ()
    if lacking:
        raise NotReady(lacking)


def bulk(option: Option, want: bool, numbers: Iterable[NumberState]) -> BulkChange:
    """Sort the numbers: to be changed, as wanted already, refusing."""
    change: list[int] = []
    already: list[int] = []
    skipped: list[Skipped] = []
    for number in numbers:
        lacking = missing(option, number.facts) if want else ()
        if number.on == want:
            already.append(number.employee_id)
        elif lacking:
            skipped.append(Skipped(number.employee_id, lacking))
        else:
            change.append(number.employee_id)
    return BulkChange(tuple(change), tuple(already), tuple(skipped))


def menu(catalogue: Catalogue, scope: Scope, on: Collection[str]) -> tuple[MenuLine, ...]:
    """The options of a scope with their state, in the catalogue's order."""
    return tuple(MenuLine(it.key, it.name, it.price, it.key in on) for it in catalogue.of(scope))
