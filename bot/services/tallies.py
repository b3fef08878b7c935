"""What the people of all lines have done lately, for the strategies to go on with after a restart."""

from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Company
from bot.domain.queueing import Tally

COUNTED = timedelta(days=1)  # of talks


async def tallies(session: AsyncSession, now: datetime, on_loop: float) -> dict[int, Tally]:
    """By employee. `last` is a moment of the loop's clock, which is at `on_loop` now, whatever the machine's says."""
    found: dict[int, Tally] = {}
    for company in (await session.scalars(select(Company.id))).all():  # one by one: an index search each
        for employee, number, last in await session.execute(_talks(company, now)):
            if employee and last:
                found[employee] = Tally(number, on_loop - max((now - last).total_seconds(), 0.0))
    return found


def _talks(company_id: int, now: datetime) -> Select[int | None, int, datetime | None]:
    """How many, and when the last one ended."""
    ours = select(Call.employee_id, func.count(), func.max(Call.ended_at))
    ours = ours.where(Call.company_id == company_id, Call.started_at > now - COUNTED, Call.employee_id.is_not(None))
    answered = Call.answered_at.is_not(None), Call.ended_at.is_not(None), Call.department_id.is_not(None)
    return ours.where(*answered).group_by(Call.employee_id)
