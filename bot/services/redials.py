"""Who called a client in vain, kept for as long as the client may call back because of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, delete, select
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

ON = (
    HoldingRow.until.is_(None),
    HoldingRow.kind == Charge.OPTIONS,
    HoldingRow.key == OPTION,
    HoldingRow.of == COMPANY,
)
REMEMBERED = (
    select(Redial, Employee.phone, Company)
    .join(Employee, Employee.id == Redial.employee_id)
    .join(Company, Company.id == Redial.company_id)
    .where(Redial.company_id == bindparam("company"), Redial.client == bindparam("client"))
    .where(select(HoldingRow.id).where(HoldingRow.company_id == Redial.company_id, *ON).exists())
    .with_for_update(of=Redial)
)


@dataclass(frozen=True, slots=True)
class Returned:
    """A call that returns one of ours: where it leads, and what it uses up."""

    goal: Goal
    redial: Redial
    zone: str


async def follow_redials(session: AsyncSession, event: CallEvent, call: Call) -> None:
    """A follower of calls: remembers the last employee whom a client did not answer, until they have talked."""
    if event is not CallEvent.ENDED or call.direction is not CallKind.OUTGOING or call.ended_at is None:
        return
    if call.outcome not in NOTHING_TO_RETURN and call.employee_id and _shows_a_did(call):
        await _remember(session, call, call.employee_id, call.ended_at)
    elif call.answered_at:
        mine = (Redial.company_id == call.company_id, Redial.client == call.dialled)
        await session.execute(delete(Redial).where(*mine))


async def returned(
    session: AsyncSession, catalogue: Catalogue, goal: Goal, client: str, now: datetime
) -> Returned | None:
    """Of a client who calls a Did: they return a call, and are led to the employee who made it first."""
    whose = {"company": goal.plan.company_id, "client": client}
    found = (await session.execute(REMEMBERED, whose)).one_or_none() if client and goal.kind is CallKind.DID else None
    if found is None:
        return None
    redial, person, company = found.Redial, Person(found.Redial.employee_id, found.phone), found.Company
    if not is_fresh(redial.called_at, now, await window(session, catalogue, company.id)):
        await session.delete(redial)
        return None
    why = shown(redial.called_at, company.time_zone, company.language)
    return Returned(replace(goal, plan=led_back(goal.plan, person, why)), redial, company.time_zone)


async def use_up(session: AsyncSession, it: Returned, now: datetime) -> None:
    """Once: the call that returns it has been written down. Its employee is told."""
    await session.delete(it.redial)
    await _tell(session, it.redial, it.zone, now)


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
    return await session.scalar(select(HoldingRow.id).where(HoldingRow.company_id == company_id, *ON)) is not None


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
