"""The console: from an update to what the person sees."""

import asyncio
import logging
from functools import partial
from typing import Any

from aiogram.exceptions import TelegramForbiddenError
from aiogram.fsm.storage.base import BaseStorage
from aiogram.types import BotCommand, Update
from aiohttp import web

from bot.domain.errors import N_
from bot.handlers.board import Board
from bot.handlers.lanes import Lanes
from bot.handlers.messages import START, Messages
from bot.handlers.needs import Acting, Inbox
from bot.handlers.press import Desk
from bot.handlers.room import Room
from bot.handlers.taps import Taps
from bot.handlers.updates import KINDS, Updates, persist, poll
from bot.handlers.webhook import Webhook

log = logging.getLogger(__name__)

CONSOLE = N_("Open the console")


class Chat:
    """Starts, takes updates, stops."""

    def __init__(self, desk: Desk, inbox: Inbox, storage: BaseStorage) -> None:
        self._desk = desk
        self._inbox = inbox
        self._storage = storage
        room = Room(desk, Board(desk.bot, storage))
        self._taps = Taps(room)
        self._messages = Messages(room)
        self.lanes = Lanes()
        self.updates = Updates(inbox, self.handle, self.lanes)
        self._connection: asyncio.Task[None] | None = None

    def routes(self, webhook: Webhook) -> list[web.RouteDef]:
        """What the web server must serve before `start(webhook)`."""
        return webhook.routes(self.updates.take)

    async def start(self, webhook: Webhook | None = None) -> None:
        """Handle what was left over; then Telegram calls us, or we ask it. Waits for nothing outside."""
        await self.updates.recover()
        self._connection = asyncio.create_task(self._connect(webhook))

    async def stop(self) -> None:
        """What is being handled finishes; what is not waits in the inbox."""
        if self._connection:
            self._connection.cancel()
            await asyncio.gather(self._connection, return_exceptions=True)
        await self.lanes.stop()
        await self._storage.close()

    async def handle(self, update_id: int, body: dict[str, Any], had_effect: bool) -> None:
        """One update. `had_effect`: its work was done before a crash, only the screen is due."""
        try:
            update = Update.model_validate(body, context={"bot": self._desk.bot})
            await self._dispatch(update, had_effect, partial(self._inbox.handling, update_id))
        except TelegramForbiddenError:
            log.info("update %d: the person has blocked the bot meanwhile", update_id)
        except Exception:
            log.error("update %d (%s) failed", update_id, ", ".join(sorted(body)), exc_info=True)
        await self._inbox.handled(update_id)

    async def _dispatch(self, update: Update, had_effect: bool, acting: Acting) -> None:
        if update.callback_query:
            query = update.callback_query
            await (self._taps.again(query) if had_effect else self._taps(query, acting))
        elif update.message:
            message = update.message
            await (self._messages.again(message) if had_effect else self._messages(message, acting))

    async def _connect(self, webhook: Webhook | None) -> None:
        await persist("introduction to Telegram", partial(self._introduce, webhook))
        if webhook is None:
            await poll(self._desk.bot, self._inbox, self.updates)

    async def _introduce(self, webhook: Webhook | None) -> None:
        bot = self._desk.bot
        for language, t in self._desk.texts.items():
            command = BotCommand(command=START, description=t(CONSOLE))
            await bot.set_my_commands([command], language_code=None if language == "en" else language)
        if webhook is None:
            await bot.delete_webhook()
        else:
            await bot.set_webhook(webhook.url, secret_token=webhook.secret, allowed_updates=KINDS)
