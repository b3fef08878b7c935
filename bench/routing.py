"""From an update to its handler: our table of two hundred buttons, and aiogram with one handler."""

import asyncio
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Update

from bench.measure import Row, medians
from bench.taps import update
from bot.handlers import routes
from bot.handlers.home import show_home
from bot.handlers.table import Route
from bot.keyboards.base import CompanyTap
from tests.chat.world import TOKEN

ACTIONS, UPDATES, ROUNDS = 200, 2000, 5


def rows() -> Iterator[Row]:
    """(path, our seconds, aiogram's, goal)."""
    table = {f"a{n}": _route(f"a{n}") for n in range(ACTIONS)}
    bodies = [update(n, 1, f"a{n % ACTIONS}:nonce:1") for n in range(UPDATES)]
    with patch.object(routes, "TABLE", table):
        ours, floor = medians(lambda: asyncio.run(_ours(bodies)), lambda: asyncio.run(_floor(bodies)), ROUNDS)
    rates = UPDATES / ours, UPDATES / floor
    yield (f"routing among {ACTIONS} buttons, updates/s", *rates, ">= 0.9 of aiogram with one handler")


def _route(prefix: str) -> Route:
    return Route(type(prefix, (CompanyTap,), {"__module__": __name__}, prefix=prefix), show_home)


async def _ours(bodies: list[dict[str, Any]]) -> None:
    async with Bot(TOKEN) as bot:
        for body in bodies:
            query = Update.model_validate(body, context={"bot": bot}).callback_query
            assert query
            assert routes.read(query.data or "")
            await _nothing(query)


async def _floor(bodies: list[dict[str, Any]]) -> None:
    dispatcher = Dispatcher()
    dispatcher.callback_query()(_nothing)
    async with Bot(TOKEN) as bot:
        for body in bodies:
            await dispatcher.feed_raw_update(bot, body)


async def _nothing(query: CallbackQuery) -> None:
    """What an action would do."""
