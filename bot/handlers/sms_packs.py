"""SMS packs in the chat (O7)."""

from bot.handlers.notes import with_saved
from bot.handlers.press import Press, Reply
from bot.keyboards import sms_packs as keys
from bot.keyboards.client_notices import ClientNotices
from bot.keyboards.sms_packs import BuyNone, BuyPack, OfferPack, SmsPacks


async def show_packs(press: Press[SmsPacks]) -> Reply:
    """What there is to buy."""
    company = press.seat.company_id
    card = await press.desk.client_settings.packs(press.seat)
    return Reply(keys.packs(press.t, company, card, ClientNotices(company=company)), at=press.tap)


async def offer(press: Press[OfferPack]) -> Reply:
    """A pack, before it is bought."""
    pack = await press.desk.client_settings.offer(press.seat, press.tap.key)
    return Reply(keys.offer(press.t, press.seat.company_id, pack), at=press.tap)


async def buy(press: Press[BuyPack]) -> Reply:
    """Now."""
    with press.acting():
        done = await press.desk.client_settings.buy(press.seat, press.tap.key, press.visitor.account_id)
    time = press.t.clock(done.at, press.seat.time_zone)
    paid = press.t("✓ Bought at {time} for {price}", time=time, price=press.t.money(done.cost.today))
    said = paid if done.cost.today else press.t("✓ Taken at {time}", time=time)
    return (await show_packs(press.on(SmsPacks(company=press.seat.company_id)))).noting(said)


async def buy_none(press: Press[BuyNone]) -> Reply:
    """Nothing any more."""
    with press.acting():
        await press.desk.client_settings.buy_none(press.seat, press.visitor.account_id)
    return await with_saved(press, await show_packs(press.on(SmsPacks(company=press.seat.company_id))))
