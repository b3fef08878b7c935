"""When a company works, minute by minute, over every trick that clocks play."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refused
from bot.domain.schedule import OFF, Day, Hours, Schedule
from bot.domain.schedule_lines import WEEKDAYS, day_of, hours, lines, of_lines, special_day, text, with_own_hours

ZONES = (
    "Europe/Moscow",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # jumps by half an hour
    "America/Sao_Paulo",  # jumped at midnight
    "Asia/Kathmandu",  # +5:45
)
CLOCKS_CHANGE = {  # local dates on which or beside which they do
    "Europe/Moscow": (date(2010, 3, 28), date(2014, 10, 26)),
    "Europe/Berlin": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
    "America/Sao_Paulo": (date(2018, 11, 4), date(2018, 2, 18)),
    "Asia/Kathmandu": (date(2026, 3, 29), date(2026, 10, 25)),
}
MINUTE = timedelta(minutes=1)


def at(text: str, zone: str = "Europe/Moscow") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@st.composite
def days(draw: st.DrawFn) -> Day:
    """None, one or two spans, over midnight too."""
    marks = sorted(draw(st.sets(st.integers(0, 95), min_size=0, max_size=4)))
    quarters = [mark * 15 for mark in marks][: len(marks) // 2 * 2]
    spans = [Hours(*quarters[place : place + 2]) for place in range(0, len(quarters), 2)]
    if spans and draw(st.booleans()):
        last = spans[-1]
        latest = min(24 * 60 + spans[0].opens, last.closes + 24 * 60, last.opens + 24 * 60 - 15)
        spans[-1] = Hours(last.opens, latest)
    return tuple(spans)


def oracle(schedule: Schedule, moment: datetime) -> bool:
    """The guard who has stood at the door since three days before and looks at the clock on the wall each minute."""
    zone = ZoneInfo(schedule.zone)
    start = moment - timedelta(days=3)
    seen = [start + MINUTE * n for n in range(int((moment - start) / MINUTE) + 1)]
    latest = datetime.min
    for one in seen:
        latest = max(latest, one.astimezone(zone).replace(tzinfo=None))
    midnight = datetime.combine(moment.astimezone(zone).date(), datetime.min.time())
    for shift in range(-2, 2):
        day = midnight + timedelta(days=shift)
        for span in schedule.day(day.date()):
            opened, closed = (day + timedelta(minutes=it) <= latest for it in (span.opens, span.closes))
            if opened and not closed:
                return True
    return False


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    week=st.tuples(*[days()] * 7),
    special=days(),
    which=st.integers(0, 1),
    minutes=st.integers(-24 * 60, 48 * 60),
)
def test_open_when_the_guard_says_so(zone: str, week: tuple[Day, ...], special: Day, which: int, minutes: int) -> None:
    day = CLOCKS_CHANGE[zone][which]
    schedule = Schedule(zone, week, dates=((day + timedelta(days=1), special),))
    moment = at(day.isoformat(), zone) + timedelta(minutes=minutes)
    assert schedule.is_working(moment) is oracle(schedule, moment)


@settings(max_examples=100, deadline=None)
@given(zone=st.sampled_from(ZONES), week=st.tuples(*[days()] * 7), minutes=st.integers(-24 * 60, 48 * 60))
def test_nothing_changes_before_the_next_change(zone: str, week: tuple[Day, ...], minutes: int) -> None:
    moment = at(CLOCKS_CHANGE[zone][0].isoformat(), zone) + timedelta(minutes=minutes)
    schedule = Schedule(zone, week)
    then, now = schedule.next_change(moment), schedule.is_working(moment)
    until = min(then or datetime.max.replace(tzinfo=UTC), moment + timedelta(days=8))
    while moment < until:
        assert schedule.is_working(moment) is now
        moment += timedelta(minutes=15)
    assert then is None or schedule.is_working(then) is not now


@pytest.mark.parametrize(
    ("moment", "working"),
    [
        ("2026-11-20 08:59", False),  # a Friday
        ("2026-11-20 09:00", True),
        ("2026-11-20 17:59", True),
        ("2026-11-20 18:00", False),
        ("2026-11-21 12:00", False),
    ],
)
def test_the_default_is_monday_to_friday_nine_to_six(moment: str, working: bool) -> None:
    assert Schedule("Europe/Moscow").is_working(at(moment)) is working


def test_hours_over_midnight_belong_to_the_day_on_which_they_begin() -> None:
    night = Schedule("Europe/Moscow", (OFF,) * 4 + (hours("22:00-06:00"),) + (OFF,) * 2)
    assert night.is_working(at("2026-11-21 05:59"))
    assert not night.is_working(at("2026-11-21 06:00"))
    assert not night.is_working(at("2026-11-20 05:00"))
    assert night.next_change(at("2026-11-20 23:00")) == at("2026-11-21 06:00")


@pytest.mark.parametrize(
    ("day", "said", "opens", "closes"),
    [
        ("2026-03-29", "02:30-04:00", "2026-03-29T01:00", "2026-03-29T02:00"),  # 2:30 is left out: from the jump on
        ("2026-10-25", "02:30-04:00", "2026-10-25T00:30", "2026-10-25T03:00"),  # 2:30 comes twice: from the first on
        ("2026-10-25", "01:00-02:30", "2026-10-24T23:00", "2026-10-25T00:30"),
    ],
)
def test_hours_in_the_night_when_the_clock_is_changed(day: str, said: str, opens: str, closes: str) -> None:
    berlin = of_lines("Europe/Berlin", dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "closed") | {day: said})
    first = berlin.next_change(at(f"{day} 00:30", "Europe/Berlin"))
    assert first == datetime.fromisoformat(opens).replace(tzinfo=UTC)
    assert berlin.next_change(first) == datetime.fromisoformat(closes).replace(tzinfo=UTC)


def test_holidays_are_days_off_with_what_the_government_has_moved() -> None:
    plain, russia = Schedule("Europe/Moscow"), Schedule("Europe/Moscow", holidays="RU")
    assert plain.is_working(at("2026-01-09 12:00"))
    assert not russia.is_working(at("2026-01-09 12:00")), "a Friday given for Saturday the 3rd"
    assert russia.is_working(at("2025-11-01 12:00")), "a Saturday that was made a working day"
    assert not russia.is_working(at("2025-11-03 12:00")), "the Monday that was given for it"
    assert russia.next_change(at("2025-12-30 18:00")) == at("2026-01-12 09:00")


def test_a_date_of_its_own_beats_a_holiday_and_a_weekday() -> None:
    schedule = of_lines("Europe/Moscow", {"holidays": "RU", "2026-01-07": "10:00-14:00", "2026-11-20": "closed"})
    assert schedule.is_working(at("2026-01-07 10:00"))
    assert not schedule.is_working(at("2026-01-07 14:00"))
    assert not schedule.is_working(at("2026-11-20 12:00"))


def test_who_never_closes_and_who_never_opens_have_no_next_change() -> None:
    always, never = ((hours(text),) * 7 for text in ("00:00-24:00", "closed"))
    assert Schedule("Europe/Moscow", always).is_working(at("2026-11-20 00:00"))
    assert Schedule("Europe/Moscow", always).next_change(at("2026-11-20 12:00")) is None
    assert Schedule("Europe/Moscow", never).next_change(at("2026-11-20 12:00")) is None


@given(
    week=st.tuples(*[days()] * 7),
    own=st.dictionaries(st.sampled_from(WEEKDAYS), days()),
    date_=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    special=st.none() | days(),
)
def test_own_hours_are_of_their_weekdays_and_special_days_are_everybodys(
    week: tuple[Day, ...], own: dict[str, Day], date_: date, special: Day | None
) -> None:
    company = Schedule("Europe/Moscow", week, dates=() if special is None else ((date_, special),))
    theirs = with_own_hours(company, {name: text(day) for name, day in own.items()})
    usual = own.get(WEEKDAYS[date_.weekday()], week[date_.weekday()])
    assert theirs.day(date_) == (usual if special is None else special)
    assert with_own_hours(company, {}) == company


def test_a_holiday_is_a_day_off_for_who_has_hours_of_their_own_too() -> None:
    own = dict.fromkeys(WEEKDAYS, "00:00-24:00")
    theirs = with_own_hours(Schedule("Europe/Moscow", holidays="RU"), own)
    assert not theirs.is_working(at("2026-01-01 12:00"))
    assert theirs.is_working(at("2026-01-17 03:00"))


def test_it_opens_after_a_long_rest() -> None:
    rest = {(date(2026, 11, 1) + timedelta(days=n)).isoformat(): "closed" for n in range(60)}
    opens = of_lines("Europe/Moscow", rest).next_change(at("2026-11-01 12:00"))
    assert opens == at("2026-12-31 09:00")


@settings(max_examples=100, deadline=None)
@given(week=st.tuples(*[days()] * 7), dates=st.dictionaries(st.dates(), days(), max_size=3))
def test_what_is_written_is_read_back(week: tuple[Day, ...], dates: dict[date, Day]) -> None:
    schedule = Schedule("Europe/Moscow", week, "RU", tuple(sorted(dates.items())))
    assert of_lines("Europe/Moscow", lines(schedule)) == schedule


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("9-18", "09:00-18:00"),
        ("9:30 – 18:00", "09:30-18:00"),
        ("09:00-13:00,14:00-18:00", "09:00-13:00, 14:00-18:00"),
        ("22-6", "22:00-06:00"),
        ("22:00-24:00", "22:00-24:00"),
        ("0-24", "00:00-24:00"),
        ("9.00-18.00", "09:00-18:00"),
        ("с 9 до 18", "09:00-18:00"),
        ("Выходной", "closed"),
        ("closed", "closed"),
    ],
)
def test_hours_as_people_type_them(typed: str, canonical: str) -> None:
    assert text(hours(typed)) == canonical


@pytest.mark.parametrize(
    "typed", ["", "9", "9-9", "25-26", "9:60-18", "9-18,17-20", "18-9, 10-11", "24-6", "9-18;", "22-6, 5-7"]
)
def test_hours_that_make_no_sense_are_refused(typed: str) -> None:
    with pytest.raises(Refused):
        hours(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31.12.2026", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("31.12", date(2026, 12, 31)),
        ("21.11", date(2026, 11, 21)),
        ("01.01", date(2027, 1, 1)),
        ("1.1.", date(2027, 1, 1)),
    ],
)
def test_a_date_without_a_year_is_the_next_one(typed: str, day: date) -> None:
    assert day_of(typed, date(2026, 11, 21)) == day


@pytest.mark.parametrize("typed", ["", "32.12.2026", "tomorrow", "29.02.2027", "31.12.26x"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        day_of(typed, date(2026, 11, 21))


def test_a_special_day_is_off_unless_hours_are_said() -> None:
    today = date(2026, 11, 21)
    assert special_day("31.12", today) == (date(2026, 12, 31), OFF)
    assert special_day(" 31.12 10-14", today) == (date(2026, 12, 31), (Hours(600, 840),))
    assert special_day("31.12 выходной", today) == (date(2026, 12, 31), OFF)


def test_a_day_that_is_over_is_no_special_day() -> None:
    today = date(2026, 11, 21)
    assert special_day("21.11.2026", today) == (today, OFF)
    with pytest.raises(Refused):
        special_day("20.11.2026", today)
