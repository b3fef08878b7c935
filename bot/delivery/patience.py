"""A bot that waits out Telegram's short troubles by itself: for screens, where nothing else would try again."""

import asyncio
import logging

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.delivery.retry import verdict
from bot.ports import Later

log = logging.getLogger(__name__)

TRIES = 3
LONGEST = 5.0  # seconds; a person does not wait longer for a screen


class Patience(BaseRequestMiddleware):
    """`bot.session.middleware(Patience())`. Not for the relay's bot: there the parcel waits, not the request."""

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        for attempt in range(TRIES - 1):
            try:
                return await make_request(bot, method)
            except Exception as error:
                meaning = verdict(error, attempt)
                if isinstance(method, GetUpdates) or not isinstance(meaning, Later) or meaning.seconds > LONGEST:
                    raise
                log.info("%s is sent again in %g s: %s", type(method).__name__, meaning.seconds, meaning)
                await asyncio.sleep(meaning.seconds)
        return await make_request(bot, method)
