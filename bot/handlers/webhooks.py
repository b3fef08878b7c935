"""The webhook for a CRM in the chat."""

from dataclasses import replace
from typing import Any

from bot.handlers.notes import with_saved
from bot.handlers.press import Press, Reply
from bot.keyboards import webhooks as keys
from bot.keyboards.webhooks import CheckWebhook, NewSecret, RemoveWebhook, Webhooks


async def show_webhooks(press: Press[Webhooks]) -> Reply:
    """Where events go, and how that is going."""
    card, now = await press.desk.webhooks.card(press.seat), press.desk.clock.now()
    screen = keys.webhooks(press.t, press.seat.company_id, card, now, press.seat.time_zone)
    return Reply(screen, at=press.tap)


async def put(press: Press[Webhooks], text: str) -> Reply:
    """An address, typed."""
    with press.acting():
        secret = await press.desk.webhooks.put(press.seat, text, press.visitor.account_id)
    reply = await _here(press)
    return _once(press, reply, secret) if secret else await with_saved(press, reply)


async def new_secret(press: Press[NewSecret]) -> Reply:
    """Another one, shown once."""
    with press.acting():
        secret = await press.desk.webhooks.new_secret(press.seat, press.visitor.account_id)
    return _once(press, await _here(press), secret)


async def check(press: Press[CheckWebhook]) -> Reply:
    """A test event."""
    with press.acting():
        await press.desk.webhooks.check(press.seat)
    said = press.t("A test event is on its way: “Refresh” shows what came of it.")
    return (await _here(press)).noting(said)


async def remove(press: Press[RemoveWebhook]) -> Reply:
    """Ask, or do it."""
    card = await press.desk.webhooks.card(press.seat)
    if card and not press.tap.sure:
        return Reply(keys.removal(press.t, press.seat.company_id, card), at=press.tap)
    with press.acting():
        await press.desk.webhooks.remove(press.seat, press.visitor.account_id)
    return (await _here(press)).noting(press.t("✓ Removed"))


async def _here(press: Press[Any]) -> Reply:
    return await show_webhooks(press.on(Webhooks(company=press.seat.company_id)))


def _once(press: Press[Any], reply: Reply, secret: str) -> Reply:
    return replace(reply, screen=keys.shown_once(press.t, reply.screen, secret)) if reply.screen else reply
