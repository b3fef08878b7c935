"""What pictures of the statistics show (G6): plain numbers, and words that are ready to be read. Sizes are bytes."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.holdings import day_of
from bot.domain.outcomes import Outcome

DAYS = 30  # that a picture covers
SPANS = (1, 7, 30)  # days that a file covers
MONTH, MONTH_BEFORE = 0, -1  # or a calendar month


@dataclass(frozen=True, slots=True)
class Column:
    """Calls from outside of an hour or a day. `missed`: those of them that nobody answered."""

    name: str
    total: int
    missed: int


@dataclass(frozen=True, slots=True)
class Columns:
    """A picture of columns: answered below, missed on top."""

    title: str
    answered: str
    missed: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """Recordings kept at the end of each day, then what is foreseen, and the line that they may not cross.

    `point`: what stands before decimals in the reader's language.
    """

    title: str
    kept: str
    foreseen: str
    room: str
    days: tuple[str, ...]
    used: tuple[float, ...]
    ahead: tuple[float, ...]  # of the days after the last of `used`
    quota: float
    point: str = "."


@dataclass(frozen=True, slots=True)
class Arrived:
    """A call from outside that is over."""

    at: datetime
    outcome: Outcome


def by_hour(calls: Iterable[Arrived], zone: ZoneInfo) -> tuple[Column, ...]:
    """By the hour of the wall clock, all days together."""
    return _counted(((call.at.astimezone(zone).hour, call) for call in calls), [(n, str(n)) for n in range(24)])


def by_day(calls: Iterable[Arrived], last: date, zone: ZoneInfo) -> tuple[Column, ...]:
    """Of the last days, the days without calls included."""
    days = [last - timedelta(days=n) for n in reversed(range(DAYS))]
    return _counted(
        ((day_of(call.at, zone).toordinal(), call) for call in calls), [(it.toordinal(), short_day(it)) for it in days]
    )


def file_days(day: date, span: int) -> tuple[date, date]:
    """The first and the last day of a file: so many until that day, or all of a month. Else that day alone."""
    if span in (MONTH, MONTH_BEFORE):
        month = day if span == MONTH else day.replace(day=1) - timedelta(days=1)
        return month.replace(day=1), month.replace(day=monthrange(month.year, month.month)[1])
    return day - timedelta(days=(span if span in SPANS else 1) - 1), day


def short_day(day: date) -> str:
    """«21.11»."""
    return f"{day:%d.%m}"


def share(columns: Sequence[Column]) -> int:
    """Missed ones of a hundred."""
    total = sum(it.total for it in columns)
    return round(100 * sum(it.missed for it in columns) / total) if total else 0


def foreseen(used: int, quota: int, rate: float, days: int = DAYS) -> tuple[float, ...]:
    """What will be kept at the end of the next days, at `rate` bytes a day: never more than fits."""
    return tuple(min(float(max(quota, used)), used + rate * n) for n in range(1, days + 1))


def _counted(calls: Iterable[tuple[int, Arrived]], names: Sequence[tuple[int, str]]) -> tuple[Column, ...]:
    total, missed = dict.fromkeys((key for key, _ in names), 0), dict.fromkeys((key for key, _ in names), 0)
    for key, call in calls:
        if key in total:
            total[key] += 1
            missed[key] += call.outcome is not Outcome.ANSWERED
    return tuple(Column(name, total[key], missed[key]) for key, name in names)
