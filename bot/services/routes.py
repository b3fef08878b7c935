"""What the Dids lead to, read from the database."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot.db.models import Company, Department, Did, Employee
from bot.domain.plan import Person
from bot.domain.routing import EMPLOYEE_RING_SECONDS, Route
from bot.ports import FallbackLine


@dataclass(frozen=True, slots=True)
class FoundRoute:
    """A Did's row and where it leads."""

    did_id: int
    number: str
    route: Route


DIDS = (
    select(Did, Company.language, Department, Employee)
    .join(Company, Company.id == Did.company_id)
    .outerjoin(Department, Department.id == Did.department_id)
    .outerjoin(Employee, Employee.id == Did.employee_id)
    .options(selectinload(Department.members))
    .order_by(Did.id)
)


async def route_to(session: AsyncSession, number: str) -> FoundRoute | None:
    """Where that E.164 number leads; None when nobody has it."""
    row = (await session.execute(DIDS.where(Did.number == number))).one_or_none()
    return _found(*row) if row else None


async def every_line(session: AsyncSession) -> tuple[FallbackLine, ...]:
    """All Dids, as the PBX serves them while we are down."""
    found = [_found(*row) for row in await session.execute(DIDS)]
    return tuple(FallbackLine(it.number, _phones(it.route), it.route.seconds, it.route.language) for it in found)


def _found(did: Did, language: str, department: Department | None, employee: Employee | None) -> FoundRoute:
    people = department.members if department else [employee] if employee else []
    seconds = float(department.ring_seconds) if department else EMPLOYEE_RING_SECONDS
    persons = tuple(Person(person.id, person.phone) for person in people)
    return FoundRoute(did.id, did.number, Route(did.company_id, language, persons, seconds, did.employee_id))


def _phones(route: Route) -> tuple[str, ...]:
    return tuple(person.phone for person in route.people)
