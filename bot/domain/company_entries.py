"""A company as its file describes it (G4): the entries, whoever wrote them down."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.catalogue import CATALOGUE
from bot.domain.company_goals import Goal
from bot.domain.company_menus import MenuEntry, ScheduleEntry
from bot.domain.company_notices import ContactEntry, NotificationEntry
from bot.domain.forwarding import RING_SECONDS, Forwarding
from bot.domain.options import NumberKind
from bot.domain.plan import ANNOUNCE_SECONDS
from bot.domain.queueing import Strategy
from bot.domain.routing import Overflow

TARIFFS = [tariff.key for tariff in CATALOGUE.tariffs]
FLAGS = {f"{option.key}.{flag.key}": flag.default for option in CATALOGUE.options for flag in option.flags}
AMOUNTS = {f"{option.key}.{amount.key}": amount for option in CATALOGUE.options for amount in option.amounts}


@dataclass(frozen=True, slots=True)
class EmployeeEntry:
    """An employee. `phone` names them in the rest of the file; `shows` is a Did picked by hand, "" for the main one.

    `hours`: weekdays on which they are not the company's.
    """

    name: str
    number: str
    phone: str
    email: str
    kind: str = NumberKind.OWN.value
    short_number: str = ""
    shows: str = ""
    voicemail: str = Forwarding.NO_ANSWER.value
    ring_seconds: int = RING_SECONDS
    hours: tuple[ScheduleEntry, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DepartmentEntry:
    """A department; `members` are phones."""

    name: str
    ring_seconds: int
    members: tuple[str, ...]
    strategy: str = Strategy.ALL.value
    wait_seconds: int = 0
    capacity: int = 0
    wrap_up: int = 0
    overflow: str = Overflow.VOICEMAIL.value  # or the name of the department where callers go on
    announce_callback: bool = False
    tell_place: bool = False
    announce_seconds: int = ANNOUNCE_SECONDS


@dataclass(frozen=True, slots=True)
class DidEntry:
    """A public number. `off_hours`: where it leads while the company is closed, None: there too."""

    number: str
    leads_to: Goal
    off_hours: Goal | None = None


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """A company. The first of `dids` is the main one; `toggled`: flags of options that are not at their default.

    `amounts`: numbers of options that are not ("smart-redial.window 120"); `calls_to`: countries that may be called.
    `notifications`, `contacts`: None when the file does not speak of them; then they stay as they are.
    """

    key: str
    name: str
    time_zone: str
    language: str
    dids: tuple[DidEntry, ...]
    departments: tuple[DepartmentEntry, ...]
    employees: tuple[EmployeeEntry, ...]
    tariff: str = TARIFFS[0]
    renew: bool = True
    options: tuple[str, ...] = ()
    toggled: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    calls_to: tuple[str, ...] = ()
    notifications: tuple[NotificationEntry, ...] | None = None
    contacts: tuple[ContactEntry, ...] | None = None
    menus: tuple[MenuEntry, ...] = ()
    schedule: tuple[ScheduleEntry, ...] = ()


def amounts_set(values: Mapping[str, int]) -> tuple[str, ...]:
    """As `CompanyFile.amounts` has them."""
    return tuple(f"{name} {values[name]}" for name, it in AMOUNTS.items() if values[name] != it.default)


def amount_in(company: CompanyFile, name: str) -> int:
    """What a number of an option is in the file."""
    set_ = dict(line.split() for line in company.amounts)
    return int(set_.get(name, AMOUNTS[name].default))
