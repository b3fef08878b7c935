"""Public numbers: which there are, which is the main one, what they lead to (G4)."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from bot.db.models import Department, Did, Employee
from bot.db.store import Store
from bot.domain import numbers
from bot.domain.billing import Charge, Cost
from bot.domain.cards import Seat
from bot.domain.cards_options import DidCard, Fact, Switched
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import Change, What
from bot.domain.numbers import human
from bot.ports import Clock
from bot.services.administration import Administration
from bot.services.settings import CompanySettings

NOTHING = Cost(monthly=0, today=0)


class Dids:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)

    async def all(self, seat: Seat) -> tuple[DidCard, ...]:
        """The main one first."""
        async with self._company.look(seat) as company:
            departments = await _departments(company)
            return tuple(_card(company, departments, did) for did in company.dids)

    async def one(self, seat: Seat, did_id: int) -> DidCard:
        """A public number and what it leads to."""
        async with self._company.look(seat) as company:
            return _card(company, await _departments(company), _mine(company, did_id))

    async def check(self, seat: Seat, typed: str) -> str:
        """A new public number as it will be kept; `Refused` says what is wrong with it. Writes nothing."""
        async with self._company.look(seat) as company:
            return await _free(company, typed)

    async def cost(self, seat: Seat) -> Cost:
        """Of one more public number: nothing within the tariff."""
        async with self._company.look(seat) as company:
            return company.one_more(Charge.DIDS)

    async def add(
        self, seat: Seat, typed: str, department_id: int | None, employee_id: int | None, account_id: int
    ) -> int:
        """A new public number; the id. The first one is the main one."""
        async with self._company.change(seat) as company:
            number = await _free(company, typed)
            title = await _goal(company, department_id, employee_id)
            goal = {"department_id": department_id, "employee_id": employee_id}
            did = Did(company_id=company.company.id, number=number, is_main=not company.dids, **goal)
            company.session.add(did)
            added = Change(What.DID, None, title, title=number)
            await company.apply([added], account_id)
            return did.id

    async def lead(
        self, seat: Seat, did_id: int, department_id: int | None, employee_id: int | None, account_id: int
    ) -> Switched:
        """Let it lead to a department or to an employee: one of the two."""
        async with self._company.change(seat) as company:
            did, title = _mine(company, did_id), await _goal(company, department_id, employee_id)
            if (did.department_id, did.employee_id) == (department_id, employee_id):
                return Switched(True, company.now, NOTHING, None)
            before = _card(company, await _departments(company), did).leads_to
            did.department_id, did.employee_id = department_id, employee_id
            return await _changed(company, [Change(What.DID, before, title, "leads_to", title=did.number)], account_id)

    async def main(self, seat: Seat, did_id: int, account_id: int) -> Switched:
        """Make it the main one."""
        async with self._company.change(seat) as company:
            did, main = _mine(company, did_id), company.dids[0]
            if did is main and did.is_main:
                return Switched(True, company.now, NOTHING, None)
            for one in company.dids:
                one.is_main = one is did
            return await _changed(company, [Change(What.DID, main.number, did.number, "main")], account_id)

    async def depends(self, seat: Seat, did_id: int) -> tuple[Fact, ...]:
        """What the number's removal would touch."""
        async with self._company.look(seat) as company:
            did = _mine(company, did_id)
            shown = select(func.count()).where(Employee.shown_did_id == did_id)
            count = (await company.session.scalars(shown)).one()
            facts = [Fact(N_("Callers of {number} will not get through any more."), {"number": human(did.number)})]
            if count:
                facts.append(Fact(N_("Employees who will show the main number instead: {count}."), {"count": count}))
            if did.is_main and len(company.dids) > 1:
                next_ = human(company.dids[1].number)
                facts.append(Fact(N_("{number} will be the main number."), {"number": next_}))
            return tuple(facts)

    async def remove(self, seat: Seat, did_id: int, account_id: int) -> Switched:
        """The next one becomes the main one. `Refused` for the last: a company has at least one number."""
        async with self._company.change(seat) as company:
            did = _mine(company, did_id)
            others = [one for one in company.dids if one is not did]
            if not others:
                raise Refused(N_("This is the only public number. Add another one first."))
            if did.is_main:
                did.is_main, others[0].is_main = False, True
            await company.session.flush()
            await company.session.execute(delete(Did).where(Did.id == did_id))
            company.dids = tuple(others)
            return await _changed(company, [Change(What.DID, did.number, None, title=did.number)], account_id, on=False)


async def _changed(company: CompanySettings, changes: Sequence[Change], account_id: int, on: bool = True) -> Switched:
    cost, entry = await company.apply(changes, account_id)
    return Switched(on, company.now, cost, entry)


async def _free(company: CompanySettings, typed: str) -> str:
    number = numbers.e164(typed)
    if await company.session.scalar(select(Did.id).where(Did.number == number)):
        raise Refused(N_("{number} is a public number already."), number=human(number))
    return number


def _mine(company: CompanySettings, did_id: int) -> Did:
    found = next((did for did in company.dids if did.id == did_id), None)
    if found is None:
        raise Refused(N_("This public number is not in the list any more."))
    return found


async def _departments(company: CompanySettings) -> dict[int, str]:
    rows = await company.session.scalars(select(Department).where(Department.company_id == company.company.id))
    return {row.id: row.name for row in rows}


async def _goal(company: CompanySettings, department_id: int | None, employee_id: int | None) -> str:
    """The name of the one thing that it leads to."""
    if (department_id is None) == (employee_id is None):
        raise Refused(N_("A public number leads to one department or to one employee."))
    if employee_id is not None:
        return company.employee(employee_id).name
    departments = await _departments(company)
    if department_id not in departments:
        raise Refused(N_("This department is not in the list any more."))
    return departments[department_id]


def _card(company: CompanySettings, departments: dict[int, str], did: Did) -> DidCard:
    person = company.employees.get(did.employee_id or 0)
    leads_to = person.name if person else departments.get(did.department_id or 0, "")
    return DidCard(did.id, did.number, did.is_main, did.department_id, did.employee_id, leads_to)
