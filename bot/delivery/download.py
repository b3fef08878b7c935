"""Fetch a file that a person sent, through the Bot API server's file address."""

import asyncio
from pathlib import Path

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiohttp import ClientResponseError
from yarl import URL

from bot.delivery.retry import verdict
from bot.domain.errors import Refused
from bot.keyboards.melodies import MEGABYTES, TOO_BIG
from bot.ports import Later

TRIES = 3
TIMEOUT = 60  # seconds for one try


class Download:
    """`Fetch` of the chat. A download that broke off starts again."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def __call__(self, file_id: str, into: Path) -> None:
        """`Refused` for a file that Telegram does not let bots have; its other errors go up as they are."""
        for attempt in range(TRIES):
            try:
                await self._bot.download(file_id, into, timeout=TIMEOUT)
                return
            except Exception as error:
                _forget_address(error)
                if isinstance(error, TelegramBadRequest) and "file is too big" in error.message:
                    raise Refused(TOO_BIG, megabytes=MEGABYTES) from error
                meaning = verdict(error, attempt)
                if not isinstance(meaning, Later) or attempt == TRIES - 1:
                    raise
                await asyncio.sleep(meaning.seconds)


def _forget_address(error: Exception) -> None:
    """The file's address holds the bot's token, and errors are logged."""
    if isinstance(error, ClientResponseError):
        error.request_info = error.request_info._replace(url=URL(), real_url=URL())
