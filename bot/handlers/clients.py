"""The company's clients: the list, one of them, a new one."""

from typing import Any

from aiogram.types import Message

from bot.domain.client_typed import number_and_name
from bot.handlers.press import Press, Reply
from bot.keyboards import clients as keys
from bot.keyboards.base import short
from bot.keyboards.clients import AddClient, Client, Clients, ClientVip, RemoveClient, RenameClient


async def show_clients(press: Press[Clients]) -> Reply:
    """A page of the list; page -1 ends the search."""
    query = str(press.form.get("query", "")) if press.tap.page >= 0 else ""
    shown = await press.desk.clients.page(press.seat, query, max(press.tap.page, 0))
    here = Clients(company=press.seat.company_id, page=shown.page)
    return Reply(keys.clients(press.t, press.seat.company_id, shown), at=here, form={"query": query} if query else {})


async def search(press: Press[Clients], text: str) -> Reply:
    """What was typed is looked for."""
    return await show_clients(press.on(Clients(company=press.seat.company_id, page=0), {"query": text.strip()[:64]}))


async def show_client(press: Press[Client]) -> Reply:
    """One card."""
    one = await press.desk.clients.one(press.seat, press.tap.contact)
    return Reply(keys.client(press.t, press.seat.company_id, one), at=press.tap)


async def vip(press: Press[ClientVip]) -> Reply:
    """On or off."""
    with press.acting():
        await press.desk.clients.vip(press.seat, press.tap.contact, press.tap.want, press.visitor.account_id)
    return await _card(press, press.tap.contact)


async def ask_new(press: Press[AddClient]) -> Reply:
    """The question."""
    return Reply(keys.ask_new(press.t, press.seat.company_id), at=press.tap)


async def add(press: Press[AddClient], text: str) -> Reply:
    """The answer: a number, and a name if there is one."""
    return await _add(press, *number_and_name(text))


async def share(press: Press[Any], message: Message) -> Reply:
    """The answer: a contact from Telegram."""
    contact = message.contact
    assert contact is not None, "a message of kind contact has one"
    name = " ".join(part for part in (contact.first_name, contact.last_name) if part)
    return await _add(press, "+" + contact.phone_number.removeprefix("+"), short(name, 100) if name.strip() else "")


async def ask_name(press: Press[RenameClient]) -> Reply:
    """The question."""
    one = await press.desk.clients.one(press.seat, press.tap.contact)
    return Reply(keys.ask_name(press.t, press.seat.company_id, one), at=press.tap)


async def rename(press: Press[RenameClient], text: str) -> Reply:
    """The answer."""
    with press.acting():
        await press.desk.clients.rename(press.seat, press.tap.contact, text, press.visitor.account_id)
    return (await _card(press, press.tap.contact)).noting(press.t("✓ Saved"))


async def remove(press: Press[RemoveClient]) -> Reply:
    """Ask, or do it."""
    contact, company = press.tap.contact, press.seat.company_id
    if not press.tap.sure:
        one = await press.desk.clients.one(press.seat, contact)
        return Reply(keys.ask_removal(press.t, company, one), at=press.tap)
    with press.acting():
        name = await press.desk.clients.remove(press.seat, contact, press.visitor.account_id)
    reply = await show_clients(press.on(Clients(company=company, page=0), {}))
    return reply.noting(press.t("✓ Removed: {name}", name=short(name, 80)))


async def _add(press: Press[Any], number: str, name: str) -> Reply:
    with press.acting():
        contact = await press.desk.clients.add(press.seat, number, name, press.visitor.account_id)
    return (await _card(press, contact)).noting(press.t("✓ Added"))


async def _card(press: Press[Any], contact: int) -> Reply:
    return await show_client(press.on(Client(company=press.seat.company_id, contact=contact), {}))
