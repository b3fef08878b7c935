"""Employees: add, change, remove (G4)."""

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Department, DepartmentMember, Did, Employee, Invite, Membership, Voicemail
from bot.db.store import Store
from bot.domain import staff
from bot.domain.billing import Charge, Cost
from bot.domain.cards import Seat
from bot.domain.cards_options import Fact, Switched
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import ANOTHER_PERSON, Change, What
from bot.domain.menus import Kind, Target
from bot.domain.options import NumberKind
from bot.ports import Clock
from bot.services.administration import Administration, known
from bot.services.places import free, led
from bot.services.removal import remove_people, unlink_people
from bot.services.settings import CompanySettings

NOTHING = Cost(monthly=0, today=0)


class Staff:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)

    async def check(self, seat: Seat, field: str, typed: str, employee_id: int | None = None) -> str:
        """What was typed as it will be kept; `Refused` says what is wrong with it. Writes nothing."""
        async with self._company.look(seat) as company:
            return await _checked(company, field, typed, employee_id)

    async def cost(self, seat: Seat) -> Cost:
        """Of one more employee: nothing within the tariff."""
        async with self._company.look(seat) as company:
            return company.one_more(Charge.EMPLOYEES)

    async def add(self, seat: Seat, name: str, number: str, phone: str, email: str, kind: str, account_id: int) -> int:
        """A new employee; the id."""
        typed = {"name": name, "number": number, "phone": phone, "email": email, "kind": kind}
        async with self._company.change(seat) as company:
            checked = {field: await _checked(company, field, value, None) for field, value in typed.items()}
            employee = Employee(company_id=company.company.id, **(checked | {"kind": NumberKind(checked["kind"])}))
            company.session.add(employee)
            await company.session.flush()
            added = Change(What.EMPLOYEE, None, employee.phone, employee_id=employee.id, title=employee.name)
            await company.apply([added], account_id)
            return employee.id

    async def change(self, seat: Seat, employee_id: int, field: str, typed: str, account_id: int) -> Switched:
        """Change one field. A number that becomes an added one loses the options that added numbers cannot have."""
        async with self._company.change(seat) as company:
            employee = company.employee(employee_id)
            before, value = str(getattr(employee, field, "")), await _checked(company, field, typed, employee_id)
            if before == value:
                return Switched(True, company.now, NOTHING, None)
            setattr(employee, field, NumberKind(value) if field == "kind" else value)
            changed = Change(What.EMPLOYEE, before, value, field, employee_id, title=employee.name)
            lost = [Change(What.OPTION, True, False, key, employee_id) for key in _impossible(company, employee_id)]
            cost, entry = await company.apply([changed, *lost], account_id)
            return Switched(True, company.now, cost, entry)

    async def depends(self, seat: Seat, employee_id: int) -> tuple[Fact, ...]:
        """What the employee's removal would touch."""
        async with self._company.look(seat) as company:
            company.employee(employee_id)
            return await _depends(company, employee_id)

    async def hand_over(self, seat: Seat, employee_id: int, account_id: int) -> Switched:
        """Another person has the number from now on: whoever had it sees its voicemail no more, and the next one only
        what comes after this moment."""
        async with self._company.change(seat) as company:
            employee = company.employee(employee_id)
            employee.handed_over_at = company.now
            await unlink_people(company.session, [employee_id])
            invites = delete(Invite).where(Invite.employee_id == employee_id, Invite.used_at.is_(None))
            await company.session.execute(invites)
            changes = [Change(What.EMPLOYEE, None, ANOTHER_PERSON, "person", employee_id, employee.name)]
            if employee.email:  # mails would go on to whoever had the number
                changes.append(Change(What.EMPLOYEE, employee.email, "", "email", employee_id, employee.name))
                employee.email = ""
            return Switched(True, company.now, NOTHING, await company.note(changes, account_id))

    async def remove(self, seat: Seat, employee_id: int, account_id: int) -> Switched:
        """Calls and messages stay and forget them. `Refused` while a public number leads to them."""
        async with self._company.change(seat) as company:
            employee = company.employee(employee_id)
            led = company.session.scalars(select(Did.number).where(Did.employee_id == employee_id).order_by(Did.id))
            for number in await led:
                text = N_("{number} leads to {name}. Let it lead elsewhere first.")
                raise Refused(text, number=number, name=employee.name)
            await free(company, *_led(employee_id))
            await remove_people(company.session, [employee_id])
            gone = Change(What.EMPLOYEE, employee.phone, None, title=employee.name)
            cost, entry = await company.apply([gone], account_id)
            return Switched(False, company.now, cost, entry)


async def _checked(company: CompanySettings, field: str, typed: str, employee_id: int | None) -> str:
    value = staff.EMPLOYEE[known(field, staff.EMPLOYEE)](typed)
    if field == "phone":
        await _free_phone(company.session, value, employee_id)
    if field == "number":
        same = (it for it in company.employees.values() if it.number == value and it.id != employee_id)
        for other in same:
            raise Refused(N_("{number} is the number of {name} already."), number=value, name=other.name)
        if any(did.number == value for did in company.dids):
            raise Refused(N_("{number} is a public number already."), number=value)
    return value


async def _free_phone(session: AsyncSession, phone: str, employee_id: int | None) -> None:
    """A telephone rings in one company only, whoever asks: its name is not told to others."""
    owner = await session.scalar(select(Employee.id).where(Employee.phone == phone, Employee.id != (employee_id or 0)))
    if owner is not None:
        raise Refused(N_("The telephone {phone} is taken. Choose another one."), phone=phone)


def _impossible(company: CompanySettings, employee_id: int) -> list[str]:
    facts, on = company.facts(employee_id), company.options_of(employee_id)
    options = (company.catalogue.option(key) for key in sorted(on))
    return [option.key for option in options if any(need.fact not in facts for need in option.needs)]


def _led(employee_id: int) -> tuple[Target, ...]:
    return Target(Kind.EMPLOYEE, employee_id), Target(Kind.VOICEMAIL, employee_id)


async def _depends(company: CompanySettings, employee_id: int) -> tuple[Fact, ...]:
    session, facts = company.session, []
    dids = select(Did.number).where(Did.employee_id == employee_id).order_by(Did.id)
    facts += [Fact(N_("{number} leads here."), {"number": it}) for it in await session.scalars(dids)]
    facts += await led(company, *_led(employee_id))
    member = (DepartmentMember.department_id == Department.id) & (DepartmentMember.employee_id == employee_id)
    departments = select(Department.name).join(DepartmentMember, member).order_by(Department.name)
    names = ", ".join(await session.scalars(departments))
    facts += [Fact(N_("Answers calls of: {departments}."), {"departments": names})] if names else []
    options = sorted(company.options_of(employee_id))
    facts += [Fact(N_("Options that will be off: {count}."), {"count": len(options)})] if options else []
    linked = await session.scalar(select(Membership.id).where(Membership.employee_id == employee_id).limit(1))
    facts += [Fact(N_("Will no longer see voicemail in Telegram."), {})] if linked else []
    messages = (await session.scalars(select(func.count()).where(Voicemail.employee_id == employee_id))).one()
    text = N_("Voice messages that stay with the administrators: {count}.")
    return tuple(facts + ([Fact(text, {"count": messages})] if messages else []))
