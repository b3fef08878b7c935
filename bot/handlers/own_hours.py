"""An employee's own hours in the chat: the week, a day."""

from typing import Any

from bot.domain.schedule_lines import WEEKDAYS
from bot.handlers.notes import with_saved
from bot.handlers.press import Press, Reply
from bot.handlers.schedule import VALUES, one_of
from bot.keyboards import own_hours as keys
from bot.keyboards.own_hours import WEEK, OwnWeekday, PutOwnWeekday
from bot.keyboards.people import OwnHours
from bot.keyboards.schedule import USUAL


async def show(press: Press[OwnHours]) -> Reply:
    """The week."""
    card = await press.desk.working_time.own_card(press.seat, press.tap.employee)
    return Reply(keys.own_hours(press.t, press.seat.company_id, card), at=press.tap)


async def ask(press: Press[OwnWeekday]) -> Reply:
    """The question for a day."""
    name = one_of(press.tap.day, WEEKDAYS)
    card = await press.desk.working_time.own_card(press.seat, press.tap.employee)
    return Reply(keys.own_weekday(press.t, press.seat.company_id, card, name), at=press.tap)


async def weekday(press: Press[OwnWeekday], text: str) -> Reply:
    """The answer, typed."""
    return await _put(press, press.tap.day, text)


async def put(press: Press[PutOwnWeekday]) -> Reply:
    """The answer, picked."""
    day, value = press.tap.day, one_of(press.tap.value, (*VALUES, USUAL))
    return await _put(press, day, VALUES.get(value))


async def _put(press: Press[Any], day: str, typed: str | None) -> Reply:
    service, employee, account = press.desk.working_time, press.tap.employee, press.visitor.account_id
    with press.acting():
        if day == WEEK:
            done = await service.as_the_company(press.seat, employee, account)
        else:
            done = await service.own_weekday(press.seat, employee, day, typed, account)
    reply = await show(press.on(OwnHours(company=press.seat.company_id, employee=employee), {}))
    return await with_saved(press, reply, done.history_id)
