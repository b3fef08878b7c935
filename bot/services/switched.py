"""What is switched on when a call comes, and what that makes of its plan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Did, Employee
from bot.db.money_models import HoldingRow, OptionFlag
from bot.domain.billing import Charge
from bot.domain.catalogue import Catalogue
from bot.domain.dialling import may_dial
from bot.domain.effects import CallFacts, Switched
from bot.domain.number_settings import shown_did
from bot.domain.options import NumberKind
from bot.domain.plan import CallPlan, everybody
from bot.services.dialling import rules_for
from bot.services.holdings import COMPANY
from bot.services.routes import Goal
from bot.services.schedules import schedule_of


@dataclass(frozen=True, slots=True)
class Client:
    """Who calls from outside, and when. `number` is "" when hidden."""

    number: str
    at: datetime


HELD = select(HoldingRow.key, HoldingRow.of).where(
    HoldingRow.company_id == bindparam("company"),
    HoldingRow.until.is_(None),
    HoldingRow.kind == Charge.OPTIONS,
    HoldingRow.of.in_(bindparam("of", expanding=True)),
)


async def as_switched(
    session: AsyncSession, catalogue: Catalogue, goal: Goal, caller: Employee | None, client: Client | None = None
) -> CallPlan:
    """The plan as the company's options want it now; those of people who are not in the call are not read.

    `client`: who calls from outside.
    """
    rung = {person.employee_id for person in everybody(goal.plan)}
    people = rung | ({caller.id} if caller else set())
    company_id = goal.plan.company_id
    on = (await session.execute(HELD, {"company": company_id, "of": [COMPANY, *people]})).all()
    if not on:
        return goal.plan
    flags = await _flags(session, company_id)
    shows = await _shown(session, caller) if caller else ""
    switched = [
        Switched(key, of or None, catalogue.option(key).flags_on(flags.get(key, {})), shows)
        for key, of in on
        if any(option.key == key for option in catalogue.options)  # the operator may have taken it out
    ]
    back = client is not None and any(one.key == "callback" for one in switched)
    may_call_back = client is not None and back and await _may_call_back(session, company_id, client)
    facts = CallFacts(goal.kind, caller.id if caller else None, await _added(session, people), may_call_back)
    return catalogue.plan(goal.plan, switched, facts)


async def _may_call_back(session: AsyncSession, company_id: int, client: Client) -> bool:
    """Neither hidden numbers nor those that cost too much (C1), nor after the working hours, when nobody would (C5)."""
    if may_dial(client.number, await rules_for(session, company_id, client.number)):
        return False
    return (await schedule_of(session, company_id)).is_working(client.at)


async def _flags(session: AsyncSession, company_id: int) -> dict[str, dict[str, bool]]:
    """What somebody has touched, by option."""
    flags: dict[str, dict[str, bool]] = {}
    for flag in await session.scalars(select(OptionFlag).where(OptionFlag.company_id == company_id)):
        flags.setdefault(flag.option_key, {})[flag.flag_key] = flag.value
    return flags


async def _shown(session: AsyncSession, caller: Employee) -> str:
    """The Did that clients see when this employee calls them and caller-ID substitution is on."""
    dids = select(Did.id, Did.number).where(Did.company_id == caller.company_id)
    numbers = {row.id: row.number for row in await session.execute(dids.order_by(Did.is_main.desc(), Did.id))}
    return shown_did(tuple(numbers.values()), numbers.get(caller.shown_did_id or 0))


async def _added(session: AsyncSession, people: Collection[int]) -> frozenset[int]:
    added = select(Employee.id).where(Employee.id.in_(people), Employee.kind == NumberKind.ADDED)
    return frozenset(await session.scalars(added))
