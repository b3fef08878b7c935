"""Departments: who answers, in which order, for how long (G4)."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import selectinload

from bot.db.models import Department, DepartmentMember
from bot.db.store import Store
from bot.domain import staff
from bot.domain.billing import Cost
from bot.domain.cards import Seat
from bot.domain.cards_options import Choice, DepartmentCard, DepartmentLine, Fact, Switched
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import Change, Value, What
from bot.domain.menus import Kind, Target
from bot.domain.queueing import Strategy
from bot.domain.searching import folded
from bot.ports import Clock
from bot.services.administration import Administration, known
from bot.services.department_settings import GONE, setting_change
from bot.services.places import free, led
from bot.services.settings import CompanySettings

RING_SECONDS = 20  # of a new department
NOTHING = Cost(monthly=0, today=0)


class Departments:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)

    async def all(self, seat: Seat) -> tuple[DepartmentLine, ...]:
        """By name."""
        members = func.count(DepartmentMember.employee_id)
        rows = select(Department.id, Department.name, members).outerjoin(DepartmentMember).group_by(Department.id)
        async with self._company.look(seat) as company:
            mine = rows.where(Department.company_id == company.company.id).order_by(Department.id)
            found = (DepartmentLine(*row) for row in await company.session.execute(mine))
            return tuple(sorted(found, key=lambda line: folded(line.name)))

    async def one(self, seat: Seat, department_id: int) -> DepartmentCard:
        """A department with all people to choose from, its members first."""
        async with self._company.look(seat) as company:
            row = await department_of(company, department_id)
            members = [member.id for member in row.members]
            others = [one for one in company.employees if one not in members]
            dids = tuple(did.number for did in company.dids if did.department_id == row.id)
            people = tuple(Choice(one, company.employees[one].name, one in members) for one in members + others)
            return DepartmentCard(row.id, row.name, row.strategy.value, row.ring_seconds, people, dids)

    async def add(self, seat: Seat, name: str, account_id: int) -> int:
        """A new department, still without people; the id."""
        async with self._company.change(seat) as company:
            title = company.departments.free_name(staff.name(name))
            row = Department(company_id=company.company.id, name=title, ring_seconds=RING_SECONDS)
            company.session.add(row)
            await company.apply([Change(What.DEPARTMENT, None, title, title=title)], account_id)
            return row.id

    async def rename(self, seat: Seat, department_id: int, name: str, account_id: int) -> Switched:
        """Another name; what leads here goes on leading here."""
        async with self._company.change(seat) as company:
            return await bring(company, department_id, "name", staff.name(name), account_id)

    async def strategy(self, seat: Seat, department_id: int, strategy: str, account_id: int) -> Switched:
        """Everybody at once, or one after another."""
        wanted = Strategy(known(strategy, list(Strategy)))
        async with self._company.change(seat) as company:
            return await bring(company, department_id, "strategy", wanted.value, account_id)

    async def ring_seconds(self, seat: Seat, department_id: int, typed: str, account_id: int) -> Switched:
        """For how long everybody, or each one in turn, is rung."""
        async with self._company.change(seat) as company:
            return await bring(company, department_id, "ring_seconds", str(staff.ring_seconds(typed)), account_id)

    async def member(self, seat: Seat, department_id: int, employee_id: int, want: bool, account_id: int) -> Switched:
        """Let an employee answer, as the last one in turn, or no more."""
        async with self._company.change(seat) as company:
            row, who = await department_of(company, department_id), company.employee(employee_id)
            members = [member.id for member in row.members]
            if (employee_id in members) == want:
                return Switched(want, company.now, NOTHING, None)
            if want:
                last = select(func.coalesce(func.max(DepartmentMember.position), -1)).where(
                    DepartmentMember.department_id == row.id
                )
                position = (await company.session.scalars(last)).one() + 1
                keys = {"department_id": row.id, "employee_id": employee_id}
                company.session.add(DepartmentMember(**keys, position=position))
            else:
                mine = (DepartmentMember.department_id == row.id, DepartmentMember.employee_id == employee_id)
                await company.session.execute(delete(DepartmentMember).where(*mine))
            before, after = (None, who.name) if want else (who.name, None)
            changed = Change(What.DEPARTMENT, before, after, "members", title=row.name)
            cost, entry = await company.apply([changed], account_id)
            return Switched(want, company.now, cost, entry)

    async def depends(self, seat: Seat, department_id: int) -> tuple[Fact, ...]:
        """What the department's removal would touch."""
        async with self._company.look(seat) as company:
            row = await department_of(company, department_id)
            facts = [Fact(N_("{number} leads here."), {"number": it}) for it in _led(company, row)]
            people = Fact(N_("People who answer here: {count}. They stay."), {"count": len(row.members)})
            facts += await led(company, Target(Kind.DEPARTMENT, row.id))
            return tuple(facts + ([people] if row.members else []))

    async def remove(self, seat: Seat, department_id: int, account_id: int) -> Switched:
        """Its people stay. `Refused` while a public number or a voice menu leads to it."""
        async with self._company.change(seat) as company:
            row = await department_of(company, department_id)
            for number in _led(company, row):
                text = N_("{number} leads to {name}. Let it lead elsewhere first.")
                raise Refused(text, number=number, name=row.name)
            await free(company, Target(Kind.DEPARTMENT, row.id))
            await company.session.execute(delete(Department).where(Department.id == row.id))
            cost, entry = await company.apply([Change(What.DEPARTMENT, row.name, None, title=row.name)], account_id)
            return Switched(False, company.now, cost, entry)


async def department_of(company: CompanySettings, department_id: int) -> Department:
    """One of the company's, with its people; `Refused` for any other."""
    query = select(Department).where(Department.id == department_id, Department.company_id == company.company.id)
    row = await company.session.scalar(query.options(selectinload(Department.members)))
    if row is None:
        raise Refused(GONE)
    return row


async def bring(company: CompanySettings, department_id: int, field: str, wanted: Value, account_id: int) -> Switched:
    """One of its settings to this; it can be taken back."""
    change = setting_change(await department_of(company, department_id), field, wanted)
    if change.before == wanted:
        return Switched(True, company.now, NOTHING, None)
    cost, entry = await company.apply([change], account_id)
    return Switched(True, company.now, cost, entry)


def _led(company: CompanySettings, row: Department) -> list[str]:
    return [did.number for did in company.dids if did.department_id == row.id]
