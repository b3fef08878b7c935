"""Promised calls back on their way: `Promises` over the database."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.callback_models import CallbackRequest
from bot.db.models import Call, Department, DepartmentMember, Employee
from bot.db.store import Store
from bot.domain import callbacks
from bot.domain.callbacks import Ending, Stage
from bot.domain.effects import CallKind
from bot.domain.plan import Person
from bot.domain.routing import queue
from bot.ports import Attempt, Clock, Outcome, Owed, PlacedCall
from bot.services.answers import People, answering, people_of
from bot.services.dialling import is_on_the_line
from bot.services.following import CallEvent
from bot.services.placing import Placing, Wanted
from bot.services.requests import put, request_of
from bot.services.schedules import schedule_of

WAITING = CallbackRequest.closed_at.is_(None), CallbackRequest.stage == Stage.WAITING


class KeptPromises:
    """`Promises`, one company's beside the other's."""

    def __init__(self, store: Store, clock: Clock, placing: Placing) -> None:
        self._store = store
        self._clock = clock
        self._placing = placing

    async def owed(self) -> list[Owed]:
        """Every request that waits, in the order of the line."""
        rows = select(CallbackRequest, Department, Employee).where(*WAITING)
        rows = rows.join(Department, Department.id == CallbackRequest.department_id)
        rows = rows.outerjoin(Employee, Employee.id == CallbackRequest.wanted_by)
        rows = rows.order_by(CallbackRequest.place, CallbackRequest.id)
        async with self._store.read() as session:
            found = (await session.execute(rows)).all()
            people = await people_of(session, {row.Department.id for row in found})
        return [_owed(people, *row) for row in found]

    async def begin(self, owed: Owed, employee_id: int, leg_id: str) -> PlacedCall | None:
        """Write the attempt and its call down, before the client is dialled; None when that is not to be now."""
        now = self._clock.now()
        async with self._store.write() as session:
            row = await _open(session, owed.id)
            new = callbacks.begun(request_of(row)) if row else None
            if row is None or new is None:
                return None
            if await is_on_the_line(session, owed.company_id, owed.client):
                await put(session, row, callbacks.put_off(request_of(row), now), now)
                return None
            employee = await session.get_one(Employee, employee_id)
            longest = callbacks.TALK.total_seconds()
            wanted = Wanted(owed.company_id, owed.client, leg_id, employee, longest=longest)
            placed = await self._placing.open(session, wanted, now)
            (await session.get_one(Call, placed.call.id)).department_id = row.department_id
            row.call_id = placed.call.id
            await put(session, row, new, now)
            return placed

    async def under_way(self) -> list[Attempt]:
        """Attempts that were begun, whoever carries them out."""
        rows = select(CallbackRequest.id, Call.id, Call.progress).join(Call, Call.id == CallbackRequest.call_id)
        rows = rows.where(CallbackRequest.closed_at.is_(None), CallbackRequest.stage == Stage.CALLING)
        async with self._store.read() as session:
            return [Attempt(*row) for row in await session.execute(rows)]

    async def settle(self, attempt: Attempt) -> None:
        """Its call is over, but nobody has drawn the consequences; does nothing where somebody has."""
        async with self._store.write() as session:
            await _attempt_over(session, await session.get_one(Call, attempt.call_id))

    async def nobody(self, owed: Owed) -> None:
        """No attempt could begin in time; whoever wanted to make it has not picked up: anybody may again."""
        now = self._clock.now()
        async with self._store.write() as session:
            row = await _open(session, owed.id)
            if row is None or row.stage is not Stage.WAITING:
                return
            if owed.wanted:
                row.wanted_by = None
            elif await is_on_the_line(session, owed.company_id, owed.client):
                await put(session, row, callbacks.put_off(request_of(row), now), now)
            else:
                await put(session, row, callbacks.closed(request_of(row), Ending.NOBODY), now)

    async def lapse(self) -> None:
        """Close what waits after the working hours, and what was asked of a department that is no more."""
        now = self._clock.now()
        async with self._store.read() as session:
            waiting = (await session.scalars(select(CallbackRequest).where(*WAITING))).all()
            companies = {row.company_id for row in waiting}
            closed = {it for it in companies if not (await schedule_of(session, it)).is_working(now)}
        for row in waiting:
            if row.company_id in closed:
                await self._close(row.id, Ending.LAPSED, now)
            elif row.department_id is None:
                await self._close(row.id, Ending.CANCELLED, now)

    async def asked(self, seconds: float) -> None:
        """Return when something has changed, or after `seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._store.promises.wait()
        self._store.promises.clear()

    async def _close(self, request_id: int, ending: Ending, now: datetime) -> None:
        async with self._store.write() as session:
            row = await _open(session, request_id)
            if row and row.stage is Stage.WAITING:
                await put(session, row, callbacks.closed(request_of(row), ending), now)


async def follow_callbacks(session: AsyncSession, event: CallEvent, call: Call) -> None:
    """A follower of calls: ends attempts, and whatever is owed to a client who has been answered otherwise."""
    if event is CallEvent.ENDED and call.direction is CallKind.OUTGOING:
        await _attempt_over(session, call)
    elif event is CallEvent.ANSWERED and call.employee_id and call.direction is not CallKind.INTERNAL:
        await _met(session, call)


async def _attempt_over(session: AsyncSession, call: Call) -> None:
    query = select(CallbackRequest).where(CallbackRequest.call_id == call.id, CallbackRequest.closed_at.is_(None))
    row = await session.scalar(query.with_for_update())
    if row is None or call.ended_at is None:
        return
    request = request_of(row)
    if call.outcome is Outcome.NOT_PLACED:
        await put(session, row, callbacks.unplaced(request, call.ended_at), call.ended_at)
    else:
        answered = call.outcome is Outcome.ANSWERED
        await put(session, row, callbacks.over(request, answered=answered, now=call.ended_at), call.ended_at)


async def _met(session: AsyncSession, call: Call) -> None:
    """By the department that owes the call, or by one of its people."""
    client = call.caller if call.direction is CallKind.DID else call.dialled
    rows = select(CallbackRequest).where(
        CallbackRequest.company_id == call.company_id,
        CallbackRequest.client == client,
        CallbackRequest.closed_at.is_(None),
    )
    owed = (await session.scalars(rows.with_for_update())).all()
    if not owed:
        return
    theirs = select(DepartmentMember.department_id).where(DepartmentMember.employee_id == call.employee_id)
    departments = {call.department_id, *await session.scalars(theirs)}
    for row in owed:
        if row.call_id != call.id and row.department_id in departments and call.answered_at:
            await put(session, row, callbacks.met(request_of(row)), call.answered_at)


async def _open(session: AsyncSession, request_id: int) -> CallbackRequest | None:
    query = select(CallbackRequest).where(CallbackRequest.id == request_id, CallbackRequest.closed_at.is_(None))
    return await session.scalar(query.with_for_update())


def _owed(people: Mapping[int, People], row: CallbackRequest, department: Department, wanted: Employee | None) -> Owed:
    line = queue(row.company_id, answering(department, people[department.id]))
    person = Person(wanted.id, wanted.phone) if wanted else None
    return Owed(row.id, row.company_id, row.place, row.client, line, row.due_at, row.until, row.attempts, person)
