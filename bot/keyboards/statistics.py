"""Statistics (O13): the log of calls, and what it is narrowed to."""

from collections.abc import Sequence

from bot.domain.call_log import CallsPage, LoggedCall, Narrowed, Party, Result, beside, day_key
from bot.domain.cards import Seat
from bot.domain.cards_options import Choice
from bot.domain.errors import N_
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, paged, pages_of, short, telephone, turning
from bot.keyboards.home import Home, back
from bot.keyboards.shared import facts_line, heading


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
    Result.FAILED: N_("Failed"),
    Result.GOING: N_("Going on now"),
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


def _party(t: Texts, party: Party, limit: int) -> str:
    if not party.number and not party.name:
        return t("number withheld")
    return short(party.name or telephone(party.number), limit)


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
    query = (_off(company, day, "query", t("“{text}”", text=short(by.query, 24))),) if by.query else ()
    return (employee, came), (recorded, *query)


def _off(company: int, day: int, key: str, name: str) -> Button:
    return Button(f"✕ {name}", _narrow(company, day, key, ""))


def _ask(name: str, company: int, day: int, key: str) -> Button:
    return Button(name, AskCalls(company=company, day=day, key=key))


def _narrow(company: int, day: int, key: str, value: str) -> NarrowCalls:
    return NarrowCalls(company=company, day=day, key=key, value=value)
