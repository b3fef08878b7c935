"""What can be left out when a company is loaded: each part is one attribute of `CompanyState`, by the same name."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Company, Did, Employee
from bot.db.money_models import OptionFlag
from bot.db.order_models import OptionAmount
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


async def _employees(session: AsyncSession, company: Company) -> dict[int, Employee]:
    rows = select(Employee).where(Employee.company_id == company.id).order_by(Employee.name, Employee.id)
    rows = rows.execution_options(populate_existing=True)
    return {employee.id: employee for employee in await session.scalars(rows)}


async def _dids(session: AsyncSession, company: Company) -> tuple[Did, ...]:
    rows = select(Did).where(Did.company_id == company.id).order_by(Did.is_main.desc(), Did.id)
    return tuple(await session.scalars(rows))


async def _flags(session: AsyncSession, company: Company) -> dict[tuple[str, str], bool]:
    rows = await session.scalars(select(OptionFlag).where(OptionFlag.company_id == company.id))
    return {(row.option_key, row.flag_key): row.value for row in rows}


async def _amounts(session: AsyncSession, company: Company) -> dict[tuple[str, str], int]:
    rows = await session.scalars(select(OptionAmount).where(OptionAmount.company_id == company.id))
    return {(row.option_key, row.amount_key): row.value for row in rows}


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
