"""Periods of the week against an oracle that only counts wall clocks, over six zones that move their clocks."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.periods import EVERY_DAY, Hours, Period, next_time

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour
    "America/Santiago",  # at midnight
    "Pacific/Apia",
    "Africa/Casablanca",  # for a month in the middle of summer time
)
CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 59]))
PERIODS = st.builds(Period, st.frozensets(st.integers(0, 6)), st.builds(Hours, CLOCKS, CLOCKS))
INSTANTS = st.datetimes(datetime(2005, 1, 1), datetime(2035, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))


def near_changes(zone: str) -> list[datetime]:
    """Every quarter of an hour around each moment in ten years when the zone's offset changes."""
    moments = []
    for day in range(3652):
        at = datetime(2005, 1, 1, tzinfo=UTC) + timedelta(days=day)
        if offset(at, zone) != offset(at + timedelta(days=1), zone):
            hours = (at + timedelta(hours=n) for n in range(24))
            change = next(hour for hour in hours if offset(hour, zone) != offset(hour + timedelta(hours=1), zone))
            moments += [change + timedelta(minutes=15 * n) for n in range(-12, 20)]
    return moments


def offset(at: datetime, zone: str) -> timedelta | None:
    return at.astimezone(ZoneInfo(zone)).utcoffset()


NEAR = {zone: near_changes(zone) for zone in ZONES}


def oracle(period: Period, at: datetime, zone: str) -> bool:
    """Written out day by day in wall clocks without a zone; the clock itself comes from another library."""
    wall = at.astimezone(tz.gettz(zone)).replace(tzinfo=None)
    for back in (0, 1):
        day = (wall - timedelta(days=back)).date()
        begins = datetime.combine(day, period.hours.start)
        ends = datetime.combine(day, period.hours.end)
        ends += timedelta(days=1) if ends <= begins else timedelta()
        if day.weekday() in period.weekdays and begins <= wall < ends:
            return True
    return False


@pytest.mark.parametrize("zone", ZONES)
@given(period=PERIODS, at=INSTANTS)
@example(period=Period(frozenset({4}), Hours(time(22), time(6))), at=datetime(2026, 3, 28, 4, tzinfo=UTC))
def test_a_period_is_what_the_clock_on_the_wall_shows(zone: str, period: Period, at: datetime) -> None:
    assert period.has(at, ZoneInfo(zone)) is oracle(period, at, zone)


@pytest.mark.parametrize("zone", ZONES)
@given(period=PERIODS, data=st.data())
def test_so_it_is_when_clocks_are_moved(zone: str, period: Period, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(NEAR[zone]))
    assert period.has(at, ZoneInfo(zone)) is oracle(period, at, zone)


def test_every_zone_here_moves_its_clocks() -> None:
    assert all(NEAR.values())


def test_friday_night_lasts_into_saturday_and_sunday_night_into_monday() -> None:
    nights = Period(frozenset({4, 6}), Hours(time(22), time(6)))
    inside = {day: nights.has(datetime(2026, 8, 3 + day, 3, 0, tzinfo=UTC), UTC) for day in range(7)}  # 3:00 a.m.
    assert [day for day, is_ in inside.items() if is_] == [0, 5]  # Monday and Saturday


@pytest.mark.parametrize(("start", "end"), [(9, 18), (22, 6)])
def test_hours_begin_with_their_first_moment_and_end_before_their_last(start: int, end: int) -> None:
    hours = Hours(time(start), time(end))
    assert [hours.has(time(start)), hours.has(time(end))] == [True, False]


def test_the_same_hour_twice_is_the_whole_day() -> None:
    day = Period(frozenset({0}), Hours(time(9), time(9)))
    assert day.has(datetime(2026, 8, 4, 8, 59, tzinfo=UTC), UTC)  # Tuesday morning is still Monday's day
    assert not day.has(datetime(2026, 8, 4, 9, 0, tzinfo=UTC), UTC)


@pytest.mark.parametrize("zone", ZONES)
@given(clock=CLOCKS, data=st.data())
def test_the_next_time_comes_later_and_within_a_day_and_a_bit(zone: str, clock: time, data: st.DataObject) -> None:
    at, place = data.draw(st.one_of(st.sampled_from(NEAR[zone]), INSTANTS)), ZoneInfo(zone)
    due = next_time(clock, at, place)
    skipped = zone == "Pacific/Apia" and at.year == 2011  # the island left out a whole day once
    assert timedelta() < due - at <= timedelta(hours=49 if skipped else 26)


@given(clock=CLOCKS, at=INSTANTS)
def test_the_next_time_is_the_first_minute_that_shows_it(clock: time, at: datetime) -> None:
    minute = at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    while (minute.hour, minute.minute) != (clock.hour, clock.minute):
        minute += timedelta(minutes=1)
    assert next_time(clock, at, UTC) == minute


def test_quiet_hours_hide_no_moment_of_an_hour_that_comes_twice() -> None:
    berlin, night = ZoneInfo("Europe/Berlin"), Period(EVERY_DAY, Hours(time(22), time(2, 30)))
    second = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)  # 2:15 for the second time
    assert night.has(second, berlin)
    assert next_time(night.hours.end, second, berlin) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
