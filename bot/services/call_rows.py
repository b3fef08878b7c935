"""Calls as rows: how they become lines of the log, and how it is narrowed. All of it inside a range of one index."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select
from sqlalchemy.orm import aliased

from bot.db.models import Call, Department, Employee, Recording
from bot.db.rule_models import ContactRow
from bot.domain.call_log import OUTCOMES, LoggedCall, Narrowed, Party
from bot.domain.effects import CallKind
from bot.domain.searching import folded, national_digits

Columns = TypeVarTuple("Columns")

Calling = aliased(Employee)  # whose telephone it came from, as the PBX vouched for
OUTSIDE = case((Call.direction == CallKind.OUTGOING, Call.dialled), else_=Call.caller)
RECORDED = exists().where(Recording.call_id == Call.id, Recording.deleted_at.is_(None))
NEWEST = (Call.started_at.desc(), Call.id.desc())


def logged() -> Select[Call, str, str, str, str, bool]:
    """Calls with everybody's names."""
    columns = select(Call, Employee.name, Department.name, Calling.name, ContactRow.name, RECORDED)
    return with_names(columns.select_from(Call))


def with_names(query: Select[*Columns]) -> Select[*Columns]:
    """Joined to at most one row of each kind."""
    called_from = and_(Calling.phone == Call.caller, Calling.company_id == Call.company_id)
    known = and_(ContactRow.company_id == Call.company_id, ContactRow.number == OUTSIDE)
    return (
        query.outerjoin(Employee, Employee.id == Call.employee_id)
        .outerjoin(Department, Department.id == Call.department_id)
        .outerjoin(Calling, and_(called_from, Call.direction != CallKind.DID))
        .outerjoin(ContactRow, and_(known, Call.direction != CallKind.INTERNAL))
    )


def within(company_id: int, start: datetime, end: datetime, narrowed: Narrowed) -> tuple[ColumnElement[bool], ...]:
    """Which calls are meant."""
    days = (Call.company_id == company_id, Call.started_at >= start, Call.started_at < end)
    return (*days, *_narrowed(narrowed))


def line(
    call: Call, employee: str | None, department: str | None, calling: str | None, contact: str | None, recorded: bool
) -> LoggedCall:
    """What one row says."""
    outgoing, internal = call.direction is CallKind.OUTGOING, call.direction is CallKind.INTERNAL
    caller = Party(call.caller, (calling if outgoing or internal else contact) or "")
    whom = Party(call.dialled, (contact if outgoing else employee or department) or "")
    answered, ended = call.answered_at, call.ended_at
    waited = (answered or ended or call.started_at) - call.started_at
    talked = (ended - answered).total_seconds() if answered and ended else None
    seconds = max(0.0, waited.total_seconds())
    return LoggedCall(call.id, call.direction, call.started_at, caller, whom, call.outcome, seconds, talked, recorded)


def _narrowed(by: Narrowed) -> Iterator[ColumnElement[bool]]:
    if digits := national_digits(by.query):
        yield or_(Call.caller.contains(digits), Call.dialled.contains(digits))
    elif words := folded(by.query).split():
        yield and_(*(ContactRow.sorting.contains(word, autoescape=True) for word in words))
    if by.employee:
        yield or_(Call.employee_id == by.employee[0], Calling.id == by.employee[0])
    if by.result:
        outcomes = OUTCOMES[by.result]
        yield Call.outcome.is_(None) if None in outcomes else Call.outcome.in_(outcomes)
    if by.recorded:
        yield RECORDED
