"""Who is here, over all companies: for the command line, and for the page, which stands in for the outside world."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select

from bot.db.menu_models import MenuRow
from bot.db.models import Account, Company, Department, Did, Employee, Membership
from bot.db.rule_models import RuleRow
from bot.db.store import Store
from bot.domain.errors import N_, Refused


@dataclass(frozen=True, slots=True)
class Listed:
    """A number, and whose it is."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class ListedEmployee:
    """An employee with their own number and the telephone on their desk."""

    id: int
    name: str
    number: str
    phone: str


@dataclass(frozen=True, slots=True)
class Unheard:
    """A rule that tells nobody."""

    company: str
    name: str
    has_address: bool


class Directory:
    """Reads only."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def company(self, key: str | None) -> tuple[int, str]:
        """Id and name of the company with this key; without a key, of the only one."""
        async with self._store.read() as session:
            rows = (await session.execute(select(Company.key, Company.id, Company.name).order_by(Company.key))).all()
        if not rows:
            raise Refused(N_("There is no company yet: `gudok company import FILE` makes one."))
        for known, company_id, name in rows:
            if known == key or (key is None and len(rows) == 1):
                return company_id, name
        raise Refused(N_("Which company? There are: {keys}."), keys=", ".join(row.key for row in rows))

    async def dids(self) -> tuple[Listed, ...]:
        """Every Did with what it leads to, main ones first."""
        leads_to = func.coalesce(Department.name, Employee.name, MenuRow.name)
        query = select(Did.number, leads_to).outerjoin(Department, Did.department_id == Department.id)
        query = query.outerjoin(Employee, Did.employee_id == Employee.id).outerjoin(MenuRow, Did.menu_id == MenuRow.id)
        async with self._store.read() as session:
            rows = await session.execute(query.order_by(Did.company_id, Did.is_main.desc(), Did.id))
            return tuple(Listed(number, name or "") for number, name in rows)

    async def employees(self) -> tuple[ListedEmployee, ...]:
        """Every employee of every company."""
        query = select(Employee.id, Employee.name, Employee.number, Employee.phone).join(
            Company, Employee.company_id == Company.id
        )
        async with self._store.read() as session:
            rows = await session.execute(query.order_by(Employee.company_id, Employee.id))
            return tuple(ListedEmployee(*row) for row in rows)

    async def unheard(self, mails: bool) -> tuple[int, tuple[Unheard, ...]]:
        """How many notification rules there are, and those that reach nobody. `mails`: whether any can be sent."""
        reads = exists().where(
            Membership.employee_id == RuleRow.employee_id, Account.id == Membership.account_id, Account.reachable
        )
        query = select(RuleRow.telegram, RuleRow.email, reads, Company.name, Employee.name, Employee.email)
        query = query.join(Employee, Employee.id == RuleRow.employee_id).join(Company, Company.id == RuleRow.company_id)
        async with self._store.read() as session:
            rows = (await session.execute(query.order_by(Company.name, Employee.name, RuleRow.id))).all()
        deaf = (
            Unheard(company, name, bool(address))
            for telegram, email, linked, company, name, address in rows
            if not (telegram and linked) and not (email and address and mails)
        )
        return len(rows), tuple(deaf)
