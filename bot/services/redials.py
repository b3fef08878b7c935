"""Who called a client in vain, kept for as long as the client may call back because of it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import outbox
from bot.db.models import Account, Call, Company, Employee, Membership
from bot.db.money_models import HoldingRow
from bot.db.order_models import OptionAmount, Redial
from bot.db.upsert import insert_or_update
from bot.domain.billing import Charge
from bot.domain.catalogue import Catalogue
from bot.domain.effects import CallKind
from bot.domain.plan import Dial, Person
from bot.domain.plan_json import from_json
from bot.domain.redial import KEPT, NOTHING_TO_RETURN, OPTION, WINDOW, is_fresh, led_back, shown
from bot.services.following import CallEvent
from bot.services.holdings import COMPANY
from bot.services.routes import Goal


async def follow_redials(session: AsyncSession, event: CallEvent, call: Call) -> None:
    """A follower of calls: remembers the last employee whom a client did not answer, until they have talked."""
    if event is not CallEvent.ENDED or call.direction is not CallKind.OUTGOING or call.ended_at is None:
        return
    if call.outcome not in NOTHING_TO_RETURN and call.employee_id and _shows_a_did(call):
        await _remember(session, call, call.employee_id, call.ended_at)
    elif call.answered_at:
        mine = (Redial.company_id == call.company_id, Redial.client == call.dialled)
        await session.execute(delete(Redial).where(*mine))


async def to_who_called(session: AsyncSession, catalogue: Catalogue, goal: Goal, client: str, now: datetime) -> Goal:
    """The goal of a client who calls a Did: where they return a call, first to the employee who made it, once."""
    company_id = goal.plan.company_id
    redial = await session.get(Redial, (company_id, client), with_for_update=True) if client else None
    if redial is None or goal.kind is not CallKind.DID or not await _is_on(session, company_id):
        return goal
    await session.delete(redial)
    if not is_fresh(redial.called_at, now, await window(session, catalogue, company_id)):
        return goal
    employee = await session.get_one(Employee, redial.employee_id)
    company = await session.get_one(Company, company_id)
    await _tell(session, redial, company.time_zone, now)
    why = shown(redial.called_at, company.time_zone, company.language)
    return replace(goal, plan=led_back(goal.plan, Person(employee.id, employee.phone), why))


async def window(session: AsyncSession, catalogue: Catalogue, company_id: int) -> int:
    """Minutes; 0 where the operator does not offer the option any more."""
    amounts = (it for option in catalogue.options if option.key == OPTION for it in option.amounts)
    default = next((it.default for it in amounts if it.key == WINDOW), 0)
    row = await session.get(OptionAmount, (company_id, OPTION, WINDOW)) if default else None
    return row.value if row else default


def _shows_a_did(call: Call) -> bool:
    """Caller-ID substitution was on: the client has a number of the company to call back."""
    return any(step.shows for step in from_json(call.plan).steps if isinstance(step, Dial))


async def _remember(session: AsyncSession, call: Call, employee_id: int, at: datetime) -> None:
    """The last caller wins."""
    if await _is_on(session, call.company_id):
        old = (Redial.company_id == call.company_id, Redial.called_at < at - KEPT)
        await session.execute(delete(Redial).where(*old))
        keys = {"company_id": call.company_id, "client": call.dialled}
        who = {"employee_id": employee_id, "called_at": at}
        await insert_or_update(session, Redial, *who, **keys, **who)


async def _is_on(session: AsyncSession, company_id: int) -> bool:
    mine = (HoldingRow.company_id == company_id, HoldingRow.until.is_(None), HoldingRow.kind == Charge.OPTIONS)
    held = select(HoldingRow.id).where(*mine, HoldingRow.key == OPTION, HoldingRow.of == COMPANY)
    return await session.scalar(held) is not None


async def _tell(session: AsyncSession, redial: Redial, zone: str, now: datetime) -> None:
    """The employee's people, in the chat too: not every telephone has a display."""
    theirs = select(Membership.account_id).join(Account, Account.id == Membership.account_id)
    theirs = theirs.where(Membership.employee_id == redial.employee_id, Account.reachable)
    for account_id in (await session.scalars(theirs)).all():
        await outbox.add(
            session,
            key=f"redial:{redial.client}:{redial.called_at.isoformat()}:{account_id}",
            kind="redial",
            account_id=account_id,
            payload={"client": redial.client, "at": redial.called_at.isoformat(), "zone": zone},
            now=now,
            priority=outbox.Priority.URGENT,
        )
