"""Which local day a thing was held on, whatever the clocks of the zone do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.billing import Charge, CompanyDay, charges, total
from bot.domain.catalogue import CATALOGUE
from bot.domain.holdings import Holding, company_day, company_now, day_bounds, day_of

MOSCOW = ZoneInfo("Europe/Moscow")
ZONES = [
    ZoneInfo(name) for name in ("Europe/Moscow", "Europe/Berlin", "America/Santiago", "Asia/Kamchatka", "Africa/Cairo")
]
DAY = date(2026, 4, 10)


def at(hour: int, minute: int = 0, day: int = 10) -> datetime:
    return datetime(2026, 4, day, hour, minute, tzinfo=MOSCOW).astimezone(UTC)


def option(since: datetime, until: datetime | None, key: str = "recording", of: int | None = None) -> Holding:
    return Holding(Charge.OPTIONS, key, of, since, until)


def options(*held: Holding) -> dict[str, int]:
    return dict(company_day(held, DAY, MOSCOW).options)


def test_what_was_on_for_a_minute_counts_for_the_day_once_however_often() -> None:
    assert options(option(at(12), at(12, 1)), option(at(13), at(14)), option(at(15), None)) == {"recording": 1}


def test_a_day_ends_at_midnight_of_the_company() -> None:
    assert options(option(at(0, day=11), None)) == {}
    assert options(option(at(23, 59), None)) == {"recording": 1}
    assert options(option(at(12, day=9), at(0))) == {}
    assert options(option(at(12, day=9), at(0, 1))) == {"recording": 1}


def test_switched_on_and_off_in_the_same_instant_was_never_on() -> None:
    assert options(option(at(12), at(12))) == {}


def test_each_number_counts_and_each_only_once() -> None:
    held = [option(at(9), at(10), "melody", 1), option(at(11), None, "melody", 1), option(at(1), None, "melody", 2)]
    assert options(*held) == {"melody": 2}


def test_a_day_counts_tariffs_employees_and_dids() -> None:
    held = [
        Holding(Charge.TARIFF, "basic", None, at(0, day=1), at(12)),
        Holding(Charge.TARIFF, "medium", None, at(12), None),
        *(Holding(Charge.EMPLOYEES, "", n, at(0, day=1), None) for n in range(11)),
        Holding(Charge.EMPLOYEES, "", 11, at(0, day=1), at(9)),  # left in the morning
        Holding(Charge.DIDS, "", 0, at(0, day=1), None),
    ]
    assert company_day(held, DAY, MOSCOW) == CompanyDay(frozenset({"basic", "medium"}), 12, 1, {})
    assert company_now(held) == CompanyDay(frozenset({"medium"}), 11, 1, {})


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
lengths = st.timedeltas(timedelta(0), timedelta(days=40))
zones = st.sampled_from(ZONES)


@given(moments, lengths, zones)
def test_the_days_of_a_holding_are_the_local_days_from_its_first_to_its_last_moment(
    since: datetime, length: timedelta, zone: ZoneInfo
) -> None:
    held, start = option(since, since + length), day_of(since, zone)
    charged = [d for d in (start + timedelta(days=n) for n in range(-2, 45)) if company_day([held], d, zone).options]
    last = day_of(since + length - timedelta(microseconds=1), zone)
    assert charged == [start + timedelta(days=n) for n in range((last - start).days + 1) if length]


@given(st.dates(date(2025, 1, 1), date(2027, 1, 1)), zones)
def test_days_follow_each_other_without_a_gap_or_an_overlap(day: date, zone: ZoneInfo) -> None:
    start, end = day_bounds(day, zone)
    assert end == day_bounds(day + timedelta(days=1), zone)[0]
    assert timedelta(hours=23) <= end - start <= timedelta(hours=25)
    assert (day_of(start, zone), day_of(end - timedelta(microseconds=1), zone)) == (day, day)


@given(st.lists(st.tuples(moments, lengths), max_size=6), zones, st.integers(1, 12))
def test_toggles_at_any_time_never_cost_more_than_the_month_and_a_whole_month_costs_it_exactly(
    toggles: list[tuple[datetime, timedelta]], zone: ZoneInfo, month: int
) -> None:
    first = date(2026, month, 1)
    month_days = [d for d in (first + timedelta(days=n) for n in range(31)) if d.month == month]

    def month_sum(held: list[Holding]) -> int:
        return sum(total(charges(CATALOGUE, company_day(held, day, zone), day)) for day in month_days)

    toggled = [option(since, since + length) for since, length in toggles]
    whole = option(day_bounds(month_days[0], zone)[0], day_bounds(month_days[-1], zone)[1])
    assert 0 <= month_sum(toggled) <= 700_00 == month_sum([whole]) == month_sum([*toggled, whole])


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("America/Santiago", date(2026, 9, 6), 23),
    ],
)
def test_days_of_clock_changes_are_an_hour_shorter_or_longer(zone: str, day: date, hours: int) -> None:
    start, end = day_bounds(day, ZoneInfo(zone))
    assert end - start == timedelta(hours=hours)
