"""Pictures and files of the statistics (G6, O5)."""

from datetime import date

from bot.domain.call_log import LoggedCall, day_key
from bot.domain.cards_storage import StorageCard
from bot.domain.figures import MONTH, MONTH_BEFORE, Column, Columns, Growth, file_days, share
from bot.domain.numbers import human
from bot.domain.tariffs import GIB
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Screen, short
from bot.keyboards.call_card import came_out
from bot.keyboards.home import back
from bot.keyboards.shared import gigabytes, heading
from bot.keyboards.statistics import Calls
from bot.keyboards.storage import Storage, buy, lasts


class Picture(CompanyTap, prefix="pic"):
    """Calls by hour or by day as a picture."""

    by: str


class CallsFile(CompanyTap, prefix="callcsv"):
    """So many days of calls until that day, or a month of it (`MONTH`, `MONTH_BEFORE`), as CSV."""

    day: int
    days: int


def pictures(t: Texts, company: int, last: date) -> Screen:
    """The way to each."""
    day = day_key(last)
    spans = ((1, t("CSV: day")), (7, t("CSV: week")), (30, t("CSV: 30 days")))
    one, week, long = (Button(name, CallsFile(company=company, day=day, days=days)) for days, name in spans)
    months = tuple(_month(t, company, last, span) for span in (MONTH_BEFORE, MONTH))
    drawn = (
        Button(t("By hours"), Picture(company=company, by="hour")),
        Button(t("By days"), Picture(company=company, by="day")),
    )
    text = heading(t("Pictures and files"), t("The day, the week and the 30 days end on {day}.", day=t.calendar(last)))
    return Screen(text, (drawn, (one, week), (long,), months, back(t, Calls(company=company, page=0, day=day))))


def _month(t: Texts, company: int, last: date, span: int) -> Button:
    name = t("CSV: {month}", month=t.month_of_year(file_days(last, span)[0]))
    return Button(name, CallsFile(company=company, day=day_key(last), days=span))


def columns(t: Texts, by: str, counted: tuple[Column, ...]) -> Columns:
    """In words."""
    title = t("Calls by hour, 30 days") if by == "hour" else t("Calls by day")
    missed = t("Not answered: {n} %", n=share(counted))
    return Columns(title, t("Answered"), missed, counted)


def growth(t: Texts, days: tuple[str, ...], used: tuple[int, ...], ahead: tuple[float, ...], quota: int) -> Growth:
    """In words, in gigabytes."""
    return Growth(
        t("Recordings, GB"),
        t("Kept"),
        t("Forecast"),
        t("Room: {size}", size=gigabytes(t, quota)),
        days,
        tuple(it / GIB for it in used),
        tuple(it / GIB for it in ahead),
        quota / GIB,
        t.number(0.5)[1],
    )


def forecast(t: Texts, company: int, card: StorageCard, oldest: date | None, count: int) -> Screen:
    """What would go first, and one tap to keep it."""
    first = ""
    if oldest:
        going = t.n("{n} recording", "{n} recordings", count)
        first = t("When the room is full, the oldest go first: {day}, {going}.", day=t.calendar(oldest), going=going)
    rows = ((buy(t, company, card),),) if card.room.packs < card.room.most else ()
    return Screen(heading(t("Forecast"), lasts(t, card.days), first), (*rows, back(t, Storage(company=company))))


def file_head(t: Texts) -> tuple[str, ...]:
    """The names of the columns."""
    names = t("Day"), t("Time"), t("Who"), t("Number"), t("Whom"), t("Number dialled")
    return (*names, t("Result"), t("Waited, s"), t("Talked, s"), t("Recorded"))


def file_line(t: Texts, call: LoggedCall, day: str, time: str) -> tuple[str, ...]:
    """One call."""
    who = (call.caller.name, human(call.caller.number), call.whom.name, human(call.whom.number))
    talked = "" if call.talked is None else str(round(call.talked))
    recorded = t("yes") if call.recorded else t("no")
    return (day, time, *who, short(came_out(t, call), 80), str(round(call.waited)), talked, recorded)
