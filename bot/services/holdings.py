"""What a company holds: rows of what is charged by the day. An option is on while it is held."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Executable, and_, bindparam, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.base import table_of
from bot.db.models import Company, Did, Employee
from bot.db.money_models import HoldingRow
from bot.domain.billing import Charge
from bot.domain.holdings import Holding

COMPANY = 0  # `of` of what the company itself holds
ITS_OWN = HoldingRow.company_id == bindparam("company_id")
LATER = HoldingRow.until > bindparam("moment")
HELD = select(HoldingRow.kind, HoldingRow.key, HoldingRow.of, HoldingRow.since, HoldingRow.until).where(
    ITS_OWN, or_(HoldingRow.until.is_(None), LATER)
)
STILL = func.count() > func.count(HoldingRow.until)
ON_DAY = (
    select(
        HoldingRow.kind,
        HoldingRow.key,
        HoldingRow.of,
        func.min(HoldingRow.since),
        case((STILL, None), else_=func.max(HoldingRow.until)),
    )
    .where(ITS_OWN, or_(HoldingRow.until.is_(None), and_(LATER, HoldingRow.until > HoldingRow.since)))
    .group_by(HoldingRow.kind, HoldingRow.key, HoldingRow.of)
)
TARIFFS = select(HoldingRow.since).where(ITS_OWN, HoldingRow.kind == Charge.TARIFF)
FIRST_HELD = TARIFFS.order_by(HoldingRow.since).limit(1)
ROWS = table_of(HoldingRow)
END = (
    update(ROWS)
    .where(ROWS.c.company_id == bindparam("company"), ROWS.c.kind == bindparam("kinds"), ROWS.c.until.is_(None))
    .where(ROWS.c.of.in_(bindparam("holders", expanding=True)))
    .values(until=bindparam("now"))
)
END_ONE = END.where(ROWS.c.key == bindparam("name"))
OPEN = select(HoldingRow).where(ITS_OWN, HoldingRow.until.is_(None))


async def held_since(session: AsyncSession, company_id: int, moment: datetime) -> tuple[Holding, ...]:
    """What the company holds, and what it has held at `moment` or later."""
    return await _read(session, HELD, company_id, moment)


async def held_on(session: AsyncSession, company_id: int, start: datetime) -> tuple[Holding, ...]:
    """The same for a day that began at `start` and goes on: one for all the times that the same was held in it."""
    return await _read(session, ON_DAY, company_id, start)


async def first_held(session: AsyncSession, company_id: int) -> datetime | None:
    """When the company got its first tariff: from that day on it is charged."""
    return await session.scalar(FIRST_HELD, {"company_id": company_id})


def begin(session: AsyncSession, company_id: int, kind: Charge, key: str, of: Iterable[int], now: datetime) -> None:
    """Held from now. The caller has the company's lock and knows that it is not held yet."""
    session.add_all(HoldingRow(company_id=company_id, kind=kind, key=key, of=one, since=now) for one in of)


async def end(
    session: AsyncSession, company_id: int, kind: Charge, key: str | None, of: Collection[int], now: datetime
) -> None:
    """Held no more; `key` None: whatever of that kind."""
    whose = {"company": company_id, "kinds": kind, "holders": list(of), "now": now}
    await session.flush()
    if key is None:
        await session.execute(END, whose)
    else:
        await session.execute(END_ONE, {**whose, "name": key})


async def follow(session: AsyncSession, company: Company, now: datetime) -> None:
    """Bring what is held to who is in the company: after any change of employees, Dids, or tariff.

    Whoever is gone holds no options any more.
    """
    await session.flush()
    employees = set(await session.scalars(select(Employee.id).where(Employee.company_id == company.id)))
    dids = set(await session.scalars(select(Did.id).where(Did.company_id == company.id)))
    wanted = {(Charge.TARIFF, company.tariff_key, COMPANY)}
    wanted |= {(Charge.EMPLOYEES, "", one) for one in employees} | {(Charge.DIDS, "", one) for one in dids}
    rows = {(row.kind, row.key, row.of): row for row in await session.scalars(OPEN, {"company_id": company.id})}
    for what, row in rows.items():
        row.until = None if _stays(row, employees) or what in wanted else now
    for kind, key, of in sorted(wanted - rows.keys()):
        begin(session, company.id, kind, key, (of,), now)


def _stays(row: HoldingRow, employees: Collection[int]) -> bool:
    """Packs stay until somebody gives them up, options as long as their number is there."""
    return row.kind is Charge.STORAGE or (row.kind is Charge.OPTIONS and (row.of == COMPANY or row.of in employees))


async def _read(session: AsyncSession, query: Executable, company_id: int, moment: datetime) -> tuple[Holding, ...]:
    rows = await session.execute(query, {"company_id": company_id, "moment": moment})
    return tuple(Holding(kind, key, of or None, since, until) for kind, key, of, since, until in rows)
