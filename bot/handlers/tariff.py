"""The tariff: its card, another one, renewal."""

from typing import Any

from bot.handlers.notes import with_saved, with_switched
from bot.handlers.press import Press, Reply
from bot.keyboards import tariff as keys
from bot.keyboards.tariff import OfferTariff, Renew, TakeTariff, TariffNow, Tariffs


async def show_tariff(press: Press[Any]) -> Reply:
    """The card."""
    company, shown = press.seat.company_id, await press.desk.tariffs.card(press.seat)
    screen = keys.card(press.t, company, press.seat.time_zone, press.desk.clock.now(), shown)
    return Reply(screen, at=TariffNow(company=company))


async def show_tariffs(press: Press[Tariffs]) -> Reply:
    """What there is to choose from."""
    shown = await press.desk.tariffs.card(press.seat)
    return Reply(keys.tariffs(press.t, press.seat.company_id, shown.choices), at=press.tap)


async def offer(press: Press[OfferTariff]) -> Reply:
    """What changes with this one."""
    shown = await press.desk.tariffs.offer(press.seat, press.tap.key)
    return Reply(keys.offer(press.t, press.seat.company_id, shown), at=press.tap)


async def take(press: Press[TakeTariff]) -> Reply:
    """From now on this one."""
    with press.acting():
        result = await press.desk.tariffs.change(press.seat, press.tap.key, press.visitor.account_id)
    return await with_saved(press, await show_tariff(press), result.history_id)


async def renew(press: Press[Renew]) -> Reply:
    """Automatically, or not."""
    with press.acting():
        result = await press.desk.tariffs.renew(press.seat, press.tap.want, press.visitor.account_id)
    return await with_switched(press, await show_tariff(press), result)
