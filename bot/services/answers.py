"""Who answers a caller, read from the database: a department, an employee, or nobody but the answering machine."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Department, DepartmentMember, Employee
from bot.domain.plan import Person, Step
from bot.domain.routing import Answering, Overflow, take_message, to_department, to_employee

People = tuple[Person, ...]

PEOPLE = (
    select(DepartmentMember.department_id, Employee.id, Employee.phone)
    .join(Employee, Employee.id == DepartmentMember.employee_id)
    .where(DepartmentMember.department_id.in_(bindparam("departments", expanding=True)))
    .order_by(DepartmentMember.position)
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a caller goes through; and without us: which phones ring, for how many seconds."""

    steps: tuple[Step, ...]
    phones: tuple[str, ...] = ()
    seconds: float = 0.0


def of_nobody(company_id: int, employee_id: int | None = None) -> Answer:
    """A message is taken: for the company, or for this employee."""
    return Answer((take_message(company_id, employee_id),))


def of_employee(one: Employee) -> Answer:
    """They alone are rung."""
    seconds, person = float(one.ring_seconds), Person(one.id, one.phone)
    return Answer(to_employee(one.company_id, person, seconds, one.forwarding), (one.phone,), seconds)


async def of_department(session: AsyncSession, department: Department, people: People) -> Answer:
    """Its line, and those to which it leads on."""
    phones, seconds = tuple(person.phone for person in people), float(department.ring_seconds)
    line, seen, overflow = [answering(department, people)], {department.id}, department.overflow
    while overflow is Overflow.DEPARTMENT:
        query = select(Department).where(Department.id == department.overflow_department_id)
        following = await session.scalar(query)
        if following is None or following.id in seen:  # in a circle: nobody is left to be asked
            overflow = Overflow.VOICEMAIL
        else:
            department, overflow = following, following.overflow
            line.append(answering(department, (await people_of(session, (department.id,)))[department.id]))
            seen.add(department.id)
    return Answer(to_department(department.company_id, line, overflow), phones, seconds)


async def people_of(session: AsyncSession, departments: Collection[int]) -> dict[int, People]:
    """Who answers in each of these departments, in order."""
    found: dict[int, People] = dict.fromkeys(departments, ())
    if departments:
        for department_id, employee_id, phone in await session.execute(PEOPLE, {"departments": list(departments)}):
            found[department_id] += (Person(employee_id, phone),)
    return found


def answering(department: Department, people: People) -> Answering:
    """What stands on its card, and who answers there."""
    return Answering(
        department_id=department.id,
        people=people,
        ring_seconds=float(department.ring_seconds),
        strategy=department.strategy,
        wait=float(department.wait_seconds) if department.wait_seconds else None,
        capacity=department.capacity,
        wrap_up=float(department.wrap_up),
        announces=department.announce_callback,
        tells_place=department.tell_place,
        speaks_every=float(department.announce_seconds),
    )
