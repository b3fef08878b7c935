"""Where calls lead, read from the database: Dids, colleagues, clients."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot.db.models import Company, Department, Did, Employee
from bot.db.money_models import HoldingRow
from bot.domain import numbers
from bot.domain.billing import Charge
from bot.domain.effects import CallKind
from bot.domain.plan import CallPlan, Person
from bot.domain.routing import Route, outside, plan, plan_out
from bot.ports import FallbackLine


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a call leads before options have their say. `number`: what was dialled, as it is kept."""

    kind: CallKind
    plan: CallPlan
    number: str
    did_id: int | None = None


DIDS = (
    select(Did, Company.language, Department, Employee)
    .join(Company, Company.id == Did.company_id)
    .outerjoin(Department, Department.id == Did.department_id)
    .outerjoin(Employee, Employee.id == Did.employee_id)
    .options(selectinload(Department.members))
    .order_by(Did.id)
)


async def goal(session: AsyncSession, dialled: str, caller: Employee | None) -> Goal | None:
    """Where it leads: to a Did for everybody, for an employee to a colleague or to a client too; None: nowhere."""
    number = numbers.presented(dialled)
    row = (await session.execute(DIDS.where(Did.number == number))).one_or_none()
    if row:
        return Goal(CallKind.DID, plan(_route(*row)), number, did_id=row[0].id)
    if caller is None:
        return None
    return await _to_colleague(session, dialled, caller) or _to_client(dialled, caller)


async def every_line(session: AsyncSession) -> tuple[FallbackLine, ...]:
    """All Dids, as the PBX serves them while we are down."""
    found = [(row[0].number, _route(*row)) for row in await session.execute(DIDS)]
    return tuple(FallbackLine(number, _phones(route), route.seconds, route.language) for number, route in found)


async def _to_colleague(session: AsyncSession, dialled: str, caller: Employee) -> Goal | None:
    """By phone, by number, or by short number while that option is on."""
    reached = or_(Employee.phone == dialled, Employee.number == numbers.presented(dialled), _short_number(dialled))
    colleagues = select(Employee, Company.language).join(Company, Company.id == Employee.company_id)
    others = (Employee.company_id == caller.company_id, Employee.id != caller.id)
    phones_first = (Employee.phone == dialled).desc()
    row = (await session.execute(colleagues.where(reached, *others).order_by(phones_first))).first()
    if row is None:
        return None
    return Goal(CallKind.INTERNAL, plan(_to_employee(*row)), dialled)


def _short_number(dialled: str) -> ColumnElement[bool]:
    on = select(HoldingRow.id).where(
        HoldingRow.company_id == Employee.company_id,
        HoldingRow.kind == Charge.OPTIONS,
        HoldingRow.key == "short-number",
        HoldingRow.of == Employee.id,
        HoldingRow.until.is_(None),
    )
    return (Employee.short_number == dialled) & on.exists()


def _to_client(dialled: str, caller: Employee) -> Goal | None:
    number = outside(dialled)
    return Goal(CallKind.OUTGOING, plan_out(caller.company_id, number), number) if number else None


def _route(did: Did, language: str, department: Department | None, employee: Employee | None) -> Route:
    if department:
        persons = tuple(Person(person.id, person.phone) for person in department.members)
        return Route(did.company_id, language, persons, float(department.ring_seconds), None, department.strategy)
    return _to_employee(employee, language) if employee else Route(did.company_id, language, (), 0.0, None)


def _to_employee(one: Employee, language: str) -> Route:
    person = Person(one.id, one.phone)
    return Route(one.company_id, language, (person,), float(one.ring_seconds), one.id, forwarding=one.forwarding)


def _phones(route: Route) -> tuple[str, ...]:
    return tuple(person.phone for person in route.people)
