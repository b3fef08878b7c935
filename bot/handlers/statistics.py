"""Statistics (O13): the log of calls, narrowed as asked for."""

from typing import Any

from bot.domain.call_log import Narrowed, Result, day_from, day_key
from bot.handlers.press import Press, Reply
from bot.keyboards import statistics as keys
from bot.keyboards.statistics import AskCalls, Calls, NarrowCalls

LONGEST_QUERY = 64
KEYS = ("query", "employee", "result", "recorded")


async def show_calls(press: Press[Calls]) -> Reply:
    """A page of a day."""
    log, seat = press.desk.calls, press.seat
    form = {key: value for key, value in press.form.items() if key in KEYS and value}
    day = day_from(press.tap.day, log.today(seat))
    shown = await log.page(seat, day, await _narrowed(press, form), press.tap.page)
    here = Calls(company=seat.company_id, page=shown.page, day=day_key(day))
    return Reply(keys.calls(press.t, seat, shown), at=here, form={**form, "day": day_key(day)})


async def search(press: Press[Calls], text: str) -> Reply:
    """What was typed is looked for."""
    form = {**press.form, "query": text.strip()[:LONGEST_QUERY]}
    return await show_calls(press.on(Calls(company=press.seat.company_id, page=0, day=press.tap.day), form))


async def narrow(press: Press[NarrowCalls]) -> Reply:
    """To this, or no more."""
    tap = press.tap
    form = {**press.form, tap.key: tap.value}
    return await show_calls(press.on(Calls(company=press.seat.company_id, page=0, day=tap.day), form))


async def ask(press: Press[AskCalls]) -> Reply:
    """Which employee, which result."""
    t, company, day = press.t, press.seat.company_id, press.tap.day
    if press.tap.key == "result":
        return Reply(keys.ask_result(t, company, day), at=press.tap, form=press.form)
    people = await press.desk.calls.employees(press.seat)
    return Reply(keys.ask_employee(t, company, day, people, press.tap.page), at=press.tap, form=press.form)


async def _narrowed(press: Press[Any], form: dict[str, Any]) -> Narrowed:
    """What the form says, as far as it can be so."""
    result = str(form.get("result", ""))
    chosen = [it for it in await press.desk.calls.employees(press.seat) if str(it.id) == form.get("employee")]
    return Narrowed(
        query=str(form.get("query", "")),
        employee=(chosen[0].id, chosen[0].title) if chosen else None,
        result=Result(result) if result in list(Result) else None,
        recorded=bool(form.get("recorded")),
    )
