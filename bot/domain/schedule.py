"""When a company works: hours of each weekday, a country's holidays, single dates that differ. In its own zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

MIDNIGHT = 24 * 60  # minutes
SOON, EVER = 8, 400  # days that are looked through for the next change: almost always the first is enough


@dataclass(frozen=True, slots=True)
class Hours:
    """From, inclusive, and to, exclusive: minutes after the day's midnight. `closes` above 24 h is the next morning."""

    opens: int
    closes: int


Day = tuple[Hours, ...]  # none: a day off
OFF: Day = ()
NINE_TO_SIX: Day = (Hours(9 * 60, 18 * 60),)
MON_TO_FRI: tuple[Day, ...] = (*([NINE_TO_SIX] * 5), OFF, OFF)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Working time. `holidays`: the country whose public holidays are days off, "" for none; `dates` beat them.

    Hours that reach over midnight belong to the day on which they begin.
    """

    zone: str
    week: tuple[Day, ...] = MON_TO_FRI
    holidays: str = ""
    dates: tuple[tuple[date, Day], ...] = ()

    def is_working(self, at: datetime) -> bool:
        """Whether the company works at that moment (aware)."""
        return any(opens <= at < closes for opens, closes in self._spans(at, -2, 2))

    def next_change(self, at: datetime) -> datetime | None:
        """The first moment after `at` (aware) when it opens or closes; in UTC. None: not within a year."""
        now = self.is_working(at)
        for days in (SOON, EVER):
            moments = sorted({moment for span in self._spans(at, -2, days) for moment in span if moment > at})
            found = next((moment for moment in moments if self.is_working(moment) != now), None)
            if found:
                return found
        return None

    def day(self, day: date) -> Day:
        """The hours that begin on that day."""
        if (special := dict(self.dates).get(day)) is not None:
            return special
        off, working = _calendar(self.holidays, day.year)
        if day in off:
            return OFF
        return self._weekday_before(day) if day in working else self.week[day.weekday()]

    def _weekday_before(self, day: date) -> Day:
        """A weekend that was made a working day has the hours of the last working day of the week."""
        before = (self.week[(day.weekday() - back) % 7] for back in range(7))
        return next((hours for hours in before if hours), OFF)

    def _spans(self, at: datetime, first: int, last: int) -> Iterator[tuple[datetime, datetime]]:
        zone = ZoneInfo(self.zone)
        today = at.astimezone(zone).date()
        for day in (today + timedelta(days=shift) for shift in range(first, last)):
            for hours in self.day(day):
                yield _moment(day, hours.opens, zone), _moment(day, hours.closes, zone)


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The first moment, in UTC, when the clock on the wall shows that time or is past it.

    So a time that comes twice is meant the first time, and one that is left out is when the clock jumps over it.
    """
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    first, second = (int(wall.replace(tzinfo=zone, fold=fold).timestamp()) for fold in (0, 1))
    if first > second:  # left out: it lies between what the old and the new offset make of it
        while first - second > 1:
            middle = (first + second) // 2
            if datetime.fromtimestamp(middle, zone).replace(tzinfo=None) < wall:
                second = middle
            else:
                first = middle
    return datetime.fromtimestamp(first, UTC)


@cache
def _calendar(country: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Days off, and weekends that are working days, with what the government has moved that year."""
    if not country:
        return frozenset(), frozenset()
    calendar = holidays.country_holidays(country, years=year)
    return frozenset(calendar), frozenset(calendar.weekend_workdays)
