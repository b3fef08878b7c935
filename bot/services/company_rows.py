"""A company between its rows and its file: read it, and bring the rows to what the file says."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, String, cast, delete, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot.db.models import Company, Department, DepartmentMember, Did, Employee
from bot.domain.catalogue import Catalogue
from bot.domain.company_changes import same_people
from bot.domain.company_entries import (
    AMOUNTS,
    FLAGS,
    CompanyFile,
    DepartmentEntry,
    DidEntry,
    EmployeeEntry,
    amounts_set,
)
from bot.domain.company_history import staff_changes
from bot.domain.company_menus import ScheduleEntry, departures
from bot.domain.dialling import COUNTRIES
from bot.domain.menus import Kind, Target
from bot.domain.options import NumberKind, Scope
from bot.domain.queueing import Strategy
from bot.domain.routing import Overflow
from bot.domain.schedule_lines import WEEKDAYS, lines
from bot.services.company_leading import Ids, bring_menus, goal, lead, loosen, menu_entry, tie
from bot.services.company_notices import bring_contacts, bring_notifications, clients_of, notifications_of
from bot.services.company_settings import amount_of, bring, flag_of
from bot.services.holdings import follow
from bot.services.places import led_by, off_hours
from bot.services.removal import remove_people
from bot.services.settings import CompanySettings

OF_PEOPLE = (Kind.EMPLOYEE, Kind.VOICEMAIL)
T = TypeVar("T", Employee, Department, Did)


async def load(session: AsyncSession, key: str, catalogue: Catalogue, now: datetime) -> CompanyFile | None:
    """The company as its file says it, in an order that depends on nothing but its content."""
    company = await session.scalar(select(Company).where(Company.key == key))
    if company is None:
        return None
    present = await CompanySettings.load(session, company, catalogue, now)
    phones = {it.id: it.phone for it in present.employees.values()}
    rows = select(Department).options(selectinload(Department.members))
    departments = (await session.scalars(rows.where(Department.company_id == company.id))).all()
    dids = sorted(present.dids, key=lambda did: (not did.is_main, did.number))
    names = _names(present, departments)
    twins = await off_hours(present)
    return CompanyFile(
        key=company.key,
        name=company.name,
        time_zone=company.time_zone,
        language=company.language,
        dids=tuple(_did(did, twins.get(did.id), names) for did in dids),
        departments=_departments_of(departments),
        employees=tuple(sorted((_employee(present, it) for it in present.employees.values()), key=lambda it: it.phone)),
        tariff=company.tariff_key,
        renew=company.renew,
        options=_ordered(present, Scope.COMPANY, None),
        amounts=amounts_set({amount: int(str(present.present(amount_of(amount)))) for amount in AMOUNTS}),
        calls_to=tuple(region for region in COUNTRIES if region in present.regions),
        notifications=await notifications_of(session, company.id, phones),
        contacts=await clients_of(session, company.id),
        menus=tuple(menu_entry(menu, names) for menu in sorted(present.leading.menus.values(), key=lambda it: it.name)),
        schedule=departures(lines(present.leading.schedule)),
        toggled=tuple(flag for flag, default in FLAGS.items() if present.present(flag_of(flag)) != default),
    )


async def apply(
    session: AsyncSession, old: CompanyFile | None, new: CompanyFile, catalogue: Catalogue, now: datetime
) -> None:
    """Make the rows say what `new` says; `old` is what they say now.

    What refers to each other is loosened first and tied anew at the end. Calls and messages stay: they forget an
    employee or a Did that is removed.
    """
    company = await _company(session, new)
    await _loosen(session, company.id)
    employees = await _employees(session, company.id, old, new)
    departments = await _departments(session, company.id, new, employees)
    ids = {Kind.DEPARTMENT: departments, Kind.MENU: await bring_menus(session, company.id, new)}
    ids |= dict.fromkeys((Kind.EMPLOYEE, Kind.VOICEMAIL), employees)
    tie(session, new.menus, ids)
    await _dids(session, company.id, new, ids)
    await follow(session, company, now)
    settings = await CompanySettings.load(session, company, catalogue, now)
    await bring(settings, new)
    noticed = await bring_notifications(settings, new.notifications) if new.notifications is not None else []
    noticed += await bring_contacts(settings, new.contacts) if new.contacts is not None else []
    if old and (changed := [*staff_changes(old, new), *noticed]):
        await settings.note(changed, None)


def _departments_of(rows: Sequence[Department]) -> tuple[DepartmentEntry, ...]:
    names = {row.id: row.name for row in rows}
    return tuple(sorted((_department(row, names) for row in rows), key=lambda department: department.name))


def _names(present: CompanySettings, departments: Sequence[Department]) -> Mapping[Target, str]:
    """Of everything that may be led to, as the file calls it."""
    people = {Target(kind, it.id): it.phone for it in present.employees.values() for kind in OF_PEOPLE}
    menus = {Target(Kind.MENU, id_): menu.name for id_, menu in present.leading.menus.items()}
    return people | menus | {Target(Kind.DEPARTMENT, it.id): it.name for it in departments}


def _did(row: Did, twin: Target | None, names: Mapping[Target, str]) -> DidEntry:
    led = led_by(row) or Target(Kind.EMPLOYEE)
    return DidEntry(row.number, goal(led, names), goal(twin, names) if twin else None)


def _department(row: Department, names: Mapping[int, str]) -> DepartmentEntry:
    return DepartmentEntry(
        name=row.name,
        ring_seconds=row.ring_seconds,
        members=tuple(member.phone for member in row.members),
        strategy=row.strategy.value,
        wait_seconds=row.wait_seconds,
        capacity=row.capacity,
        wrap_up=row.wrap_up,
        overflow=names.get(row.overflow_department_id or 0, row.overflow.value),
        announce_callback=row.announce_callback,
        tell_place=row.tell_place,
        announce_seconds=row.announce_seconds,
    )


def _employee(present: CompanySettings, row: Employee) -> EmployeeEntry:
    shows = next((did.number for did in present.dids if did.id == row.shown_did_id), "")
    more = {"kind": row.kind.value, "short_number": row.short_number or "", "shows": shows}
    more["voicemail"], options = row.forwarding.value, _ordered(present, Scope.NUMBER, row.id)
    own = present.own_hours.of(row.id)
    hours = tuple(ScheduleEntry(day, own[day]) for day in WEEKDAYS if day in own)
    return EmployeeEntry(
        row.name, row.number, row.phone, row.email, **more, ring_seconds=row.ring_seconds, hours=hours, options=options
    )


def _ordered(present: CompanySettings, scope: Scope, employee_id: int | None) -> tuple[str, ...]:
    on = present.options_of(employee_id)
    return tuple(option.key for option in present.catalogue.of(scope) if option.key in on)


async def _company(session: AsyncSession, new: CompanyFile) -> Company:
    company = await session.scalar(select(Company).where(Company.key == new.key)) or Company(key=new.key)
    company.name, company.time_zone, company.language = new.name, new.time_zone, new.language
    session.add(company)
    await session.flush()
    return company


async def _loosen(session: AsyncSession, company_id: int) -> None:
    departments = select(Department.id).where(Department.company_id == company_id)
    await session.execute(delete(DepartmentMember).where(DepartmentMember.department_id.in_(departments)))
    await session.execute(update(Did).where(Did.company_id == company_id).values(is_main=False))
    await loosen(session, company_id)


async def _employees(
    session: AsyncSession, company_id: int, old: CompanyFile | None, new: CompanyFile
) -> Mapping[str, int]:
    """Ids by phone."""
    rows = {row.number: row for row in await session.scalars(_of(Employee, company_id))}
    pairs = same_people(old.employees if old else (), new.employees)
    await remove_people(session, [rows[before.number].id for before, after in pairs if before and not after])
    both = [(rows[before.number], after) for before, after in pairs if before and after]
    await _free_phones(session, [row.id for row, after in both if row.phone != after.phone])
    added = [(Employee(company_id=company_id), after) for before, after in pairs if after and not before]
    for row, after in both + added:
        row.name, row.number, row.phone, row.email = map(str, (after.name, after.number, after.phone, after.email))
        row.kind = NumberKind(after.kind)
        session.add(row)
    await session.flush()
    return {row.phone: row.id for row in await session.scalars(_of(Employee, company_id))}


async def _free_phones(session: AsyncSession, changing: Collection[int]) -> None:
    """A phone is unique at every moment: two people who swap theirs put them down first."""
    nothing = literal("~") + cast(Employee.id, String)
    rows = update(Employee).where(Employee.id.in_(changing)).values(phone=nothing)
    await session.execute(rows, execution_options={"synchronize_session": False})


async def _departments(
    session: AsyncSession, company_id: int, new: CompanyFile, employees: Mapping[str, int]
) -> Mapping[str, int]:
    """Ids by name."""
    wanted = {department.name for department in new.departments}
    await session.execute(delete(Department).where(Department.company_id == company_id, Department.name.not_in(wanted)))
    rows = {row.name: row for row in await session.scalars(_of(Department, company_id))}
    for department in new.departments:
        row = rows.setdefault(str(department.name), Department(company_id=company_id, name=str(department.name)))
        row.ring_seconds, row.strategy = department.ring_seconds, Strategy(department.strategy)
        row.wait_seconds, row.capacity, row.wrap_up = department.wait_seconds, department.capacity, department.wrap_up
        row.announce_callback, row.tell_place = department.announce_callback, department.tell_place
        row.announce_seconds = department.announce_seconds
        session.add(row)
    await session.flush()
    for department in new.departments:
        onward = rows.get(department.overflow) if department.overflow not in list(Overflow) else None
        rows[department.name].overflow_department_id = onward.id if onward else None
        rows[department.name].overflow = Overflow.DEPARTMENT if onward else Overflow(department.overflow)
        for position, phone in enumerate(department.members):
            ids = {"department_id": rows[department.name].id, "employee_id": employees[phone]}
            session.add(DepartmentMember(**ids, position=position))
    return {name: row.id for name, row in rows.items()}


async def _dids(session: AsyncSession, company_id: int, new: CompanyFile, ids: Ids) -> None:
    wanted = {did.number for did in new.dids}
    await session.execute(delete(Did).where(Did.company_id == company_id, Did.number.not_in(wanted)))
    rows = {row.number: row for row in await session.scalars(_of(Did, company_id))}
    for position, did in enumerate(new.dids):
        row = rows.get(did.number) or Did(company_id=company_id, number=str(did.number))
        row.is_main = position == 0
        session.add(row)
        await session.flush()
        lead(session, row, did, ids)


def _of(table: type[T], company_id: int) -> Select[T]:
    return select(table).where(table.company_id == company_id)
