"""Promised calls back: the list, a card, and its buttons, whose work shows on all cards by way of the outbox."""

from bot.domain.callbacks import Stage
from bot.domain.orders import Why
from bot.handlers.press import Press, Reply
from bot.keyboards import callbacks as keys
from bot.keyboards.callbacks import Callback, Callbacks, CallNow, CancelCallback


async def show_callbacks(press: Press[Callbacks]) -> Reply:
    """Those that are open."""
    cards = await press.desk.callbacks.all(press.seat)
    return Reply(keys.callbacks(press.t, press.seat.company_id, cards, press.tap.page), at=press.tap)


async def show_callback(press: Press[Callback]) -> Reply:
    """One of them."""
    _, card = await press.desk.callbacks.one(press.visitor, press.tap.request)
    return Reply(keys.callback(press.t, press.seat.company_id, card), at=press.tap)


async def call_now(press: Press[CallNow]) -> Reply:
    """Without waiting for the line; when it is over, as a call of their own."""
    seat, card = await press.desk.callbacks.one(press.visitor, press.tap.request)
    with press.acting():
        if card.stage is Stage.CLOSED:
            whose = seat.employee_id, card.client, Why.CALLBACK, press.visitor.account_id
            await press.desk.orders.call(seat, *whose)
        else:
            await press.desk.callbacks.hurry(press.visitor, press.tap.request)
    return Reply(toast=press.t("Your telephone rings first, then the client's."))


async def cancel(press: Press[CancelCallback]) -> Reply:
    """The client is not called any more."""
    with press.acting():
        await press.desk.callbacks.cancel(press.visitor, press.tap.request)
    return Reply(toast=press.t("The client will not be called."))
