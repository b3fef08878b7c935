"""Statistics (O13): the log of calls, what it is narrowed to, one call's card."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.call_log import CallDetails, CallsPage, LoggedCall, Narrowed, Party, Result, Talk, beside, day_key
from bot.domain.cards import Seat
from bot.domain.cards_options import Choice
from bot.domain.effects import CallKind
from bot.domain.errors import N_
from bot.domain.numbers import human
from bot.domain.outcomes import Outcome
from bot.i18n import Html, Texts, quoted
from bot.keyboards.base import Button, CompanyTap, Row, Screen, paged, pages_of, short, turning
from bot.keyboards.home import Home, back
from bot.keyboards.shared import facts_line, heading
from bot.keyboards.voicemail import Listen


class Calls(CompanyTap, prefix="calls"):
    """A page of the log of a day (20261121; 0: today)."""

    page: int
    day: int = 0


class Pictures(CompanyTap, prefix="pics"):
    """Which pictures and files there are, until that day."""

    day: int


class NarrowCalls(CompanyTap, prefix="cfilter"):
    """Narrow the log to this, or with "" no more. `key`: query, employee, result or recorded."""

    day: int
    key: str
    value: str


class AskCalls(CompanyTap, prefix="cask"):
    """Which employee, which result."""

    day: int
    key: str
    page: int = 0


class CallCard(CompanyTap, prefix="call"):
    """One call."""

    call: int


class PlayTalk(CompanyTap, prefix="talk"):
    """Its recording comes into the chat."""

    recording: int


class GetTalk(CompanyTap, prefix="gettalk"):
    """Its recording as a file."""

    recording: int


class RingClient(CompanyTap, prefix="cring"):
    """Ring me, then the client of this call."""

    call: int


ICONS = {
    Result.ANSWERED: "✅",
    Result.MISSED: "❌",
    Result.VOICEMAIL: "✉",
    Result.CALLBACK: "↩",
    Result.BUSY: "⛔",
    Result.FAILED: "⚠",
    Result.GOING: "⏳",
}
NAMES = {
    Result.ANSWERED: N_("Answered"),
    Result.MISSED: N_("Missed"),
    Result.VOICEMAIL: N_("Left a message"),
    Result.CALLBACK: N_("Asked to be called back"),
    Result.BUSY: N_("Busy"),
    Result.FAILED: N_("Did not come about"),
    Result.GOING: N_("Going on now"),
}
CAME_OUT = {
    Outcome.ABANDONED: N_("The caller hung up first"),
    Outcome.DECLINED: N_("Declined"),
    Outcome.UNREACHABLE: N_("Could not be reached"),
    Outcome.INTERRUPTED: N_("Broke off: we were being restarted"),
    Outcome.NOT_PLACED: N_("The employee’s telephone did not pick up"),
    Outcome.REJECTED: N_("The number leads nowhere"),
}


def calls(t: Texts, seat: Seat, shown: CallsPage) -> Screen:
    """Newest first; ● marks what can be listened to."""
    company, day, narrowed = seat.company_id, day_key(shown.last), shown.narrowed
    many = t.n("{n} call", "{n} calls", shown.total)
    hint = t("● has a recording. To search, send a number or a client's name.")
    text = heading(t("Statistics"), facts_line(_days(t, shown), many), *paged(t, shown.page, shown.pages), hint)
    rows = tuple((Button(label(t, seat, it), CallCard(company=company, call=it.id)),) for it in shown.items)
    leaf = turning(
        shown.page, shown.pages, *(Calls(company=company, page=shown.page + step, day=day) for step in (-1, 1))
    )
    filters = _filters(t, company, day, narrowed)
    more = (Button(t("📈 Pictures and files"), Pictures(company=company, day=day)),)
    return Screen(text, (*rows, *leaf, _beside(t, company, shown), *filters, more, back(t, Home(company=company))))


def label(t: Texts, seat: Seat, call: LoggedCall) -> str:
    """A call on one line: «✅ 12:41 · +7 900 123-45-67 → Иванов · 1:23 ●»."""
    length = t.length(call.talked) if call.talked is not None else ""
    line = facts_line(t.clock(call.started_at, seat.time_zone), who(t, call), length)
    return f"{ICONS[call.result]} {line}{' ●' if call.recorded else ''}"


def who(t: Texts, call: LoggedCall, limit: int = 24) -> str:
    """«Анна → Иванов»."""
    return f"{_party(t, call.caller, limit)} → {_party(t, call.whom, limit)}"


def ask_employee(t: Texts, company: int, day: int, people: Sequence[Choice], page: int) -> Screen:
    """Whose calls are to be shown."""
    shown, page, pages = pages_of(people, page)
    rows = tuple((Button(short(it.title, 40), _narrow(company, day, "employee", str(it.id))),) for it in shown)
    leaf = turning(
        page, pages, *(AskCalls(company=company, day=day, key="employee", page=page + step) for step in (-1, 1))
    )
    text = heading(t("Whose calls?"), *paged(t, page, pages))
    return Screen(text, (*rows, *leaf, back(t, Calls(company=company, page=0, day=day))))


def ask_result(t: Texts, company: int, day: int) -> Screen:
    """Which result is to be shown."""
    buttons = [
        Button(f"{icon} {t(NAMES[it])}", _narrow(company, day, "result", it.value)) for it, icon in ICONS.items()
    ]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return Screen(heading(t("Which calls?")), (*rows, back(t, Calls(company=company, page=0, day=day))))


def card(t: Texts, seat: Seat, details: CallDetails, now: datetime, day: int) -> Screen:
    """Everything about one call, and what can be done with it."""
    call, company = details.call, seat.company_id
    text = heading(
        who(t, call, 60),
        facts_line(t.when(call.started_at, now, seat.time_zone), *_numbers(t, call)),
        f"{ICONS[call.result]} {came_out(t, call)}",
        facts_line(_waited(t, call), t("talked: {time}", time=t.length(call.talked)) if call.talked else ""),
        t("Department: {name}", name=short(details.department, 80)) if details.department else "",
        t("Employee: {name}", name=short(details.employee, 80)) if details.employee else "",
        *(_gone(t, seat, talk, now) for talk in details.talks if talk.deleted_at),
    )
    talks = tuple(_talk(t, company, talk) for talk in details.talks if talk.deleted_at is None)
    left = tuple(
        (Button(t("✉ Listen to the message"), Listen(company=company, voicemail=it)),) for it in details.messages
    )
    ring = ((Button(t("☎ Call back"), RingClient(company=company, call=call.id)),),) if _may_ring(seat, call) else ()
    return Screen(text, (*talks, *left, *ring, back(t, Calls(company=company, page=0, day=day))))


def talk_caption(t: Texts, seat: Seat, call: LoggedCall, seconds: float, now: datetime) -> Html:
    """«Запись · Анна → Иванов · сегодня 12:41 · 1:23»."""
    when = t.when(call.started_at, now, seat.time_zone)
    return quoted(facts_line(t("Recording"), who(t, call, 60), when, t.length(seconds)))


def came_out(t: Texts, call: LoggedCall) -> str:
    """How it ended, in exact words."""
    exact = CAME_OUT.get(call.outcome) if call.outcome else None
    return t(exact or NAMES[call.result])


def _party(t: Texts, party: Party, limit: int) -> str:
    if not party.number and not party.name:
        return t("number withheld")
    return short(party.name or human(party.number), limit)


def _numbers(t: Texts, call: LoggedCall) -> tuple[str, ...]:
    """Of those who are shown by a name."""
    return tuple(short(human(it.number), 40) for it in (call.caller, call.whom) if it.name and it.number)


def _waited(t: Texts, call: LoggedCall) -> str:
    return t("waited: {time}", time=t.length(call.waited)) if call.waited >= 1 else ""


def _gone(t: Texts, seat: Seat, talk: Talk, now: datetime) -> str:
    assert talk.deleted_at, "only of those that are gone"
    return t("The recording made room for newer ones: {day}.", day=t.day(talk.deleted_at, now, seat.time_zone))


def _talk(t: Texts, company: int, talk: Talk) -> Row:
    play = Button(t("▶ Listen · {length}", length=t.length(talk.seconds)), PlayTalk(company=company, recording=talk.id))
    return play, Button(t("⬇ Download"), GetTalk(company=company, recording=talk.id))


def _may_ring(seat: Seat, call: LoggedCall) -> bool:
    return seat.employee_id is not None and call.client.startswith("+") and call.kind is not CallKind.INTERNAL


def _days(t: Texts, shown: CallsPage) -> str:
    if shown.first == shown.last:
        return t.calendar(shown.last)
    return f"{t.calendar(shown.first)} – {t.calendar(shown.last)}"


def _beside(t: Texts, company: int, shown: CallsPage) -> Row:
    earlier, later = beside(shown)
    ways = [(t("‹ {day}", day=t.calendar(earlier)), earlier)]
    ways += [(t("{day} ›", day=t.calendar(later)), later)] if later else []
    return tuple(Button(name, Calls(company=company, page=0, day=day_key(day))) for name, day in ways)


def _filters(t: Texts, company: int, day: int, by: Narrowed) -> tuple[Row, ...]:
    """Each one is set from here, or taken away from here."""
    whose = by.employee and short(by.employee[1], 24)
    result = by.result and f"{ICONS[by.result]} {t(NAMES[by.result])}"
    employee = _off(company, day, "employee", whose) if whose else _ask(t("Employee"), company, day, "employee")
    came = _off(company, day, "result", result) if result else _ask(t("Result"), company, day, "result")
    only = t("Recorded only")
    recorded = (
        _off(company, day, "recorded", only) if by.recorded else Button(only, _narrow(company, day, "recorded", "1"))
    )
    query = (_off(company, day, "query", f"“{short(by.query, 24)}”"),) if by.query else ()
    return (employee, came), (recorded, *query)


def _off(company: int, day: int, key: str, name: str) -> Button:
    return Button(f"✕ {name}", _narrow(company, day, key, ""))


def _ask(name: str, company: int, day: int, key: str) -> Button:
    return Button(name, AskCalls(company=company, day=day, key=key))


def _narrow(company: int, day: int, key: str, value: str) -> NarrowCalls:
    return NarrowCalls(company=company, day=day, key=key, value=value)
