"""The buttons of a missed call's card. What they change shows on the card itself, by way of the outbox."""

from bot.domain.orders import Why
from bot.handlers.press import Press, Reply
from bot.keyboards.pings import PingCall, PingDone, PingVip, toast


async def call_back(press: Press[PingCall]) -> Reply:
    """Ring their telephone, then the client."""
    seat, card = await press.desk.pings.one(press.visitor, press.tap.ping)
    account = press.visitor.account_id
    with press.acting():
        await press.desk.orders.call(seat, seat.employee_id, card.client, Why.MISSED, account)
    return Reply(toast=press.t("Your telephone rings first, then the client's."))


async def done(press: Press[PingDone]) -> Reply:
    """Nobody need call the client any more."""
    with press.acting():
        card = await press.desk.pings.done(press.visitor, press.tap.ping)
    return Reply(toast=toast(press.t, card, press.desk.clock.now(), press.t("✓ Settled")))


async def star(press: Press[PingVip]) -> Reply:
    """The client is a VIP for the whole company."""
    with press.acting():
        await press.desk.pings.star(press.visitor, press.tap.ping)
    return Reply(toast=press.t("★ A VIP from now on"))
