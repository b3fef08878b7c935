"""The ledger: each company's day that is over is charged once, and what the company pays is written beside it (O12)."""

import logging
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select

from bot.db.models import Company
from bot.db.money_models import PAYMENT, Ledger
from bot.db.store import Store
from bot.db.upsert import insert_new
from bot.domain.billing import total
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import Change, What
from bot.domain.holdings import day_of
from bot.ports import Clock
from bot.services.accounts import DAY, balance_before_today, uncharged
from bot.services.settings import CompanySettings

log = logging.getLogger(__name__)

BATCH = 31  # days of one company in a transaction
LOCKED = select(Company).with_for_update(key_share=True)


class Billing:
    """Knows no administrators: the heartbeat and the command line ask it."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store = store
        self._clock = clock
        self._catalogue = catalogue

    async def accrue(self) -> None:
        """Charge every company for each of its days that is over and not charged yet, from its first one on.

        A day's lines and the mark that it is charged are one transaction: a crash leaves both or neither. The unique
        key of the ledger is the second lock.
        """
        async with self._store.read() as session:
            companies = (await session.scalars(select(Company).order_by(Company.id))).all()
        for company in companies:
            yesterday = day_of(self._clock.now(), ZoneInfo(company.time_zone)) - DAY
            behind = company.accrued_until is None or company.accrued_until < yesterday
            while behind:
                behind = await self._charge(company.id)

    async def pay(self, company_key: str, kopecks: int, note: str) -> int:
        """Write down a payment; the balance after it, in kopecks. `note` names it: the same one twice is refused."""
        if kopecks <= 0:
            raise Refused(N_("A payment is more than nothing."))
        async with self._store.write() as session:
            row = await session.scalar(LOCKED.where(Company.key == company_key))
            if row is None:
                raise Refused(N_("There is no company “{key}”."), key=company_key)
            paid = exists().where(Ledger.company_id == row.id, Ledger.kind == PAYMENT, Ledger.item == note)
            if await session.scalar(select(paid)):
                raise Refused(N_("The payment “{note}” is written down already."), note=note)
            company = await CompanySettings.load(session, row, self._catalogue, self._clock.now())
            day = day_of(company.now, company.zone)
            payment = {"kind": PAYMENT, "item": note, "count": 1, "kopecks": kopecks}
            session.add(Ledger(company_id=row.id, day=day, **payment))
            await session.flush()
            return await balance_before_today(company)

    async def _charge(self, company_id: int) -> bool:
        """A batch of days of one company; whether there may be more."""
        async with self._store.write() as session:
            row = (await session.scalars(LOCKED.where(Company.id == company_id))).one()
            company = await CompanySettings.load(session, row, self._catalogue, self._clock.now())
            days = (await uncharged(company, company.today - DAY))[:BATCH]
            for day, lines in days:
                for line in lines:
                    what = {"kind": line.kind.value, "item": line.item, "count": line.count, "kopecks": line.kopecks}
                    await insert_new(session, Ledger, company_id=company_id, day=day, **what)
                row.accrued_until = day
                log.info("company %s: %s charged, %s kopecks", row.key, day, total(lines))
            if days and not row.renew:
                await _stop_what_is_not_paid(company)
        return len(days) == BATCH


async def _stop_what_is_not_paid(company: CompanySettings) -> None:
    """Not renewed automatically: once the balance is used up, the options go off. Calls go on."""
    if company.on and await balance_before_today(company) < 0:
        on = sorted(company.on, key=lambda it: (it[0], it[1] or 0))
        await company.apply([Change(What.OPTION, True, False, key, of) for key, of in on], None)
