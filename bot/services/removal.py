"""Taking somebody out of a company, for the chat and for the company file."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Employee, Membership
from bot.domain.roles import Role


async def remove_people(session: AsyncSession, gone: Collection[int]) -> None:
    """Whoever was here as that employee only sees nothing any more; calls and messages stay."""
    staff = (Membership.employee_id.in_(gone), Membership.role == Role.STAFF)
    await session.execute(delete(Membership).where(*staff))
    await session.execute(delete(Employee).where(Employee.id.in_(gone)))
