"""Working time (G4): the company's, and the hours of employees who have their own."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.menu_models import OwnHours, ScheduleLine
from bot.db.models import Company, Employee
from bot.db.upsert import insert_or_update
from bot.domain.history import Change, Value
from bot.domain.schedule import Schedule
from bot.domain.schedule_lines import of_lines, with_own_hours


async def schedule_of(session: AsyncSession, company_id: int) -> Schedule:
    """The company's working time, in its zone."""
    with_lines = select(Company.time_zone, ScheduleLine.key, ScheduleLine.value).where(Company.id == company_id)
    with_lines = with_lines.outerjoin(ScheduleLine, ScheduleLine.company_id == Company.id)
    rows = (await session.execute(with_lines)).all()
    return of_lines(rows[0].time_zone, {row.key: row.value for row in rows if row.key})


async def schedules_of(session: AsyncSession, company_id: int, employees: Collection[int]) -> Mapping[int, Schedule]:
    """These employees' working time, by their ids: the company's, with the hours that are their own."""
    company = await schedule_of(session, company_id)
    rows = await session.scalars(select(OwnHours).where(OwnHours.employee_id.in_(employees)))
    own = _by_employee(rows)
    return {one: with_own_hours(company, own.get(one, {})) for one in employees}


async def lines_of(session: AsyncSession, company_id: int) -> dict[str, str]:
    """What is not the default."""
    rows = await session.scalars(select(ScheduleLine).where(ScheduleLine.company_id == company_id))
    return {row.key: row.value for row in rows}


class OwnHourLines:
    """Part of `CompanySettings`. A change's key is a weekday; its value the hours, None: as the company."""

    def __init__(self, session: AsyncSession, company_id: int) -> None:
        self._session = session
        self._company_id = company_id
        self._own: dict[int, dict[str, str]] = {}

    async def load(self) -> None:
        """Everybody's of the company."""
        theirs = select(OwnHours).join(Employee, Employee.id == OwnHours.employee_id)
        rows = theirs.where(Employee.company_id == self._company_id)
        self._own = _by_employee(await self._session.scalars(rows))

    def of(self, employee_id: int) -> dict[str, str]:
        """Weekdays with hours of the employee's own."""
        return self._own.get(employee_id, {})

    def value(self, change: Change) -> Value:
        """The present value of what a change is about."""
        return self.of(change.employee_id or 0).get(change.key)

    async def put(self, change: Change) -> None:
        """Bring it to what the change says."""
        keys = {"employee_id": change.employee_id, "key": change.key}
        if change.after is None:
            await self._session.execute(delete(OwnHours).filter_by(**keys))
        else:
            await insert_or_update(self._session, OwnHours, "value", **keys, value=str(change.after))
        await self.load()


def _by_employee(rows: Iterable[OwnHours]) -> dict[int, dict[str, str]]:
    own: dict[int, dict[str, str]] = {}
    for row in rows:
        own.setdefault(row.employee_id, {})[row.key] = row.value
    return own
