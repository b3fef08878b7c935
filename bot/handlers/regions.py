"""Whom we call: the countries that a company allows."""

from bot.handlers.notes import with_saved
from bot.handlers.press import Press, Reply
from bot.keyboards import regions as keys
from bot.keyboards.base import CompanyTap
from bot.keyboards.regions import AllowRegion, Regions


async def show(press: Press[Regions]) -> Reply:
    """All that may be chosen."""
    return await _screen(press)


async def allow(press: Press[AllowRegion]) -> Reply:
    """To the state wanted."""
    tap, account = press.tap, press.visitor.account_id
    with press.acting():
        entry = await press.desk.options.region(press.seat, tap.region, tap.want, account)
    return await with_saved(press, await _screen(press), entry)


async def _screen(press: Press[CompanyTap]) -> Reply:
    company = press.seat.company_id
    allowed = await press.desk.options.regions(press.seat)
    return Reply(keys.regions(press.t, company, allowed), at=Regions(company=company))
