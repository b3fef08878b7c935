"""What the book knows of calls that were open when we went down, and of recordings found at the PBX."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Employee, Recording, Voicemail
from bot.domain.effects import CallKind
from bot.domain.plan_json import from_json
from bot.domain.recordings import FallbackRecording, call_of
from bot.ports import UnfinishedCall
from bot.services.opening import person_of

# An employee who calls is kept as the phone that the PBX vouched for; who calls a Did may show any number.
WITH_CALLER = select(Call, Employee).outerjoin(
    Employee,
    and_(
        Employee.phone == Call.caller,
        Employee.company_id == Call.company_id,
        Call.direction != CallKind.DID,
    ),
)


async def unfinished(session: AsyncSession, now: datetime) -> list[UnfinishedCall]:
    """In the order in which they came."""
    opened = WITH_CALLER.where(Call.ended_at.is_(None)).order_by(Call.started_at)
    return [_unfinished(call, employee, now) for call, employee in await session.execute(opened)]


async def is_delivered(session: AsyncSession, recording: str) -> bool:
    """Whether the message or the talk of that name is kept."""
    message = await session.scalar(select(Voicemail.id).where(Voicemail.recording == recording))
    return bool(message or await session.scalar(select(Recording.id).where(Recording.name == recording)))


async def call_recorded(session: AsyncSession, recording: str, alone: FallbackRecording | None) -> Call | None:
    """The call of a recording. `alone`: what its name says, where the PBX took it without us."""
    of = Call.leg_id.in_(_leg_ids(alone.unique)) if alone else Call.id == call_of(recording)
    return await session.scalar(select(Call).where(of))


def _leg_ids(unique: str) -> Sequence[str]:
    """How the PBX may have named the leg to us before it took the call over: file names have "-" for the last dot."""
    head, _, tail = unique.rpartition("-")
    return unique, f"{head}.{tail}"


def _unfinished(call: Call, employee: Employee | None, now: datetime) -> UnfinishedCall:
    return UnfinishedCall(
        id=call.id,
        plan=from_json(call.plan),
        leg_id=call.leg_id,
        progress=call.progress,
        employee_id=call.employee_id,
        peer_leg_id=call.peer_leg_id,
        calling=person_of(employee),
        branch=call.branch,
        department_id=call.department_id,
        waited=max((now - call.started_at).total_seconds(), 0.0),
    )
