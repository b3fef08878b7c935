"""Clients in the chat: they come by a company's link, share their number, and stop the messages when they like."""

from typing import Any

from aiogram.types import Message, ReplyKeyboardRemove

from bot.domain.cards_clients import ClientOfCard
from bot.handlers.invitation import link
from bot.handlers.press import Press, Reply
from bot.handlers.sharing import shared
from bot.keyboards import client_link as keys
from bot.keyboards.client_link import ClientLink, ClientOf, WantMessages
from bot.keyboards.home import Home, back


async def show_link(press: Press[ClientLink]) -> Reply:
    """For the site and the first SMS."""
    url = await link(press.desk.bot, await press.desk.client_settings.link(press.seat))
    return Reply(keys.link(press.t, press.seat.company_id, url), at=press.tap)


async def show(press: Press[ClientOf]) -> Reply:
    """Where they stand with the company."""
    return _reply(press, await press.desk.linked_clients.card(press.chat_id, press.tap.firm))


async def share(press: Press[ClientOf], message: Message) -> Reply:
    """Their own number."""
    contact = shared(message, message.contact)
    with press.acting():
        card = await press.desk.linked_clients.link(press.chat_id, press.tap.firm, contact, press.visitor.language)
    await press.desk.bot.send_message(press.chat_id, "✓", reply_markup=ReplyKeyboardRemove())
    return _reply(press, card)


async def want(press: Press[WantMessages]) -> Reply:
    """Stop, or start again; also under a message, where no screen is."""
    with press.acting():
        card = await press.desk.linked_clients.want(press.chat_id, press.tap.firm, press.tap.want)
    return _reply(press, card)


def _reply(press: Press[Any], card: ClientOfCard) -> Reply:
    seats = press.visitor.seats
    more = (back(press.t, Home(company=seats[0].company_id)),) if seats else ()
    at = ClientOf(firm=card.company_id)
    return Reply(keys.client_of(press.t, card, more), at=at, below=press.message_id if card.number else 0)
