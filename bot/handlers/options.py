"""Options of the company: the menu, an offer, the switch, the ticks."""

from typing import Any

from bot.domain.cards_options import FlagLine, Offer
from bot.domain.errors import N_, Refused
from bot.handlers.department_line import announced
from bot.handlers.notes import with_saved, with_switched
from bot.handlers.press import Press, Reply
from bot.keyboards import options as keys
from bot.keyboards.base import Button
from bot.keyboards.client_notices import ClientNotices
from bot.keyboards.department_line import CALLBACK, AnnounceEverywhere
from bot.keyboards.dids import NewDid
from bot.keyboards.number_options import NumberOptions
from bot.keyboards.options import AskAmount, Flag, OptionCard, Options, SetAmount, Switch, Warn
from bot.keyboards.regions import Regions
from bot.keyboards.shared import Undo
from bot.keyboards.storage import Storage
from bot.keyboards.tariff import TariffNow
from bot.keyboards.webhooks import Webhooks

MORE = {CALLBACK: announced}  # what an option that is on needs besides, on its card


async def show_options(press: Press[Options]) -> Reply:
    """The menu."""
    t, company = press.t, press.seat.company_id
    more = (
        (Button(t("Messages to clients"), ClientNotices(company=company)),),
        (Button(t("Options for numbers"), NumberOptions(company=company)),),
        (Button(t("Whom to call"), Regions(company=company)),),
        (Button(t("Storage"), Storage(company=company)), Button(t("Tariff and costs"), TariffNow(company=company))),
        (Button(t("Webhooks for a CRM"), Webhooks(company=company)),),
    )
    return Reply(keys.options(t, company, await press.desk.options.menu(press.seat), more), at=press.tap)


async def show_option(press: Press[OptionCard]) -> Reply:
    """What it does and costs."""
    return await _card(press, await press.desk.options.offer(press.seat, press.tap.key))


async def switch(press: Press[Switch]) -> Reply:
    """On or off; the card then shows it."""
    with press.acting():
        result = await press.desk.options.switch(press.seat, press.tap.key, press.tap.want, press.visitor.account_id)
    return await with_switched(press, await _card(press, result.offer), result)


async def warn(press: Press[Warn]) -> Reply:
    """The responsibility, before a tick is switched off (O3)."""
    offer = await press.desk.options.offer(press.seat, press.tap.key)
    return Reply(keys.warning(press.t, press.seat.company_id, offer, _flag(offer, press.tap.flag)), at=press.tap)


async def flag(press: Press[Flag]) -> Reply:
    """A tick, to the state wanted."""
    tap, account = press.tap, press.visitor.account_id
    with press.acting():
        result = await press.desk.options.flag(press.seat, tap.key, tap.flag, tap.want, account)
    return await with_switched(press, await _card(press, result.offer), result)


async def show_amount(press: Press[AskAmount]) -> Reply:
    """What it may be."""
    tap = press.tap
    offer = await press.desk.options.offer(press.seat, tap.key)
    line = next((line for line in offer.amounts if line.amount.key == tap.amount), None)
    if line is None:
        raise Refused(N_("There is no such option any more."))
    return Reply(keys.amount(press.t, press.seat.company_id, tap.key, line), at=tap)


async def set_amount(press: Press[SetAmount]) -> Reply:
    """Chosen by a button."""
    tap = press.tap
    asked = AskAmount(company=tap.company, key=tap.key, amount=tap.amount)
    return await type_amount(press.on(asked), str(tap.value))


async def type_amount(press: Press[AskAmount], text: str) -> Reply:
    """Typed."""
    tap, account = press.tap, press.visitor.account_id
    with press.acting():
        entry = await press.desk.options.amount(press.seat, tap.key, tap.amount, text, account)
    return await with_saved(press, await show_amount(press), entry)


async def undo(press: Press[Undo]) -> Reply:
    """Take an entry of the history back; the screen where they are shows it."""
    with press.acting():
        result = await press.desk.histories.undo(press.seat, press.tap.entry, press.visitor.account_id)
    time = press.t.clock(result.at, press.seat.time_zone)
    return (await press.present()).noting(press.t("✓ Taken back at {time}", time=time))


async def announce_everywhere(press: Press[AnnounceEverywhere]) -> Reply:
    """The callback is announced in all departments; the option's card shows it."""
    with press.acting():
        done = await press.desk.lines.announce_everywhere(press.seat, press.visitor.account_id)
    callback = OptionCard(company=press.seat.company_id, key=CALLBACK)
    return await with_saved(press, await show_option(press.on(callback)), done.history_id)


async def _card(press: Press[Any], offer: Offer) -> Reply:
    company, key = press.seat.company_id, offer.option.key
    here = OptionCard(company=company, key=key)
    reply = Reply(keys.option(press.t, company, offer, NewDid(company=company)), at=here)
    more = MORE.get(key) if offer.on else None
    return await more(press, reply) if more else reply


def _flag(offer: Offer, key: str) -> FlagLine:
    for one in offer.flags:
        if one.key == key:
            return one
    raise Refused(N_("There is no such option any more."))
