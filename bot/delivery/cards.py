"""A card in a chat that changes without a sound as things go on."""

import logging

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardMarkup

from bot.keyboards.base import Screen, markup

log = logging.getLogger(__name__)

TIMEOUT = 20  # seconds for one request; well within the parcel's lease


async def edit(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> None:
    """The message says this from now on; one that cannot be changed stays as it is."""
    buttons = markup(screen, "")
    try:
        await bot.edit_message_text(
            screen.text,
            chat_id=chat_id,
            message_id=message_id,
            reply_markup=buttons if isinstance(buttons, InlineKeyboardMarkup) else None,
            parse_mode=ParseMode.HTML,
            request_timeout=TIMEOUT,
        )
    except TelegramBadRequest as error:  # it says so already, or the person has deleted it
        log.info("message %d stays as it is: %s", message_id, error.message)
