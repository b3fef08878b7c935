"""A company's money: what the ledger says, and what the days say that are not in it yet."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import bindparam, case, func, select

from bot.db.money_models import PAYMENT, Ledger
from bot.domain.billing import Charge, LedgerLine, charges, total
from bot.domain.holdings import company_day, day_bounds, day_of
from bot.services import holdings
from bot.services.settings import CompanySettings

DAY = timedelta(days=1)
SIGNED = case((Ledger.kind == PAYMENT, Ledger.kopecks), else_=-Ledger.kopecks)
IN_LEDGER = select(func.coalesce(func.sum(SIGNED), 0)).where(Ledger.company_id == bindparam("company_id"))


async def uncharged(company: CompanySettings, until: date) -> list[tuple[date, tuple[LedgerLine, ...]]]:
    """The days up to and with `until` that are not in the ledger yet, and the lines that they will make there."""
    first = await _first_uncharged(company)
    if first is None or first > until:
        return []
    start, _ = day_bounds(first, company.zone)
    held = await holdings.held_since(company.session, company.company.id, start)
    return [(day, charges(company.catalogue, company_day(held, day, company.zone), day)) for day in _days(first, until)]


async def balance_before_today(company: CompanySettings) -> int:
    """Payments less everything charged before today, in kopecks, whether that is in the ledger yet or not."""
    written = await company.session.scalars(IN_LEDGER, {"company_id": company.company.id})
    return int(written.one()) - await uncharged_before_today(company)


async def uncharged_before_today(company: CompanySettings) -> int:
    """What was charged before today and is not in the ledger yet, in kopecks: 0 once the night's work is done."""
    return sum(total(lines) for _, lines in await uncharged(company, company.today - DAY))


async def accrued_this_month(company: CompanySettings) -> dict[Charge, int]:
    """What the days of this month have taken, today with them, in kopecks by kind."""
    first = company.today.replace(day=1)
    month = select(Ledger.kind, func.sum(Ledger.kopecks)).where(
        Ledger.company_id == company.company.id, Ledger.day >= first, Ledger.kind != PAYMENT
    )
    rows = await company.session.execute(month.group_by(Ledger.kind))
    sums = dict.fromkeys(Charge, 0) | {Charge(kind): int(kopecks) for kind, kopecks in rows}
    for day, lines in await uncharged(company, company.today):
        for line in lines if day >= first else ():
            sums[line.kind] += line.kopecks
    return sums


async def _first_uncharged(company: CompanySettings) -> date | None:
    if company.company.accrued_until:
        return company.company.accrued_until + DAY
    began = await holdings.first_held(company.session, company.company.id)
    return day_of(began, company.zone) if began else None


def _days(first: date, last: date) -> Iterator[date]:
    return (first + DAY * n for n in range((last - first).days + 1))
