"""Everything that a person writes or sends: one table by kind, and for what nobody asked the screen again."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.enums import ChatType, ParseMode
from aiogram.types import Message, ReplyKeyboardRemove, User

from bot.domain.cards import Seat
from bot.domain.client_links import company_key
from bot.domain.errors import N_, Refused
from bot.domain.roles import Role
from bot.handlers.needs import Acting
from bot.handlers.notes import NO_WORDS
from bot.handlers.press import Press, Reply
from bot.handlers.room import Guest, Room
from bot.handlers.sharing import shared
from bot.handlers.songs import SHAPES, song
from bot.handlers.table import Route
from bot.handlers.taps import FAILED
from bot.keyboards.base import said, short
from bot.keyboards.client_link import ClientOf
from bot.keyboards.home import Home

log = logging.getLogger(__name__)

START = "start"
PICTURES = ("photo", "sticker", "animation")
WORDS = N_("Words are needed here. Send this later, when you are through.")
NOT_FOR_US = N_("I can do nothing with this. Choose a button.")

Handler = Callable[[Guest, Message, Acting], Awaitable[Reply]]


class Messages:
    """Handles messages."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._table: dict[str, Handler] = {
            "text": self._text,
            "contact": self._contact,
            **dict.fromkeys(SHAPES, self._song),
            **dict.fromkeys(PICTURES, self._picture),
        }

    async def __call__(self, message: Message, acting: Acting) -> None:
        """Whatever comes, the person sees a screen below it; what went wrong is said on that screen."""
        if message.chat.type != ChatType.PRIVATE:
            return
        guest = await self._room.meet(_sender(message), message.message_id)
        handler = self._table.get(message.content_type, self._other)
        try:
            reply = await handler(guest, message, acting)
        except Refused as refused:
            reply = (await self._room.present(guest)).noting(said(guest.t, refused))
        except Exception:
            await self._room.desk.bot.send_message(guest.chat_id, guest.t(FAILED))
            raise
        await self._room.board.show(guest.chat_id, reply, below=guest.message_id)

    async def again(self, message: Message) -> None:
        """After a restart, for a message that has done its work already: only the screen."""
        if message.chat.type == ChatType.PRIVATE:
            guest = await self._room.meet(_sender(message), message.message_id)
            await self._room.board.show(guest.chat_id, await self._room.present(guest), below=guest.message_id)

    async def _text(self, guest: Guest, message: Message, acting: Acting) -> Reply:
        text = message.text or ""
        command, _, payload = text.partition(" ")
        if command != f"/{START}":
            return await self._typed(guest, text, acting)
        if not payload:
            return await self._room.first(guest)
        if key := company_key(payload.strip()):
            card = await self._room.desk.linked_clients.arrive(guest.chat_id, key)
            return await self._room.at(guest, ClientOf(firm=card.company_id))
        with acting():
            seat = await self._room.desk.people.accept(guest.chat_id, payload.strip())
        return await self._welcome(guest, message, seat)

    async def _typed(self, guest: Guest, text: str, acting: Acting) -> Reply:
        here = None if text.startswith("/") else self._room.here(guest, acting)
        if here and here[0].typed:
            return await here[0].typed(here[1], text)
        return await self._unasked(guest, NO_WORDS)

    async def _contact(self, guest: Guest, message: Message, acting: Acting) -> Reply:
        own = message.contact and message.contact.user_id == guest.chat_id
        here = self._asking(guest, acting, bool(own))
        if here and here[0].shared:
            return await here[0].shared(here[1], message)
        if not own and self._leads(guest):
            raise Refused(N_("To add a client, open “More › Clients and VIP” and share the contact there."))
        with acting():
            seat = await self._room.desk.people.recognise(guest.chat_id, shared(message, message.contact))
        return await self._welcome(guest, message, seat)

    def _asking(self, guest: Guest, acting: Acting, own: bool) -> tuple[Route, Press[Any]] | None:
        """Where they are, if contacts are asked for there; one's own makes an employee of whoever is no client."""
        try:
            here = self._room.here(guest, acting)
        except Refused:
            if own:
                return None
            raise
        return here if here and (here[0].of_anybody or not own) else None

    async def _song(self, guest: Guest, message: Message, acting: Acting) -> Reply:
        seat = self._room.seat(guest)
        if seat is None:
            return await self._room.present(guest)
        here = self._room.here(guest, acting)
        if here and here[0].sent:
            return await here[0].sent(here[1], message, self._room.board)
        if here and here[0].asks:
            raise Refused(WORDS)
        if message.voice and not self._leads(guest):
            raise Refused(N_("To answer a client by voice, press “🎙 Answer by voice” under their message."))
        press = self._room.press(guest, seat, Home(company=seat.company_id), acting)
        return await song(press, message, self._room.board)

    async def _picture(self, guest: Guest, message: Message, acting: Acting) -> Reply:
        here = self._room.here(guest)
        if not self._leads(guest):
            return await self._unasked(guest, NOT_FOR_US)
        sound = N_("This is not a sound. Send mp3, wav or record a voice message.")
        raise Refused(WORDS if here and here[0].asks else sound)

    async def _other(self, guest: Guest, message: Message, acting: Acting) -> Reply:
        return await self._unasked(guest, NOT_FOR_US)

    async def _unasked(self, guest: Guest, word: str) -> Reply:
        """The screen again, and to those who are in a company a word on what to do."""
        reply = await self._room.present(guest)
        return reply.noting(guest.t(word)) if guest.visitor.seats else reply

    def _leads(self, guest: Guest) -> bool:
        seat = self._room.seat(guest)
        return seat is not None and seat.role is Role.ADMIN

    async def _welcome(self, guest: Guest, message: Message, seat: Seat) -> Reply:
        admin = guest.t.html("✓ You are an administrator of {company}.", company=short(seat.company_name, 80))
        staff = guest.t.html("✓ You are connected to {company}.", company=short(seat.company_name, 80))
        text = admin if seat.role is Role.ADMIN else staff
        bot = self._room.desk.bot
        await bot.send_message(guest.chat_id, text, parse_mode=ParseMode.HTML, reply_markup=ReplyKeyboardRemove())
        return await self._room.first(await self._room.meet(_sender(message), guest.message_id), seat)


def _sender(message: Message) -> User:
    assert message.from_user is not None, "in a private chat somebody writes"
    return message.from_user
