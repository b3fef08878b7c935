"""Promised calls back as people see them: the list, a card, and what they may do about one."""

from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.callback_models import CallbackCard as Message
from bot.db.callback_models import CallbackRequest
from bot.db.models import Call, Company, Department, DepartmentMember
from bot.db.store import Store
from bot.db.upsert import insert_or_update
from bot.domain import callbacks
from bot.domain.callbacks import Ending, Request
from bot.domain.cards import Seat, Visitor
from bot.domain.cards_callbacks import CallbackCard, CallbackInChat
from bot.domain.errors import N_, Refused
from bot.domain.roles import Role
from bot.ports import Clock, Progress
from bot.services.requests import put, request_of

GONE = N_("This call back is not in your list any more.")
Found = tuple[CallbackRequest, str | None, str, int]
OTHER = aliased(CallbackRequest)
PROMISED = select(func.count()).where(  # those who came before and have gone home
    OTHER.department_id == CallbackRequest.department_id,
    OTHER.closed_at.is_(None),
    or_(
        OTHER.place < CallbackRequest.place,
        and_(OTHER.place == CallbackRequest.place, OTHER.id < CallbackRequest.id),
    ),
)
ON_THE_LINE = select(func.count()).where(  # and those who are still on the line
    Call.ended_at.is_(None),
    Call.progress == Progress.RINGING,
    Call.department_id == CallbackRequest.department_id,
    Call.id < CallbackRequest.place,
)
EARLIER = (
    PROMISED.correlate(CallbackRequest).scalar_subquery() + ON_THE_LINE.correlate(CallbackRequest).scalar_subquery()
)
CARDS: Select[CallbackRequest, str | None, str, int] = (
    select(CallbackRequest, Department.name, Company.time_zone, EARLIER)
    .join(Company, Company.id == CallbackRequest.company_id)
    .outerjoin(Department, Department.id == CallbackRequest.department_id)
)


class CallbackCards:
    """Administrators see all of the company's, everybody else those of their departments."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def all(self, seat: Seat) -> tuple[CallbackCard, ...]:
        """Those that are open, in the order of the line."""
        mine = CARDS.where(CallbackRequest.company_id == seat.company_id, CallbackRequest.closed_at.is_(None))
        if seat.role is not Role.ADMIN:
            mine = mine.where(CallbackRequest.department_id.in_(_departments_of(seat)))
        async with self._store.read() as session:
            found = (await session.execute(mine.order_by(CallbackRequest.place, CallbackRequest.id))).all()
            return tuple(_card(*row) for row in found)

    async def one(self, visitor: Visitor, request_id: int) -> tuple[Seat, CallbackCard]:
        """One that this person may see, open or closed, and what they are in its company; `Refused` for any other."""
        async with self._store.read() as session:
            seat, found = await _theirs(session, visitor, request_id)
            return seat, _card(*found)

    async def hurry(self, visitor: Visitor, request_id: int) -> None:
        """Now: an employee rings their own telephone first, for others the next who is free has to do."""
        async with self._store.write() as session:
            seat, (row, *_) = await _theirs(session, visitor, request_id)
            new = self._waiting(row)
            row.wanted_by = seat.employee_id
            await self._put(session, row, new)

    async def cancel(self, visitor: Visitor, request_id: int) -> None:
        """The client is not called any more; a call that is under way goes on."""
        async with self._store.write() as session:
            _, (row, *_) = await _theirs(session, visitor, request_id)
            await self._put(session, row, callbacks.closed(self._waiting(row), Ending.CANCELLED))

    async def in_chat(self, request_id: int, account_id: int) -> CallbackInChat | None:
        """To send it; None when there is none any more."""
        async with self._store.read() as session:
            found = (await session.execute(CARDS.where(CallbackRequest.id == request_id))).one_or_none()
            if found is None:
                return None
            shown = await session.get(Message, (request_id, account_id))
            return CallbackInChat(_card(*found), shown.message_id if shown else None)

    async def shown(self, request_id: int, account_id: int, message_id: int) -> None:
        """This message shows it now."""
        keys = {"request_id": request_id, "account_id": account_id}
        async with self._store.write() as session:
            await insert_or_update(session, Message, "message_id", **keys, message_id=message_id)

    def _waiting(self, row: CallbackRequest) -> Request:
        """Due at once, `Refused` if it waits no more."""
        if row.closed_at:
            raise Refused(N_("This call back is settled."))
        hurried = callbacks.hurried(request_of(row), self._clock.now())
        if hurried is None:
            raise Refused(N_("The client is being called right now."))
        return hurried

    async def _put(self, session: AsyncSession, row: CallbackRequest, new: Request) -> None:
        await put(session, row, new, self._clock.now())


def _departments_of(seat: Seat) -> Select[int]:
    return select(DepartmentMember.department_id).where(DepartmentMember.employee_id == seat.employee_id)


async def _theirs(session: AsyncSession, visitor: Visitor, request_id: int) -> tuple[Seat, Found]:
    found = (await session.execute(CARDS.where(CallbackRequest.id == request_id))).one_or_none()
    seat = next((seat for seat in visitor.seats if found and seat.company_id == found[0].company_id), None)
    if found is None or seat is None:
        raise Refused(GONE)
    if seat.role is not Role.ADMIN and found[0].department_id not in set(await session.scalars(_departments_of(seat))):
        raise Refused(GONE)
    return seat, (found[0], found[1], found[2], found[3])


def _card(row: CallbackRequest, department: str | None, zone: str, earlier: int) -> CallbackCard:
    at: datetime = row.closed_at or row.due_at
    place = 0 if row.closed_at else earlier + 1
    facts = (row.id, department or "", row.client, row.asked_at, place, row.stage, row.attempts, at, zone, row.ending)
    return CallbackCard(*facts)
