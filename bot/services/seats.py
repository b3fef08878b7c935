"""Memberships: what an account is in which company."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Account, Company, Employee, Membership
from bot.db.upsert import insert_new
from bot.domain.cards import Seat, Visitor
from bot.domain.roles import Role

SEATS = select(Membership, Company).join(Company, Company.id == Membership.company_id)
SEAT = (
    Company.id,
    Company.name,
    Company.time_zone,
    Membership.role,
    Membership.employee_id,
    Membership.employee_since,
)
VISITOR = (
    select(Account.id, Account.language, *SEAT)
    .outerjoin(Membership, Membership.account_id == Account.id)
    .outerjoin(Company, Company.id == Membership.company_id)
    .where(Account.telegram_id == bindparam("telegram_id"), Account.name == bindparam("name"), Account.reachable)
    .order_by(Company.name, Company.id)
)


def visitor(rows: Sequence[Any]) -> Visitor | None:
    """What `VISITOR` has found: an account with all its seats; None where none is reachable by that id and name."""
    if not rows:
        return None
    account_id, language = rows[0][:2]
    return Visitor(account_id, language, tuple(Seat(*row[2:]) for row in rows if row[2] is not None))


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
