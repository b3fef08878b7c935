"""A schedule as lines of text: as people type it, as the database, the history and a company's file keep it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from bot.domain.errors import N_, Refused
from bot.domain.schedule import MIDNIGHT, MON_TO_FRI, OFF, Day, Hours, Schedule

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAYS = "holidays"
CLOSED = "closed"
NO_HOLIDAYS = "none"
COUNTRIES = ("RU", "BY", "KZ", "AM", "AZ", "GE", "KG", "UZ", "DE", "GB", "US", "IL")  # that the chat offers
ROUND_THE_CLOCK = "00:00-24:00"
# with the dots and dashes that phones write, and in words: «с 9 до 18»
SPAN = re.compile(r"(?:с\s+)?(\d{1,2})(?:[:.](\d\d))?\s*(?:[-–—]|до)\s*(\d{1,2})(?:[:.](\d\d))?", re.I)
DAY_OFF = (CLOSED, "off", "day off", "выходной")
DATES = ("%d.%m.%Y", "%Y-%m-%d")

BAD_HOURS = N_("Hours look like 09:00-18:00, or 09:00-13:00, 14:00-18:00 with a break. 22:00-06:00 is over midnight.")
BAD_DATE = N_("A date looks like 31.12.2026.")
PAST_DATE = N_("This day is over already. Send one that is still to come.")


def hours(typed: str) -> Day:
    """The hours of a day; `Refused` says how they look."""
    if typed.strip().casefold() in DAY_OFF:
        return OFF
    spans = [SPAN.fullmatch(part.strip()) for part in typed.split(",")]
    if not all(spans):
        raise Refused(BAD_HOURS)
    day = tuple(_hours(span) for span in spans if span)
    if any(one.closes > next_.opens for one, next_ in pairwise(day)) or day[-1].closes > day[0].opens + MIDNIGHT:
        raise Refused(BAD_HOURS)
    return day


def text(day: Day) -> str:
    """«09:00-13:00, 14:00-18:00»: what `hours` reads."""
    return ", ".join(f"{_clock(it.opens)}-{_closing(it.closes)}" for it in day) or CLOSED


def day_of(typed: str, today: date) -> date:
    """A date; without a year the next one, today included. `Refused` says how it looks."""
    for form in DATES:
        for year in (today.year, today.year + 1) if re.fullmatch(r"\d{1,2}\.\d{1,2}\.?", typed) else (None,):
            whole = f"{typed.rstrip('.')}.{year}" if year else typed
            try:
                found = datetime.strptime(whole, form).date()
            except ValueError:
                continue
            if year is None or found >= today:
                return found
    raise Refused(BAD_DATE)


def special_day(typed: str, today: date) -> tuple[date, Day]:
    """«31.12 10:00-14:00»; without hours a day off. `Refused` for a day that is over."""
    said, _, rest = typed.strip().partition(" ")
    day = day_of(said, today)
    if day < today:
        raise Refused(PAST_DATE)
    return day, hours(rest) if rest.strip() else OFF


def lines(schedule: Schedule) -> dict[str, str]:
    """All of it: weekdays, holidays, dates, in this order."""
    week = {name: text(day) for name, day in zip(WEEKDAYS, schedule.week, strict=True)}
    dates = {day.isoformat(): text(hours) for day, hours in sorted(schedule.dates)}
    return week | {HOLIDAYS: schedule.holidays or NO_HOLIDAYS} | dates


def of_lines(zone: str, said: Mapping[str, str]) -> Schedule:
    """The schedule that these lines say; the default for what they leave out."""
    week = tuple(
        hours(said[name]) if name in said else default for name, default in zip(WEEKDAYS, MON_TO_FRI, strict=True)
    )
    country = said.get(HOLIDAYS, NO_HOLIDAYS)
    dates = {date.fromisoformat(key): hours(value) for key, value in said.items() if key[0].isdigit()}
    return Schedule(zone, week, "" if country == NO_HOLIDAYS else country, tuple(sorted(dates.items())))


def with_own_hours(company: Schedule, own: Mapping[str, str]) -> Schedule:
    """An employee's: these weekdays are their own; holidays, special days and zone are the company's."""
    days = zip(WEEKDAYS, company.week, strict=True)
    return replace(company, week=tuple(hours(own[name]) if name in own else usual for name, usual in days))


def _hours(span: re.Match[str]) -> Hours:
    opens, closes = (int(span[at]) * 60 + int(span[at + 1] or 0) for at in (1, 3))
    minutes_fit = all(int(span[at] or 0) < 60 for at in (2, 4))
    if not minutes_fit or opens >= MIDNIGHT or closes > MIDNIGHT or opens == closes:
        raise Refused(BAD_HOURS)
    return Hours(opens, closes if closes > opens else closes + MIDNIGHT)


def _closing(minutes: int) -> str:
    return _clock(minutes if minutes <= MIDNIGHT else minutes - MIDNIGHT)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
