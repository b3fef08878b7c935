"""Taking somebody out of a company, for the chat and for the company file."""

from collections.abc import Collection

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Employee, Membership
from bot.domain.roles import Role
from bot.services.untold import stop_telling


async def remove_people(session: AsyncSession, gone: Collection[int]) -> None:
    """Whoever was here as that employee only sees nothing any more; calls and messages stay."""
    await unlink_people(session, gone)
    await session.execute(delete(Employee).where(Employee.id.in_(gone)))


async def unlink_people(session: AsyncSession, employees: Collection[int]) -> None:
    """Nobody in the chat is these employees any more; administrators stay administrators."""
    await stop_telling(session, employees)
    linked = Membership.employee_id.in_(employees)
    await session.execute(delete(Membership).where(linked, Membership.role == Role.STAFF))
    await session.execute(update(Membership).where(linked).values(employee_id=None, employee_since=None))
