"""Memberships: what an account is in which company."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Account, Company, Employee, Membership
from bot.db.upsert import insert_new
from bot.domain.cards import Seat, Visitor
from bot.domain.roles import Role

SEATS = select(Membership, Company).join(Company, Company.id == Membership.company_id)


async def visitor(session: AsyncSession, account: Account) -> Visitor:
    """The account with all its seats, by company name."""
    rows = await session.execute(SEATS.where(Membership.account_id == account.id).order_by(Company.name, Company.id))
    return Visitor(account.id, account.language, tuple(_seat(membership, company) for membership, company in rows))


async def take_seat(
    session: AsyncSession, account: Account, company_id: int, role: Role, employee_id: int | None, now: datetime
) -> Seat:
    """Give the account a place in the company, or add to the one it has: nothing that it had is lost."""
    key = {"account_id": account.id, "company_id": company_id}
    since = None if employee_id is None else await _since(session, account, employee_id, now)
    await insert_new(session, Membership, **key, role=role, employee_id=employee_id, employee_since=since)
    query = SEATS.where(Membership.account_id == account.id, Membership.company_id == company_id)
    membership, company = (await session.execute(query.with_for_update(of=Membership))).one()
    if role is Role.ADMIN:
        membership.role = role
    if employee_id is not None and membership.employee_id != employee_id:
        membership.employee_id, membership.employee_since = employee_id, since
    return _seat(membership, company)


def _seat(membership: Membership, company: Company) -> Seat:
    since = membership.employee_since
    return Seat(company.id, company.name, company.time_zone, membership.role, membership.employee_id, since)


async def _since(session: AsyncSession, account: Account, employee_id: int, now: datetime) -> datetime | None:
    """From when on a number's messages are the account's: what was said to somebody before them is not theirs."""
    others = select(Membership.id).where(Membership.employee_id == employee_id, Membership.account_id != account.id)
    if await session.scalar(others.limit(1)):
        return now
    return await session.scalar(select(Employee.handed_over_at).where(Employee.id == employee_id))
