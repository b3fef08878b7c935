"""Messages to clients in the chat: scenarios, texts, what was sent."""

from typing import Any

from bot.handlers.notes import with_saved
from bot.handlers.press import Press, Reply
from bot.keyboards import client_notices as keys
from bot.keyboards.client_link import ClientLink
from bot.keyboards.client_notices import (
    CardMonths,
    ClientNotices,
    Notice,
    NoticeText,
    PutMonths,
    SentMessages,
    SwitchNotice,
    UsualText,
)


async def show_notices(press: Press[ClientNotices]) -> Reply:
    """All scenarios, and what is left."""
    card = await press.desk.client_settings.card(press.seat)
    way_in = ClientLink(company=press.seat.company_id)
    return Reply(keys.notices(press.t, press.seat.company_id, card, way_in), at=press.tap)


async def show_notice(press: Press[Notice]) -> Reply:
    """One scenario."""
    card = await press.desk.client_settings.notice(press.seat, press.tap.scenario)
    return Reply(keys.notice(press.t, press.seat.company_id, card), at=press.tap)


async def switch(press: Press[SwitchNotice]) -> Reply:
    """A way, to the state wanted."""
    tap, account = press.tap, press.visitor.account_id
    with press.acting():
        entry = await press.desk.client_settings.switch(press.seat, tap.scenario, tap.way, tap.want, account)
    return await _saved(press, entry)


async def ask_text(press: Press[NoticeText]) -> Reply:
    """The question for another text."""
    card = await press.desk.client_settings.notice(press.seat, press.tap.scenario)
    return Reply(keys.ask_text(press.t, press.seat.company_id, card), at=press.tap)


async def put_text(press: Press[NoticeText], text: str) -> Reply:
    """Typed."""
    with press.acting():
        entry = await press.desk.client_settings.text(press.seat, press.tap.scenario, text, press.visitor.account_id)
    return await _saved(press, entry)


async def usual_text(press: Press[UsualText]) -> Reply:
    """Ours again."""
    with press.acting():
        entry = await press.desk.client_settings.usual_text(press.seat, press.tap.scenario, press.visitor.account_id)
    return await _saved(press, entry)


async def ask_months(press: Press[CardMonths]) -> Reply:
    """The question for the months of a card."""
    card = await press.desk.client_settings.notice(press.seat, press.tap.scenario)
    return Reply(keys.months(press.t, press.seat.company_id, card.settings), at=press.tap)


async def type_months(press: Press[CardMonths], text: str) -> Reply:
    """Typed."""
    return await _months(press, text)


async def put_months(press: Press[PutMonths]) -> Reply:
    """Picked."""
    return await _months(press, str(press.tap.months))


async def show_sent(press: Press[SentMessages]) -> Reply:
    """A page of what was sent."""
    box = await press.desk.client_settings.sent(press.seat, press.tap.page)
    screen = keys.sent(press.t, press.seat.company_id, press.seat.time_zone, press.desk.clock.now(), box)
    return Reply(screen, at=press.tap)


async def _months(press: Press[Any], typed: str) -> Reply:
    tap, account = press.tap, press.visitor.account_id
    with press.acting():
        entry = await press.desk.client_settings.months(press.seat, tap.scenario, typed, account)
    return await _saved(press, entry)


async def _saved(press: Press[Any], entry: int | None) -> Reply:
    scenario = Notice(company=press.seat.company_id, scenario=press.tap.scenario)
    return await with_saved(press, await show_notice(press.on(scenario)), entry)
