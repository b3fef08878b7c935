"""A bot that waits out Telegram's short troubles by itself: for screens, where nothing else would try again."""

import asyncio
import logging
from typing import TypeVar

from aiogram import Bot
from aiogram.methods import GetUpdates, TelegramMethod

from bot.delivery.retry import verdict
from bot.ports import Later

log = logging.getLogger(__name__)

TRIES = 3
LONGEST = 5.0  # seconds; a person does not wait longer for a screen
TIMEOUT = 15  # seconds for one request that does not say otherwise

Result = TypeVar("Result")


class PatientBot(Bot):
    """For the chat. Not for the relay: there the parcel waits, not the request."""

    @classmethod
    def of(cls, bot: Bot) -> "PatientBot":
        """The same bot over the same session, but patient."""
        return cls(bot.token, session=bot.session)

    async def __call__(self, method: TelegramMethod[Result], request_timeout: int | None = None) -> Result:
        """As `Bot`, up to three times."""
        tries = 1 if isinstance(method, GetUpdates) else TRIES  # polling has a loop of its own
        for attempt in range(tries - 1):
            try:
                return await super().__call__(method, request_timeout or TIMEOUT)
            except Exception as error:
                meaning = verdict(error, attempt)
                if not isinstance(meaning, Later) or meaning.seconds > LONGEST:
                    raise
                log.info("%s is sent again in %g s: %s", type(method).__name__, meaning.seconds, meaning)
                await asyncio.sleep(meaning.seconds)
        return await super().__call__(method, request_timeout or TIMEOUT)
