"""One call of the statistics (O13), its recordings and what can be done with it."""

from datetime import datetime

from bot.domain.call_log import CallDetails, LoggedCall, Talk
from bot.domain.cards import Seat
from bot.domain.effects import CallKind
from bot.domain.errors import N_
from bot.domain.outcomes import Outcome
from bot.i18n import Html, Texts, quoted
from bot.keyboards.base import Button, CompanyTap, Row, Screen, short, telephone
from bot.keyboards.home import back
from bot.keyboards.shared import facts_line, heading
from bot.keyboards.statistics import ICONS, NAMES, Calls, who
from bot.keyboards.voicemail import Listen


class PlayTalk(CompanyTap, prefix="talk"):
    """Its recording comes into the chat."""

    recording: int


class GetTalk(CompanyTap, prefix="gettalk"):
    """Its recording as a file."""

    recording: int


class RingClient(CompanyTap, prefix="cring"):
    """Ring me, then the client of this call."""

    call: int


CAME_OUT = {
    Outcome.ABANDONED: N_("The caller hung up first"),
    Outcome.DECLINED: N_("Declined"),
    Outcome.UNREACHABLE: N_("Could not be reached"),
    Outcome.INTERRUPTED: N_("Broke off: we were being restarted"),
    Outcome.NOT_PLACED: N_("The employee’s telephone did not pick up"),
    Outcome.REJECTED: N_("The number leads nowhere"),
}


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


def _numbers(t: Texts, call: LoggedCall) -> tuple[str, ...]:
    """Of those who are shown by a name."""
    return tuple(short(telephone(it.number), 40) for it in (call.caller, call.whom) if it.name and it.number)


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
