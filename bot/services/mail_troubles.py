"""The mail server refuses us: administrators of the companies whose mails wait hear of it, once an outage."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Company, Employee
from bot.db.ping_models import MailTrouble
from bot.db.store import Store
from bot.db.upsert import insert_new
from bot.ports import Clock
from bot.services.admin_notes import tell_admins

ONE_OUTAGE = timedelta(hours=1)  # refusals no further apart: mails that wait are tried every minute
ONLY = 1  # the row's id
LONGEST = 200  # characters of the server's answer


class MailTroubles:
    """For the sender of mails."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def refused(self, employee_id: int, answer: str) -> None:
        """A mail to this employee waits; the same outage is nothing new to a company that knows of it."""
        whose = select(Company).join(Employee, Employee.company_id == Company.id).where(Employee.id == employee_id)
        async with self._store.write() as session:
            company = await session.scalar(whose)
            since = await _outage(session, self._clock.now())
            if company:
                await _tell(session, company, since, answer[:LONGEST], self._clock.now())


async def _outage(session: AsyncSession, now: datetime) -> datetime:
    """When the present one began."""
    await insert_new(session, MailTrouble, id=ONLY, since=now, last_at=now)
    row = await session.get_one(MailTrouble, ONLY, with_for_update=True)
    if row.last_at < now - ONE_OUTAGE:
        row.since = now
    row.last_at = now
    return row.since


async def _tell(session: AsyncSession, company: Company, since: datetime, answer: str, now: datetime) -> None:
    key, payload = f"mail-refused:{company.id}:{since.timestamp():.0f}", {"company": company.name, "answer": answer}
    await tell_admins(session, company.id, key=key, kind="mail-refused", payload=payload, now=now)
