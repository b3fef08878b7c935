"""Parts of the day and of the week, as a clock on the wall shows them.

An instant is turned into the zone's wall clock, and the wall clock is compared: no two local times are ever subtracted,
so that the days on which clocks are moved need no special case. An hour that the clock shows twice is inside twice, one
that it skips is never inside.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Hours:
    """From `start` until before `end`; into the next day when `end` is not later: 0:00–0:00 is the whole day."""

    start: time
    end: time

    @property
    def crosses_midnight(self) -> bool:
        """Whether its end belongs to the next day."""
        return self.end <= self.start

    def has(self, clock: time) -> bool:
        """Whether the wall clock is inside, whatever the day."""
        if self.crosses_midnight:
            return clock >= self.start or clock < self.end
        return self.start <= clock < self.end


@dataclass(frozen=True, slots=True)
class Period:
    """Hours on some days of the week (Monday is 0). What runs over midnight belongs to the day on which it began."""

    weekdays: frozenset[int]
    hours: Hours

    def has(self, at: datetime, zone: tzinfo) -> bool:
        """Whether an aware instant is inside, by the clock of the zone."""
        local = at.astimezone(zone)
        clock, day = local.time(), local.weekday()
        if not self.hours.has(clock):
            return False
        began_yesterday = self.hours.crosses_midnight and clock < self.hours.start
        return (day - 1) % 7 in self.weekdays if began_yesterday else day in self.weekdays


def next_time(clock: time, after: datetime, zone: tzinfo) -> datetime:
    """The first instant after an aware one at which the zone's wall clock shows that; UTC."""
    today = after.astimezone(zone).date()
    shown = (_at(today + DAY * days, clock, fold, zone) for days in range(3) for fold in (0, 1))
    return min(instant for instant in shown if instant > after)


def _at(day: date, clock: time, fold: int, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock, zone).replace(fold=fold).astimezone(UTC)
