"""Working time: whether it is now, hours of each weekday, public holidays, special days."""

from datetime import date, datetime

from bot.domain.cards_menus import ScheduleCard
from bot.domain.errors import N_
from bot.domain.history import FIELDS
from bot.domain.schedule import Day
from bot.domain.schedule_lines import CLOSED, COUNTRIES, NO_HOLIDAYS, WEEKDAYS, text
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, lines, paged, pages_of, short, turning
from bot.keyboards.home import Further, back
from bot.keyboards.shared import heading

ALWAYS, USUAL = "always", "usual"  # values of buttons, beside `CLOSED`
HOW = N_("Send the hours, such as 09:00-18:00, with a break 09:00-13:00, 14:00-18:00, over midnight 22:00-06:00.")
COUNTRY_NAMES = {
    "RU": N_("Russia"),
    "BY": N_("Belarus"),
    "KZ": N_("Kazakhstan"),
    "AM": N_("Armenia"),
    "AZ": N_("Azerbaijan"),
    "GE": N_("Georgia"),
    "KG": N_("Kyrgyzstan"),
    "UZ": N_("Uzbekistan"),
    "DE": N_("Germany"),
    "GB": N_("United Kingdom"),
    "US": N_("United States"),
    "IL": N_("Israel"),
    NO_HOLIDAYS: N_("No holidays"),
}


class WorkingHours(CompanyTap, prefix="hours"):
    """The schedule."""


class Weekday(CompanyTap, prefix="day"):
    """Ask for the hours of a day of the week."""

    day: str


class PutWeekday(CompanyTap, prefix="dayput"):
    """It is a day off, or the company works round the clock."""

    day: str
    value: str


class Holidays(CompanyTap, prefix="holidays"):
    """Whose public holidays are days off."""


class PutHolidays(CompanyTap, prefix="country"):
    """These, from now on."""

    country: str


class SpecialDays(CompanyTap, prefix="dates"):
    """A page of dates with hours of their own."""

    page: int


class SpecialDay(CompanyTap, prefix="date"):
    """One of them."""

    day: str


class PutDay(CompanyTap, prefix="dateput"):
    """It is a day off, or like any other again."""

    day: str
    value: str


def schedule(t: Texts, company: int, card: ScheduleCard, now: datetime) -> Screen:
    """Whether it is working time, and all of the schedule."""
    week = dict(zip(WEEKDAYS, card.schedule.week, strict=True))
    coming = [(day, hours) for day, hours in card.schedule.dates if day >= card.today]
    body = (
        t("Public holidays: {name}", name=country(t, card.schedule.holidays)),
        *(f"{calendar_date(day)}: {said(t, hours)}" for day, hours in coming[:8]),
    )
    rows: tuple[Row, ...] = tuple(
        (Button(f"{t(FIELDS[name])} · {said(t, hours)}", Weekday(company=company, day=name)),)
        for name, hours in week.items()
    )
    more = (
        Button(t("Public holidays"), Holidays(company=company)),
        Button(t("Special days"), SpecialDays(company=company, page=0)),
    )
    title = lines(heading(t("Working time"), _now(t, card, now)), "", *body)
    return Screen(title, (*rows, more, back(t, Further(company=company))))


def weekday(t: Texts, company: int, card: ScheduleCard, name: str) -> Screen:
    """The question for its hours."""
    now = said(t, card.schedule.week[WEEKDAYS.index(name)])
    answers = (
        Button(t("Day off"), PutWeekday(company=company, day=name, value=CLOSED)),
        Button(t("Round the clock"), PutWeekday(company=company, day=name, value=ALWAYS)),
    )
    text_ = heading(t(FIELDS[name]), t("Now: {name}", name=now), t(HOW))
    return Screen(text_, (answers, back(t, WorkingHours(company=company))))


def holidays(t: Texts, company: int, card: ScheduleCard) -> Screen:
    """Whose public holidays are days off, with the working Saturdays that make up for them."""
    chosen = card.schedule.holidays or NO_HOLIDAYS
    buttons = [_country(t, company, key, key == chosen) for key in (*COUNTRIES, NO_HOLIDAYS)]
    rows: tuple[Row, ...] = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    about = t("Public holidays are days off, and days that the government has moved are counted.")
    return Screen(heading(t("Public holidays"), about), (*rows, back(t, WorkingHours(company=company))))


def special_days(t: Texts, company: int, card: ScheduleCard, page: int) -> Screen:
    """Dates that are otherwise than their weekday; a new one by typing it."""
    shown, page, pages = pages_of([it for it in card.schedule.dates if it[0] >= card.today], page)
    rows = tuple(
        (Button(f"{calendar_date(day)} · {said(t, hours)}", SpecialDay(company=company, day=day.isoformat())),)
        for day, hours in shown
    )
    leaf = turning(page, pages, *(SpecialDays(company=company, page=page + step) for step in (-1, 1)))
    how = t("To add one, send a date, such as 31.12, for a day off, or with hours: 31.12 10:00-14:00.")
    text_ = heading(t("Special days"), how, *paged(t, page, pages))
    return Screen(text_, (*rows, *leaf, back(t, WorkingHours(company=company))))


def special_day(t: Texts, company: int, day: date, hours: Day | None) -> Screen:
    """One of them: other hours by typing them."""
    at = {"company": company, "day": day.isoformat()}
    buttons = (
        *([Button(t("Day off"), PutDay(**at, value=CLOSED))] if hours else []),
        Button(t("Like any other day"), PutDay(**at, value=USUAL)),
    )
    now = said(t, hours) if hours is not None else t("like any other day")
    text_ = heading(calendar_date(day), t("Now: {name}", name=now), t("Send other hours, such as 10:00-14:00."))
    return Screen(text_, (buttons, back(t, SpecialDays(company=company, page=0))))


def said(t: Texts, hours: Day) -> str:
    """«09:00–18:00», or a day off."""
    return text(hours).replace("-", "–") if hours else t("day off")


def country(t: Texts, key: str) -> str:
    """Whose holidays; a file may name a country that the chat does not offer."""
    return t(COUNTRY_NAMES[key or NO_HOLIDAYS]) if (key or NO_HOLIDAYS) in COUNTRY_NAMES else short(key)


def _now(t: Texts, card: ScheduleCard, now: datetime) -> str:
    if card.changes_at is None:
        return t("It is always working time.") if card.working else t("It is never working time.")
    zone = card.schedule.zone
    today = t.day(card.changes_at, now, zone) == t.day(now, now, zone)
    when = t.clock(card.changes_at, zone) if today else t.when(card.changes_at, now, zone)
    if card.working:
        return t("It is working time now, until {when}.", when=when)
    return t("It is not working time now. You open: {when}.", when=when)


def _country(t: Texts, company: int, key: str, chosen: bool) -> Button:
    return Button(f"{country(t, key)}{' ✓' if chosen else ''}", PutHolidays(company=company, country=key))


def calendar_date(day: date) -> str:
    """«31.12.2026»."""
    return f"{day:%d.%m.%Y}"
