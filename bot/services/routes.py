"""Where calls lead, read from the database: Dids, colleagues, clients."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.menu_models import OffHours
from bot.db.models import Company, Department, Did, Employee
from bot.db.money_models import HoldingRow
from bot.domain import menu_plan, numbers
from bot.domain.billing import Charge
from bot.domain.effects import CallKind
from bot.domain.menus import Kind, Menus, Target
from bot.domain.plan import CallPlan
from bot.domain.routing import outside, plan_out
from bot.ports import FallbackLine
from bot.services.answers import Answer, People, of_department, of_employee, of_nobody, people_of
from bot.services.menu_rows import menus_of
from bot.services.schedules import schedule_of


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a call leads before options have their say. `number`: what was dialled, as it is kept."""

    kind: CallKind
    plan: CallPlan
    number: str
    did_id: int | None = None


DIDS = (
    select(Did, Department, Employee, OffHours)
    .outerjoin(Department, Department.id == Did.department_id)
    .outerjoin(Employee, Employee.id == Did.employee_id)
    .outerjoin(OffHours, OffHours.did_id == Did.id)
    .order_by(Did.id)
)
DIALLED = DIDS.where(Did.number == bindparam("number"))


async def goal(session: AsyncSession, dialled: str, caller: Employee | None, at: datetime) -> Goal | None:
    """Where it leads at that moment: to a Did for everybody, for an employee to a colleague or to a client too.

    None: nowhere.
    """
    number = numbers.presented(dialled)
    row = (await session.execute(DIALLED, {"number": number})).one_or_none()
    if row:
        did, department, employee, twin = row
        if twin and not (await schedule_of(session, did.company_id)).is_working(at):
            led = await _plan(session, did.company_id, twin.target)
        elif did.menu_id:
            led = await _plan(session, did.company_id, Target(Kind.MENU, did.menu_id))
        else:
            people = await people_of(session, (department.id,)) if department else {}
            answer = await _answer(session, did.company_id, department, employee, people)
            led = CallPlan(did.company_id, answer.steps)
        return Goal(CallKind.DID, led, number, did_id=did.id)
    if caller is None:
        return None
    return await _to_colleague(session, dialled, caller) or _to_client(dialled, caller)


async def every_line(session: AsyncSession) -> tuple[FallbackLine, ...]:
    """All Dids, as the PBX serves them while we are down: it knows no hours, takes no keys, has only our phrases."""
    rows = (await session.execute(DIDS.add_columns(Company.language).join(Company, Company.id == Did.company_id))).all()
    people = await people_of(session, {row.Department.id for row in rows if row.Department})
    return tuple([await _alone(session, people, *row) for row in rows])


async def _alone(
    session: AsyncSession,
    people: Mapping[int, People],
    did: Did,
    department: Department | None,
    employee: Employee | None,
    _: OffHours | None,
    language: str,
) -> FallbackLine:
    if did.menu_id is None:
        answers = [await _answer(session, did.company_id, department, employee, people)]
    else:
        answering = menu_plan.first_answer(await menus_of(session, did.company_id), did.menu_id)
        answers = list((await _answers(session, did.company_id, answering)).values())
    phones = dict.fromkeys(phone for answer in answers for phone in answer.phones)  # each once
    return FallbackLine(did.number, tuple(phones), max((answer.seconds for answer in answers), default=0.0), language)


async def _plan(session: AsyncSession, company_id: int, target: Target) -> CallPlan:
    """What becomes of a caller there."""
    menus: Menus = await menus_of(session, company_id) if target.kind is Kind.MENU else {}
    leaves = menu_plan.leaves(menus, target.id) if menus else (target,)
    steps = {leaf: answer.steps for leaf, answer in (await _answers(session, company_id, leaves)).items()}
    if menus:
        return menu_plan.plan(company_id, menus, target.id, steps)
    return CallPlan(company_id, steps[target])


async def _answers(session: AsyncSession, company_id: int, targets: Collection[Target]) -> dict[Target, Answer]:
    """Departments with their people, employees, and those who only take messages."""
    ids = {kind: [it.id for it in targets if it.kind is kind] for kind in Kind}
    found: dict[Target, Answer] = {}
    if ids[Kind.EMPLOYEE]:
        employees = select(Employee).where(Employee.id.in_(ids[Kind.EMPLOYEE]))
        found |= {Target(Kind.EMPLOYEE, it.id): of_employee(it) for it in await session.scalars(employees)}
    if ids[Kind.DEPARTMENT]:
        departments = select(Department).where(Department.id.in_(ids[Kind.DEPARTMENT]))
        people = await people_of(session, ids[Kind.DEPARTMENT])
        for one in (await session.scalars(departments)).all():
            found[Target(Kind.DEPARTMENT, one.id)] = await of_department(session, one, people[one.id])
    messages = {it: of_nobody(company_id, it.id or None) for it in targets if it.kind is Kind.VOICEMAIL}
    return {it: (found | messages)[it] for it in targets}


async def _answer(
    session: AsyncSession,
    company_id: int,
    department: Department | None,
    employee: Employee | None,
    people: Mapping[int, People],
) -> Answer:
    """Of a Did that leads to one of the two. `people`: those of the department among them."""
    if department:
        return await of_department(session, department, people[department.id])
    return of_employee(employee) if employee else of_nobody(company_id)


async def _to_colleague(session: AsyncSession, dialled: str, caller: Employee) -> Goal | None:
    """By phone, by number, or by short number while that option is on."""
    reached = or_(Employee.phone == dialled, Employee.number == numbers.presented(dialled), _short_number(dialled))
    colleagues = select(Employee)
    others = (Employee.company_id == caller.company_id, Employee.id != caller.id)
    phones_first = (Employee.phone == dialled).desc()
    one = (await session.scalars(colleagues.where(reached, *others).order_by(phones_first))).first()
    if one is None:
        return None
    return Goal(CallKind.INTERNAL, CallPlan(one.company_id, of_employee(one).steps), dialled)


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
