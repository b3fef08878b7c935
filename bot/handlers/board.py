"""One living screen a chat: shown in place, or sent anew; where it is and its nonce are in the database."""

import logging
from secrets import token_urlsafe

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.types import InlineKeyboardMarkup

from bot.handlers.needs import ChatStates
from bot.handlers.press import Form, Reply
from bot.keyboards.base import Screen, markup

log = logging.getLogger(__name__)

SAME = "message is not modified"


class Board:
    """Shows screens and remembers what is shown."""

    def __init__(self, bot: Bot, states: ChatStates, storage: BaseStorage) -> None:
        self._bot = bot
        self._states = states
        self._storage = storage

    async def nonce(self, chat_id: int) -> str:
        """Of the screen that is shown; buttons with another one are out of date."""
        _, nonce = await self._states.screen(chat_id)
        return nonce

    async def at(self, chat_id: int) -> tuple[str, Form]:
        """The tap that draws the present screen again ("" before the first one), and what was gathered there."""
        data = await self._storage.get_data(self._key(chat_id))
        return str(data.get("at", "")), dict(data.get("form", {}))

    async def before(self, chat_id: int) -> str:
        """The nonce of the drawing before the present one: a tap on it came while the screen was changing."""
        return str((await self._storage.get_data(self._key(chat_id))).get("before", ""))

    async def show(self, chat_id: int, reply: Reply, below: int = 0) -> None:
        """Edit the screen, or send it anew when it is gone, too old, or not below the message `below`."""
        if reply.screen is None:
            return
        shown, before = await self._states.screen(chat_id)
        nonce = token_urlsafe(6)
        lowest = max(shown or 0, reply.stray)
        edited = lowest if lowest > max(below, reply.below) and not reply.screen.share_number else None
        message_id = await self._put(chat_id, edited, reply.screen, nonce)
        await self._states.show(chat_id, message_id, nonce)
        if reply.at:
            where = {"at": reply.at.pack(), "form": dict(reply.form), "before": before}
            await self._storage.set_data(self._key(chat_id), where)
        if shown and shown != message_id:
            await self._take_down(chat_id, shown)

    async def _put(self, chat_id: int, edited: int | None, screen: Screen, nonce: str) -> int:
        buttons = markup(screen, nonce)
        if edited and (buttons is None or isinstance(buttons, InlineKeyboardMarkup)):
            try:
                await self._bot.edit_message_text(
                    screen.text, chat_id=chat_id, message_id=edited, reply_markup=buttons, parse_mode=ParseMode.HTML
                )
                return edited
            except TelegramBadRequest as error:
                if SAME in error.message:
                    return edited
                log.info("chat %d: screen %d goes out anew: %s", chat_id, edited, error.message)
        message = await self._bot.send_message(chat_id, screen.text, reply_markup=buttons, parse_mode=ParseMode.HTML)
        return message.message_id

    async def _take_down(self, chat_id: int, message_id: int) -> None:
        try:
            await self._bot.delete_message(chat_id, message_id)
        except TelegramBadRequest as error:  # older than 48 hours, or deleted: its buttons are out of date anyway
            log.debug("chat %d: screen %d stays: %s", chat_id, message_id, error.message)

    def _key(self, chat_id: int) -> StorageKey:
        return StorageKey(bot_id=self._bot.id, chat_id=chat_id, user_id=chat_id)
