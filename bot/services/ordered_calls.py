"""Calls that people order in the chat: "ring my telephone, then the client", or "let the client hear this"."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Employee
from bot.db.order_models import OrderedCall
from bot.db.store import ORDERS, Store
from bot.db.upsert import insert_new
from bot.domain.cards import Seat
from bot.domain.dialling import ASKED_BY_US, Denied, may_dial, refuse, within
from bot.domain.errors import N_, Refused
from bot.domain.orders import Why
from bot.domain.roles import Role
from bot.ports import Clock
from bot.services.dialling import is_on_the_line, rules_for, spent

NO_TELEPHONE = {
    Role.STAFF: N_("There is no telephone of yours that could ring. Ask your administrator to add your number."),
    Role.ADMIN: N_(
        "There is no telephone of yours that could ring. Add yourself under “Company › Employees”, "
        "then open the invitation from your card."
    ),
}


class OrderedCalls:
    """Orders, as people give them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def call(
        self, seat: Seat, employee_id: int | None, client: str, why: Why, account_id: int, voice: str = ""
    ) -> int:
        """Order it for oneself, as an administrator for any employee; `Refused` says why not.

        `voice`: the name of an 8 kHz mono wav in the folder of spoken answers; the client is called and hears it.
        """
        if employee_id != seat.employee_id and seat.role is not Role.ADMIN:
            raise Refused(N_("You can order calls for your own telephone only."))
        if employee_id is None and not voice:
            raise Refused(NO_TELEPHONE[seat.role])
        async with self._store.write() as session:
            return await order(
                session,
                company_id=seat.company_id,
                employee_id=employee_id,
                client=client,
                why=why,
                now=self._clock.now(),
                account_id=account_id,
                voice=voice,
            )


async def order(
    session: AsyncSession,
    *,
    company_id: int,
    employee_id: int | None,
    client: str,
    why: Why,
    now: datetime,
    account_id: int,
    voice: str = "",
) -> int:
    """Put a call into this transaction, to be placed right after the commit; its id.

    `Refused` where the client must not be dialled, is called already, or nobody's telephone is to ring.
    """
    await _must_be_ours(session, company_id, employee_id, voice)
    denied = may_dial(client, await rules_for(session, company_id, client))
    denied = denied or within(ASKED_BY_US, await spent(session, company_id, client, now))
    if denied:
        raise refuse(denied)
    if await is_on_the_line(session, company_id, client):
        raise Refused(N_("This client is on the line with your company right now."))
    whose = {"company_id": company_id, "employee_id": employee_id, "account_id": account_id}
    what = {"client": client, "why": why, "voice": voice, "asked_at": now, "due_at": now}
    if not await insert_new(session, OrderedCall, **whose, **what):
        raise refuse(Denied.OPEN)  # a colleague was faster by a blink
    session.info[ORDERS] = True
    mine = select(OrderedCall.id).where(OrderedCall.company_id == company_id, OrderedCall.client == client)
    return (await session.scalars(mine.where(OrderedCall.done_at.is_(None)))).one()


async def _must_be_ours(session: AsyncSession, company_id: int, employee_id: int | None, voice: str) -> None:
    if employee_id is None and voice:
        return
    mine = select(Employee.id).where(Employee.id == employee_id, Employee.company_id == company_id)
    if employee_id is None or await session.scalar(mine) is None:
        raise Refused(NO_TELEPHONE[Role.STAFF])
