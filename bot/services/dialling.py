"""Whom a company dials: its rules, and what of the budget is gone."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Did, Employee
from bot.db.order_models import DiallingRow, OrderedCall
from bot.domain.dialling import DiallingRules, Spent
from bot.domain.effects import CallKind

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def regions_of(session: AsyncSession, company_id: int) -> frozenset[str]:
    """The countries that a company allows, ours among them."""
    row = await session.get(DiallingRow, company_id)
    return frozenset(row.regions.split()) if row else DiallingRules().regions


async def rules_for(session: AsyncSession, company_id: int, number: str) -> DiallingRules:
    """The company's rules, as far as they matter to this number."""
    dids = select(Did.id).where(Did.company_id == company_id, Did.number == number)
    people = select(Employee.id).where(Employee.company_id == company_id, Employee.number == number)
    own = await session.scalar(dids) or await session.scalar(people)
    return DiallingRules(await regions_of(session, company_id), frozenset({number}) if own else frozenset())


async def spent(session: AsyncSession, company_id: int, number: str, now: datetime) -> Spent:
    """Of calls that were ordered."""
    mine = select(func.count()).where(OrderedCall.company_id == company_id)
    to_them = mine.where(OrderedCall.client == number)
    return Spent(
        open=await session.scalar(to_them.where(OrderedCall.done_at.is_(None))) or 0,
        a_day=await session.scalar(to_them.where(OrderedCall.asked_at > now - DAY)) or 0,
        an_hour=await session.scalar(mine.where(OrderedCall.asked_at > now - HOUR)) or 0,
    )


async def is_on_the_line(session: AsyncSession, company_id: int, number: str) -> bool:
    """Whether this client talks to the company now, or is dialled by it."""
    theirs = or_(
        (Call.direction == CallKind.OUTGOING) & (Call.dialled == number),
        (Call.direction == CallKind.DID) & (Call.caller == number),
    )
    live = select(Call.id).where(Call.ended_at.is_(None), Call.company_id == company_id, theirs)
    return await session.scalar(live.limit(1)) is not None
