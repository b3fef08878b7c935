"""Working time in the chat: the schedule, a weekday, public holidays, special days."""

from datetime import date
from typing import Any

from bot.domain.cards_options import Switched
from bot.domain.errors import N_, Refused
from bot.domain.schedule_lines import CLOSED, ROUND_THE_CLOCK, WEEKDAYS
from bot.handlers.notes import with_saved
from bot.handlers.press import Press, Reply
from bot.keyboards import schedule as keys
from bot.keyboards.schedule import (
    ALWAYS,
    USUAL,
    Holidays,
    PutDay,
    PutHolidays,
    PutWeekday,
    SpecialDay,
    SpecialDays,
    Weekday,
    WorkingHours,
)

VALUES = {CLOSED: CLOSED, ALWAYS: ROUND_THE_CLOCK}


async def show_schedule(press: Press[WorkingHours]) -> Reply:
    """All of it."""
    card = await press.desk.working_time.card(press.seat)
    return Reply(keys.schedule(press.t, press.seat.company_id, card, press.desk.clock.now()), at=press.tap)


async def ask_weekday(press: Press[Weekday]) -> Reply:
    """The question for the hours of a weekday."""
    name, card = one_of(press.tap.day, WEEKDAYS), await press.desk.working_time.card(press.seat)
    return Reply(keys.weekday(press.t, press.seat.company_id, card, name), at=press.tap)


async def weekday(press: Press[Weekday], text: str) -> Reply:
    """The answer, typed."""
    return await _put_weekday(press, press.tap.day, text)


async def put_weekday(press: Press[PutWeekday]) -> Reply:
    """The answer, picked."""
    return await _put_weekday(press, press.tap.day, VALUES[one_of(press.tap.value, VALUES)])


async def show_holidays(press: Press[Holidays]) -> Reply:
    """Whose they are."""
    card = await press.desk.working_time.card(press.seat)
    return Reply(keys.holidays(press.t, press.seat.company_id, card), at=press.tap)


async def put_holidays(press: Press[PutHolidays]) -> Reply:
    """Whose they are from now on."""
    with press.acting():
        done = await press.desk.working_time.holidays(press.seat, press.tap.country, press.visitor.account_id)
    return await _saved(press, done)


async def show_special_days(press: Press[SpecialDays]) -> Reply:
    """A page of them."""
    card = await press.desk.working_time.card(press.seat)
    return Reply(keys.special_days(press.t, press.seat.company_id, card, press.tap.page), at=press.tap)


async def add_special_day(press: Press[SpecialDays], text: str) -> Reply:
    """A date, with hours or without."""
    return await _put_special_day(press, text)


async def show_special_day(press: Press[SpecialDay]) -> Reply:
    """One of them."""
    day, card = _date(press.tap.day), await press.desk.working_time.card(press.seat)
    hours = dict(card.schedule.dates).get(day)
    return Reply(keys.special_day(press.t, press.seat.company_id, day, hours), at=press.tap)


async def special_day(press: Press[SpecialDay], text: str) -> Reply:
    """Other hours, typed."""
    return await _put_special_day(press, f"{_date(press.tap.day)} {text}")


async def put_special_day(press: Press[PutDay]) -> Reply:
    """A day off, or like any other again."""
    day = _date(press.tap.day).isoformat()
    if one_of(press.tap.value, (CLOSED, USUAL)) == CLOSED:
        return await _put_special_day(press, day)
    with press.acting():
        done = await press.desk.working_time.usual_day(press.seat, day, press.visitor.account_id)
    return await _saved_day(press, done)


async def _put_weekday(press: Press[Any], day: str, hours: str) -> Reply:
    with press.acting():
        done = await press.desk.working_time.weekday(press.seat, day, hours, press.visitor.account_id)
    return await _saved(press, done)


async def _put_special_day(press: Press[Any], text: str) -> Reply:
    with press.acting():
        done = await press.desk.working_time.special_day(press.seat, text, press.visitor.account_id)
    return await _saved_day(press, done)


async def _saved(press: Press[Any], done: Switched) -> Reply:
    card = await show_schedule(press.on(WorkingHours(company=press.seat.company_id), {}))
    return await with_saved(press, card, done.history_id)


async def _saved_day(press: Press[Any], done: Switched) -> Reply:
    days = await show_special_days(press.on(SpecialDays(company=press.seat.company_id, page=0), {}))
    return await with_saved(press, days, done.history_id)


def one_of(said: str, known: Any) -> str:
    """What a button said; `Refused` for what none of ours says."""
    if said not in known:
        raise Refused(N_("There is no such detail."))
    return said


def _date(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Refused(N_("A date looks like 31.12.2026.")) from None
