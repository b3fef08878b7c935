"""What a day costs, to the kopeck (O12). Pure: a company's day in, ledger lines out.

A thing held at any moment of a company's local day is charged once for that day; a price P is spread over a month of D
days so that day d takes floor(P*d/D) - floor(P*(d-1)/D) and the whole month takes exactly P. It is spread for each
number, employee and Did alone: what one costs does not depend on how many there are.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.catalogue import Catalogue
from bot.domain.options import Option
from bot.domain.tariffs import Tariff


class Charge(StrEnum):
    """What a ledger line is for, as the tariff card splits it (O1)."""

    TARIFF = "tariff"
    DIDS = "dids"
    EMPLOYEES = "employees"
    OPTIONS = "options"
    STORAGE = "storage"
    SMS = "sms"  # packs, on the day when they are bought


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One charge of one day. `item`: the tariff's or the option's key; `count`: of what `kopecks` is the sum."""

    kind: Charge
    item: str
    count: int
    kopecks: int


@dataclass(frozen=True, slots=True)
class CompanyDay:
    """What a company had at any moment of a day. `options`: for how many numbers each was on, 1 for the company's.

    `packs`: of storage.
    """

    tariffs: frozenset[str]
    employees: int
    dids: int
    options: Mapping[str, int]
    packs: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What switching on costs, in kopecks: a month, and what today takes."""

    monthly: int
    today: int


def day_share(price: int, day: int, days_in_month: int) -> int:
    """What day `day` (from 1) takes of a monthly price, in kopecks."""
    return price * day // days_in_month - price * (day - 1) // days_in_month


def charges(catalogue: Catalogue, had: CompanyDay, day: date) -> tuple[LedgerLine, ...]:
    """The ledger lines of that day; nothing is written where nothing is taken."""
    return _lines(catalogue, had, lambda price: share_of(price, day))


def monthly(catalogue: Catalogue, had: CompanyDay) -> tuple[LedgerLine, ...]:
    """What a whole month of such days takes."""
    return _lines(catalogue, had, lambda price: price)


def total(lines: Iterable[LedgerLine]) -> int:
    """In kopecks."""
    return sum(line.kopecks for line in lines)


def by_kind(lines: Iterable[LedgerLine]) -> dict[Charge, int]:
    """The sum of each kind, in kopecks, zeros too."""
    sums = dict.fromkeys(Charge, 0)
    for line in lines:
        sums[line.kind] += line.kopecks
    return sums


def cost_of(option: Option, count: int, today: date, charged_today: int = 0) -> Cost:
    """Switching an option on for `count` numbers (1 for the company's).

    `charged_today` of them had it on earlier today already: they cost nothing more today.
    """
    return Cost(monthly=option.price * count, today=share_of(option.price, today) * (count - charged_today))


def one_more(catalogue: Catalogue, had: CompanyDay, has: CompanyDay, kind: Charge, today: date) -> Cost:
    """What another employee or Did costs: nothing within the tariff. `had`: today until now, `has`: at present."""

    def more(it: CompanyDay) -> CompanyDay:
        return replace(it, employees=it.employees + 1) if kind is Charge.EMPLOYEES else replace(it, dids=it.dids + 1)

    return Cost(
        monthly=total(monthly(catalogue, more(has))) - total(monthly(catalogue, has)),
        today=total(charges(catalogue, more(had), today)) - total(charges(catalogue, had, today)),
    )


def one_more_pack(catalogue: Catalogue, had: CompanyDay, has: CompanyDay, today: date) -> Cost:
    """What another pack of storage costs: nothing today where it was held earlier today. `had`, `has`: as above."""
    price = catalogue.storage_pack.price
    return Cost(monthly=price, today=share_of(price, today) if has.packs >= had.packs else 0)


def share_of(price: int, day: date) -> int:
    """What that day takes of a monthly price, in kopecks."""
    return day_share(price, day.day, monthrange(day.year, day.month)[1])


def _lines(catalogue: Catalogue, had: CompanyDay, share: Callable[[int], int]) -> tuple[LedgerLine, ...]:
    tariffs = [_tariff_lines(tariff, had, share) for tariff in catalogue.tariffs if tariff.key in had.tariffs]
    dearest = max(tariffs, key=total, default=())  # a day on which the tariff was changed is charged once
    options = (
        LedgerLine(Charge.OPTIONS, option.key, had.options[option.key], had.options[option.key] * share(option.price))
        for option in catalogue.options
        if option.key in had.options
    )
    pack = catalogue.storage_pack
    packs = LedgerLine(Charge.STORAGE, pack.key, had.packs, had.packs * share(pack.price))
    return tuple(line for line in (*dearest, *options, packs) if line.kopecks)


def _tariff_lines(tariff: Tariff, had: CompanyDay, share: Callable[[int], int]) -> tuple[LedgerLine, ...]:
    dids, employees = tariff.dids_over(had.dids), tariff.employees_over(had.employees)
    return (
        LedgerLine(Charge.TARIFF, tariff.key, 1, share(tariff.price)),
        LedgerLine(Charge.DIDS, tariff.key, dids, dids * share(tariff.extra_did)),
        LedgerLine(Charge.EMPLOYEES, tariff.key, employees, employees * share(tariff.extra_employee)),
    )


def paid_until(catalogue: Catalogue, had: CompanyDay, balance: int, today: date, years: int = 10) -> date | None:
    """The last day that `balance` (kopecks, today not yet taken) pays for if all stays as it is.

    Yesterday when it does not even pay for today; None when it lasts for `years` or longer.
    """
    day, end = today, today.replace(year=today.year + years, day=1)
    a_month = total(monthly(catalogue, had))
    while day < end:
        whole = day.day == 1 and balance >= a_month
        cost = a_month if whole else total(charges(catalogue, had, day))
        if cost > balance:
            return day - timedelta(days=1)
        balance -= cost
        day += timedelta(days=monthrange(day.year, day.month)[1] if whole else 1)
    return None
