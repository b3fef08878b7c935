"""Updates from Telegram: into the database first, then acknowledged, then handled."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, cast

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramConflictError, TelegramRetryAfter
from aiogram.methods import GetUpdates
from aiohttp import ClientError

from bot.handlers.lanes import Lanes
from bot.handlers.needs import Inbox

log = logging.getLogger(__name__)

KINDS = ["message", "callback_query"]
POLL = 50  # seconds that Telegram holds an empty request
PAUSES = (0.5, 1, 2, 5, 10, 30)  # seconds after failures in a row

Handle = Callable[[int, dict[str, Any], bool], Awaitable[None]]


class RawUpdates(GetUpdates):
    """getUpdates as plain JSON: it goes into the inbox as it came, and one strange update spoils no other."""

    __returning__ = list[dict[str, Any]]


class Updates:
    """Takes each update once: stored before it is acknowledged, handled in order within its chat."""

    def __init__(self, inbox: Inbox, handle: Handle, lanes: Lanes) -> None:
        self._inbox = inbox
        self._handle = handle
        self._lanes = lanes

    async def recover(self) -> None:
        """What was stored and not handled when we went down."""
        for update_id, chat_id, body, had_effect in await self._inbox.pending():
            await self._put(update_id, chat_id, body, had_effect)

    async def take(self, body: dict[str, Any]) -> None:
        """Once this returns, the update may be acknowledged."""
        update_id, chat_id = int(body["update_id"]), chat_of(body)
        if await self._inbox.receive(update_id, chat_id, body):
            await self._put(update_id, chat_id, body, False)

    async def _put(self, update_id: int, chat_id: int, body: dict[str, Any], had_effect: bool) -> None:
        await self._lanes.put(chat_id, lambda: self._handle(update_id, body, had_effect))


def chat_of(body: dict[str, Any]) -> int:
    """The chat whose order the update keeps; in a private chat a press has its person's id."""
    if "message" in body:
        return int(body["message"]["chat"]["id"])
    return int(body.get("callback_query", {}).get("from", {}).get("id", 0))


async def poll(bot: Bot, inbox: Inbox, updates: Updates) -> None:
    """Ask Telegram for updates for ever; what could not be stored is asked for again."""
    last = await inbox.last_update_id()

    async def ask() -> None:
        nonlocal last
        request = RawUpdates(offset=last + 1 if last else None, timeout=POLL, allowed_updates=KINDS)
        for body in cast(list[dict[str, Any]], await bot(request, request_timeout=POLL + 10)):
            await updates.take(body)
            last = int(body["update_id"])

    while True:
        await persist("updates from Telegram", ask)


async def persist(what: str, step: Callable[[], Awaitable[None]]) -> None:
    """Until it has worked."""
    failures = 0
    while True:
        try:
            return await step()
        except Exception as error:
            pause = _pause(error, failures)
            known = isinstance(error, (AiogramError, ClientError, OSError))
            log.warning("%s: %s; next try in %g s", what, _reason(error), pause, exc_info=not known)
            failures += 1
            await asyncio.sleep(pause)


def _pause(error: Exception, failures: int) -> float:
    if isinstance(error, TelegramRetryAfter):
        return error.retry_after
    return PAUSES[min(failures, len(PAUSES) - 1)]


def _reason(error: Exception) -> str:
    if isinstance(error, TelegramConflictError):
        return "another program asks for this bot's updates, only one may"
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]
