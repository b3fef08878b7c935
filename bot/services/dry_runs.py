"""What rules would have sent for the calls that there were (N7)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Employee, Voicemail
from bot.db.rule_models import ContactRow
from bot.domain.clients import Contact
from bot.domain.rule_cards import Caller, WouldTell
from bot.domain.rules import Event, Rule, matches
from bot.domain.schedule import Schedule
from bot.services.rule_events import TIMED_OUT, event_of
from bot.services.schedules import schedules_of

WEEK = timedelta(days=7)
E164 = re.compile(r"\+[0-9]{7,15}")  # who calls may present anything
MOST_CALLERS = 200

Found = Row[Call, int | None, str, bool]  # whose voicemail it left; the client's name and VIP, where there are any
Schedules = Mapping[int, Schedule]  # by employee


async def dry_run(
    session: AsyncSession, company_id: int, rules: Iterable[Rule], now: datetime
) -> tuple[WouldTell, ...]:
    """One for each call of the last week and person, newest first."""
    by_person: dict[int, list[Rule]] = {}
    for rule in rules:
        by_person.setdefault(rule.employee_id, []).append(rule)
    named = select(Employee.id, Employee.name).where(Employee.id.in_(by_person), Employee.company_id == company_id)
    names = {row.id: row.name for row in await session.execute(named)}
    schedules = await schedules_of(session, company_id, list(names))
    calls = (await session.execute(_last_week(company_id, now))).all()
    return tuple(_told(calls, by_person, names, schedules))


async def recent_callers(session: AsyncSession, company_id: int, now: datetime) -> tuple[Caller, ...]:
    """Who called or was called from outside in the last four weeks, the latest first."""
    since = now - 4 * WEEK
    query = select(Call.caller, ContactRow.name).outerjoin(ContactRow, _client())
    query = query.where(Call.company_id == company_id, Call.started_at > since, Call.caller.startswith("+"))
    latest = query.order_by(Call.started_at.desc()).limit(MOST_CALLERS * 10)
    names = {number: name or "" for number, name in await session.execute(latest) if E164.fullmatch(number)}
    return tuple(Caller(number, name) for number, name in list(names.items())[:MOST_CALLERS])


def _last_week(company_id: int, now: datetime) -> Select[Call, int | None, str, bool]:
    return (
        select(Call, Voicemail.employee_id, ContactRow.name, ContactRow.vip)
        .outerjoin(Voicemail, Voicemail.call_id == Call.id)
        .outerjoin(ContactRow, _client())
        .where(Call.company_id == company_id, Call.started_at > now - WEEK, Call.outcome.in_(TIMED_OUT))
        .order_by(Call.started_at.desc())
    )


def _client() -> ColumnElement[bool]:
    return and_(ContactRow.company_id == Call.company_id, ContactRow.number == Call.caller)


def _told(
    calls: Sequence[Found], rules: Mapping[int, Sequence[Rule]], names: Mapping[int, str], schedules: Schedules
) -> Iterator[WouldTell]:
    for call, message_for, client, vip in calls:
        event = event_of(call, message_for)
        if event is None or event.employee_id not in names:
            continue
        contact = None if vip is None else Contact(call.company_id, call.caller, client, vip)
        whose = event.employee_id
        if any(matches(rule, event, schedules[whose], contact) for rule in rules[whose]):
            yield _line(event, names[whose], client or "")


def _line(event: Event, employee: str, client: str) -> WouldTell:
    return WouldTell(event.at, employee, event.caller, client, event.kinds)
