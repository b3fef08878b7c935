"""A company's working time (G4): read it, and change it line by line."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.menu_models import ScheduleLine
from bot.db.models import Company
from bot.domain.schedule import Schedule
from bot.domain.schedule_lines import of_lines


async def schedule_of(session: AsyncSession, company_id: int) -> Schedule:
    """The company's working time, in its zone."""
    zone = (await session.scalars(select(Company.time_zone).where(Company.id == company_id))).one()
    return of_lines(zone, await lines_of(session, company_id))


async def lines_of(session: AsyncSession, company_id: int) -> dict[str, str]:
    """What is not the default."""
    rows = await session.scalars(select(ScheduleLine).where(ScheduleLine.company_id == company_id))
    return {row.key: row.value for row in rows}
