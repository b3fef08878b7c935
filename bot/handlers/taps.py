"""Every press of a button, from the update to the answer. No chain of filters: one table."""

import asyncio
import logging
from dataclasses import replace

from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery

from bot.domain.errors import N_, Refused
from bot.handlers.needs import Acting
from bot.handlers.press import Reply
from bot.handlers.room import Guest, Room
from bot.handlers.routes import read, seat_for
from bot.keyboards.base import said

log = logging.getLogger(__name__)

OUTDATED = N_("This menu is out of date. Here is the present one.")
FAILED = N_("It did not work: a fault on our side, we have written it down. Please try again in a minute.")
TOAST = 200  # characters that Telegram shows


class Answer:
    """Ends the spinner of one button, once."""

    def __init__(self, bot: Bot, query: CallbackQuery) -> None:
        self._bot = bot
        self._query_id = query.id
        self.given = False

    async def __call__(self, text: str = "", *, alert: bool = False) -> None:
        """The first call answers; a query that has expired needs no answer any more."""
        if self.given:
            return
        self.given = True
        try:
            await self._bot.answer_callback_query(self._query_id, text=text[:TOAST] or None, show_alert=alert)
        except TelegramBadRequest as error:
            log.info("callback %s: %s", self._query_id, error.message)


class Taps:
    """Handles callback queries."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def __call__(self, query: CallbackQuery, acting: Acting) -> None:
        """Answer always, exactly once; then the person sees what is true now."""
        answer = Answer(self._room.desk.bot, query)
        message = query.message
        if message is None or message.chat.type != ChatType.PRIVATE:
            return await answer()
        guest = await self._room.meet(query.from_user, message.message_id)
        try:
            reply = await self._reply(guest, query.data or "", acting, answer)
            shown = self._room.board.show(guest.chat_id, reply, was=guest.standing)  # a tap's handler shows nothing
            await asyncio.gather(answer(reply.toast, alert=reply.alert), shown)
        except Exception:
            await self._apologise(guest, answer)
            raise
        return None

    async def again(self, query: CallbackQuery) -> None:
        """After a restart, for a press that has done its work already: only the screen."""
        await Answer(self._room.desk.bot, query)()
        guest = await self._room.meet(query.from_user, query.message.message_id if query.message else 0)
        await self._room.board.show(guest.chat_id, await self._room.present(guest))

    async def _reply(self, guest: Guest, data: str, acting: Acting, answer: Answer) -> Reply:
        asked = read(data)
        if asked is None:
            return await self._outdated(guest, "")
        if asked[0].on_screen and asked[1].nonce != guest.standing.nonce:
            return replace(await self._outdated(guest, asked[1].nonce), stray=guest.message_id)
        route, tap = asked
        try:
            press = self._room.press(guest, seat_for(guest.visitor, route, tap), tap, acting, guest.standing.form)
            return await route.handler(replace(press, answer=answer))
        except Refused as refused:
            return await self._refused(guest, refused)

    async def _outdated(self, guest: Guest, nonce: str) -> Reply:
        """The second tap of two finds the screen that the first has just made: with its line of what was done."""
        if nonce and nonce == guest.standing.before:
            return Reply(toast=guest.t(OUTDATED))
        return replace(await self._room.present(guest), toast=guest.t(OUTDATED))

    async def _apologise(self, guest: Guest, answer: Answer) -> None:
        if answer.given:
            await self._room.desk.bot.send_message(guest.chat_id, guest.t(FAILED))
        else:
            await answer(guest.t(FAILED), alert=True)

    async def _refused(self, guest: Guest, refused: Refused) -> Reply:
        why = said(guest.t, refused)
        return replace(await self._room.present(guest), toast=why, alert=True)
