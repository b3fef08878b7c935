"""What can be left out when a company is loaded: each part is one attribute of `CompanyState`, by the same name."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Company, Did, Employee
from bot.db.money_models import OptionFlag
from bot.db.order_models import OptionAmount
from bot.domain.searching import folded
from bot.services.department_settings import DepartmentSettings
from bot.services.dialling import regions_of
from bot.services.leading import Leading
from bot.services.notice_rows import NoticeRows
from bot.services.schedules import OwnHourLines


class Part(StrEnum):
    """Asking for one that was not loaded is a bug and raises AttributeError: nothing is ever empty by mistake."""

    EMPLOYEES = "employees"
    DIDS = "dids"
    FLAGS = "flags"
    AMOUNTS = "amounts"
    REGIONS = "regions"
    LEADING = "leading"
    DEPARTMENTS = "departments"
    OWN_HOURS = "own_hours"
    NOTICES = "notices"


EVERYTHING = tuple(Part)


COMPANY: BindParameter[int] = bindparam("company_id")
EMPLOYEES = select(Employee).where(Employee.company_id == COMPANY).order_by(Employee.name, Employee.id)
DIDS = select(Did).where(Did.company_id == COMPANY).order_by(Did.is_main.desc(), Did.id)
FLAGS = select(OptionFlag.option_key, OptionFlag.flag_key, OptionFlag.value).where(OptionFlag.company_id == COMPANY)
AMOUNTS = select(OptionAmount.option_key, OptionAmount.amount_key, OptionAmount.value).where(
    OptionAmount.company_id == COMPANY
)


async def _employees(session: AsyncSession, company: Company) -> dict[int, Employee]:
    anew = {"populate_existing": True}
    rows = await session.scalars(EMPLOYEES, {"company_id": company.id}, execution_options=anew)
    return {employee.id: employee for employee in sorted(rows, key=lambda one: folded(one.name))}


async def _dids(session: AsyncSession, company: Company) -> tuple[Did, ...]:
    return tuple(await session.scalars(DIDS, {"company_id": company.id}))


async def _flags(session: AsyncSession, company: Company) -> dict[tuple[str, str], bool]:
    rows = await session.execute(FLAGS, {"company_id": company.id})
    return {(option, flag): value for option, flag, value in rows}


async def _amounts(session: AsyncSession, company: Company) -> dict[tuple[str, str], int]:
    rows = await session.execute(AMOUNTS, {"company_id": company.id})
    return {(option, amount): value for option, amount, value in rows}


async def _regions(session: AsyncSession, company: Company) -> frozenset[str]:
    return await regions_of(session, company.id)


async def _leading(session: AsyncSession, company: Company) -> Leading:
    leading = Leading(session, company.id, company.time_zone)
    await leading.load()
    return leading


async def _departments(session: AsyncSession, company: Company) -> DepartmentSettings:
    departments = DepartmentSettings(session, company.id)
    await departments.load()
    return departments


async def _own_hours(session: AsyncSession, company: Company) -> OwnHourLines:
    own_hours = OwnHourLines(session, company.id)
    await own_hours.load()
    return own_hours


async def _notices(session: AsyncSession, company: Company) -> NoticeRows:
    notices = NoticeRows(session, company)
    await notices.load()
    return notices


READ: dict[Part, Callable[[AsyncSession, Company], Awaitable[Any]]] = {
    Part.EMPLOYEES: _employees,
    Part.DIDS: _dids,
    Part.FLAGS: _flags,
    Part.AMOUNTS: _amounts,
    Part.REGIONS: _regions,
    Part.LEADING: _leading,
    Part.DEPARTMENTS: _departments,
    Part.OWN_HOURS: _own_hours,
    Part.NOTICES: _notices,
}
