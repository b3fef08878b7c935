"""A company's SMS packs: parts are taken with the message that needs them, in one transaction, and come back once."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.client_models import SmsStock
from bot.db.models import Company
from bot.db.money_models import Ledger
from bot.db.upsert import insert_new
from bot.domain.billing import Charge
from bot.domain.catalogue import Catalogue
from bot.domain.packs import SmsPack
from bot.domain.sms_stock import Means, Stock, Taken, bought, returned, take
from bot.services.accounts import balance_before_today
from bot.services.settings import CompanySettings


async def stock_row(session: AsyncSession, company_id: int) -> SmsStock:
    """The company's row, locked until the commit; made where there is none."""
    empty = {"pack_key": "", "left": 0, "of": 0, "purchases": 0, "told": False}
    await insert_new(session, SmsStock, company_id=company_id, **empty)
    return await session.get_one(SmsStock, company_id, with_for_update=True, populate_existing=True)


async def take_parts(session: AsyncSession, catalogue: Catalogue, company: Company, parts: int, now: datetime) -> bool:
    """Take them, and buy the chosen pack first where they do not suffice (O7); False: nothing was taken."""
    row = await stock_row(session, company.id)
    taken = take(_stock(row), parts, Means(None, 0))
    if taken is None and row.pack_key:
        settings = await CompanySettings.load(session, company, catalogue, now)
        pack = catalogue.sms_pack(row.pack_key)
        taken = take(_stock(row), parts, await _means(settings, row, pack))
        if taken:
            await _pay(settings, row, pack, taken.packs)
    if taken is None:
        return False
    _put(row, taken)
    return True


async def buy(company: CompanySettings, row: SmsStock, pack: SmsPack) -> bool:
    """One pack, now; False: there is no money for it, or this month's free one is gone."""
    means = await _means(company, row, pack)
    if take(Stock(), 1, means) is None:
        return False
    await _pay(company, row, pack, 1)
    stock = bought(_stock(row), pack)
    row.left, row.of, row.told = stock.left, stock.of, False
    return True


async def give_back(session: AsyncSession, company_id: int, parts: int) -> None:
    """The network has rejected them."""
    row = await stock_row(session, company_id)
    stock = returned(_stock(row), parts)
    row.left, row.of = stock.left, stock.of


async def _means(company: CompanySettings, row: SmsStock, pack: SmsPack) -> Means:
    today = company.bill().today
    bought_today = await company.session.scalar(
        select(func.count()).where(
            Ledger.company_id == company.company.id, Ledger.day == company.today, Ledger.kind == Charge.SMS.value
        )
    )
    free_used = row.free_on is not None and row.free_on >= company.today.replace(day=1)
    return Means(pack, await balance_before_today(company) - today, bought_today or 0, free_used)


async def _pay(company: CompanySettings, row: SmsStock, pack: SmsPack, packs: int) -> None:
    """A line of the ledger for each: its number in the company's life makes it one purchase, whatever crashes."""
    for _ in range(packs):
        row.purchases += 1
        item = f"{pack.key}#{row.purchases}"
        what = {"kind": Charge.SMS.value, "item": item, "count": pack.size, "kopecks": pack.price}
        await insert_new(company.session, Ledger, company_id=company.company.id, day=company.today, **what)
    if pack.price == 0:
        row.free_on = company.today


def _stock(row: SmsStock) -> Stock:
    return Stock(row.left, row.of)


def _put(row: SmsStock, taken: Taken) -> None:
    row.left, row.of, row.told = taken.stock.left, taken.stock.of, False
