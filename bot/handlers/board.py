"""One living screen a chat: shown in place, or sent anew; where it is and its nonce outlive the process."""

import logging
from dataclasses import asdict, dataclass, field, replace
from secrets import token_urlsafe

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.types import InlineKeyboardMarkup

from bot.handlers.press import Form, Reply
from bot.keyboards.base import Screen, markup

log = logging.getLogger(__name__)

SAME = "message is not modified"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a chat, as it is kept."""

    shown: int = 0  # the message that is the screen
    nonce: str = ""  # of its buttons; those with another one are out of date
    before: str = ""  # the nonce of the drawing before: a tap on it came while the screen was changing
    at: str = ""  # the tap that draws the screen again; "" before the first one
    form: Form = field(default_factory=dict)  # what was gathered there


class Board:
    """Shows screens and remembers what is shown."""

    def __init__(self, bot: Bot, storage: BaseStorage) -> None:
        self._bot = bot
        self._storage = storage

    async def standing(self, chat_id: int) -> Standing:
        """Where the chat stands now."""
        return Standing(**await self._storage.get_data(self._key(chat_id)))

    async def show(self, chat_id: int, reply: Reply, below: int = 0, was: Standing | None = None) -> None:
        """Edit the screen, or send it anew when it is gone, too old, or not below the message `below`.

        `was`: where the chat stands, from whoever knows that nothing has been shown there since they asked.
        """
        if reply.screen is None:
            return
        was, nonce = was or await self.standing(chat_id), token_urlsafe(6)
        lowest = max(was.shown, reply.stray)
        edited = lowest if lowest > max(below, reply.below) and not reply.screen.share_number else 0
        message_id = await self._put(chat_id, edited, reply.screen, nonce)
        now = replace(was, shown=message_id, nonce=nonce)
        if reply.at:
            now = replace(now, before=was.nonce, at=reply.at.pack(), form=dict(reply.form))
        await self._storage.set_data(self._key(chat_id), asdict(now))
        if was.shown not in (0, message_id):
            await self._take_down(chat_id, was.shown)

    async def _put(self, chat_id: int, edited: int, screen: Screen, nonce: str) -> int:
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
