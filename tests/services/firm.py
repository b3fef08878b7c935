"""Two firms in a database, as rows: «Ромашка» with a department and two employees, «Лютик» with one of each."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.db.models import Account, Company, Department, DepartmentMember, Did, Employee, Membership
from bot.db.store import Store
from bot.domain.cards import Seat
from bot.domain.roles import Role
from bot.services.holdings import follow

FOUNDED = datetime(2026, 8, 1, 9, 0, tzinfo=UTC)
MAIN, DIRECT, OTHERS = "+79923855259", "+79923855284", "+79923855299"


@dataclass(frozen=True)
class Firm:
    """Ids of the rows."""

    company: int
    other_company: int
    ivanov: int  # phone 101, +79001112233
    petrova: int  # phone 102, +79001112244
    stranger: int  # phone 201, of «Лютик»

    def admin(self) -> Seat:
        return Seat(self.company, "ООО «Ромашка»", "Europe/Moscow", Role.ADMIN, None)

    def staff(self, employee_id: int | None) -> Seat:
        return Seat(self.company, "ООО «Ромашка»", "Europe/Moscow", Role.STAFF, employee_id)

    def other_admin(self) -> Seat:
        return Seat(self.other_company, "Лютик", "Asia/Yekaterinburg", Role.ADMIN, None)


async def founded(store: Store) -> Firm:
    async with store.write() as session:
        romashka = Company(key="romashka", name="ООО «Ромашка»", time_zone="Europe/Moscow", language="ru")
        lyutik = Company(key="lyutik", name="Лютик", time_zone="Asia/Yekaterinburg", language="en")
        session.add_all([romashka, lyutik])
        await session.flush()
        people = [
            Employee(company_id=romashka.id, name="Иванов Иван", number="+79001112233", phone="101", email=""),
            Employee(company_id=romashka.id, name="Петрова Анна", number="+79001112244", phone="102", email=""),
            Employee(company_id=lyutik.id, name="Сидоров Пётр", number="+79001112255", phone="201", email=""),
        ]
        sales = Department(company_id=romashka.id, name="Отдел продаж", ring_seconds=15)
        empty = Department(company_id=lyutik.id, name="Никого", ring_seconds=15)
        session.add_all([*people, sales, empty])
        await session.flush()
        ivanov, petrova, stranger = (person.id for person in people)
        session.add_all(
            [
                DepartmentMember(department_id=sales.id, employee_id=petrova, position=0),
                DepartmentMember(department_id=sales.id, employee_id=ivanov, position=1),
                Did(company_id=romashka.id, number=DIRECT, is_main=False, employee_id=ivanov),
                Did(company_id=romashka.id, number=MAIN, is_main=True, department_id=sales.id),
                Did(company_id=lyutik.id, number=OTHERS, is_main=True, department_id=empty.id),
            ]
        )
        for company in (romashka, lyutik):
            await follow(session, company, FOUNDED)
    return Firm(romashka.id, lyutik.id, ivanov, petrova, stranger)


async def member(
    store: Store,
    telegram_id: int,
    company_id: int,
    role: Role,
    employee_id: int | None = None,
    *,
    reachable: bool = True,
) -> int:
    """An account with a place in the company; its id."""
    async with store.write() as session:
        account = Account(telegram_id=telegram_id, name=f"person {telegram_id}", language="ru", reachable=reachable)
        session.add(account)
        await session.flush()
        session.add(Membership(account_id=account.id, company_id=company_id, role=role, employee_id=employee_id))
        return account.id
