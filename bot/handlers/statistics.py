"""Statistics (O13): the log of calls, one of them, its recording."""

from typing import Any

from bot.domain.call_log import Narrowed, Result, day_from, day_key
from bot.domain.errors import N_, Refused
from bot.domain.orders import Why
from bot.handlers.press import Press, Reply
from bot.keyboards import statistics as keys
from bot.keyboards.statistics import AskCalls, CallCard, Calls, GetTalk, NarrowCalls, PlayTalk, RingClient

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


async def show_call(press: Press[CallCard]) -> Reply:
    """One call."""
    details = await press.desk.calls.one(press.seat, press.tap.call)
    day = int(press.form.get("day", 0))
    screen = keys.card(press.t, press.seat, details, press.desk.clock.now(), day)
    return Reply(screen, at=press.tap, form=press.form)


async def play(press: Press[PlayTalk]) -> Reply:
    """It comes into the chat as a voice message; what is too long for one, as mp3."""
    wav, seconds, call = await press.desk.calls.recording(press.seat, press.tap.recording)
    await press.answer()
    caption = keys.talk_caption(press.t, press.seat, call, seconds, press.desk.clock.now())
    await press.desk.voice.talk(press.chat_id, wav, seconds, caption)
    return Reply()


async def get(press: Press[GetTalk]) -> Reply:
    """As a file."""
    wav, seconds, call = await press.desk.calls.recording(press.seat, press.tap.recording)
    await press.answer()
    caption = keys.talk_caption(press.t, press.seat, call, seconds, press.desk.clock.now())
    await press.desk.voice.file(press.chat_id, wav, caption)
    return Reply()


async def ring(press: Press[RingClient]) -> Reply:
    """The person's own telephone rings, then the client's."""
    details = await press.desk.calls.one(press.seat, press.tap.call)
    client, account = details.call.client, press.visitor.account_id
    if not client:
        raise Refused(N_("There is no number outside to call."))
    with press.acting():
        await press.desk.orders.call(press.seat, press.seat.employee_id, client, Why.MISSED, account)
    return Reply(toast=press.t("Your telephone rings first, then the client's."))


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
