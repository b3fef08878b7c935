"""Where an invite leads, for whoever sits at the terminal."""

import asyncio
import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.utils.deep_linking import create_start_link

log = logging.getLogger(__name__)

PATIENCE = 10.0  # seconds; the terminal waits, and so does the start of the program


async def link(bot: Bot, token: str) -> str:
    """The link; empty while Telegram does not tell the bot's name."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await create_start_link(bot, token)
    except (AiogramError, OSError) as error:  # a timeout is an OSError
        log.warning("Telegram does not tell the bot's name: %s", error)
        return ""
