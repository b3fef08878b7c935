"""A tap through the whole console with its transactions, and through stock aiogram that keeps nothing.

Each talks HTTP to a little Bot API server in a process of its own, twenty people at once.
"""

import asyncio
import gc
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import EditMessageText
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiohttp import ClientSession

from bench.measure import Row
from bot.db.chat_state import ChatStates
from bot.db.store import Store
from bot.delivery.session import Session
from bot.domain.catalogue import CATALOGUE
from bot.domain.roles import Role
from bot.keyboards.base import Tap
from bot.keyboards.home import Home
from bot.keyboards.options import Switch
from bot.services.billing import Billing
from tests.chat.world import TOKEN, World
from tests.databases import Hand
from tests.services.firm import founded, member

PEOPLE, EACH, ROUNDS, SCREEN = 20, 15, 3, 7
IDS = count(1)  # of updates

Feed = Callable[[dict[str, Any]], Awaitable[object]]
Taps = Callable[[int], Tap]
TAPS: dict[str, Taps] = {
    "a tap that opens a screen": lambda n: Home(company=1),
    "a tap that switches an option": lambda n: Switch(company=1, key="recording", want=n % 2 == 0),
}


class Phones(AiohttpSession):
    """aiogram's session, which remembers the nonce of each chat's screen, as the person's Telegram does."""

    def __init__(self, address: str) -> None:
        super().__init__(api=TelegramAPIServer.from_base(address))
        self.nonces = defaultdict[int, str](lambda: "first")

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:
        if isinstance(method, EditMessageText) and method.reply_markup:
            data = method.reply_markup.inline_keyboard[0][0].callback_data or ""
            self.nonces[int(method.chat_id or 0)] = data.split(":")[1]
        return await super().make_request(bot, method, timeout)


class OurPhones(Phones, Session):
    """The same over the session that the console has."""


def rows() -> Iterator[Row]:
    """(path, our figure, stock aiogram's, goal)."""
    with TemporaryDirectory() as name:
        yield from asyncio.run(_measure(Path(name)))


async def _measure(data: Path) -> list[Row]:
    async with AsyncExitStack() as stack:
        bot, stock = [await stack.enter_async_context(_bot(session)) for session in (OurPhones, Phones)]
        ours = await stack.enter_async_context(_console(bot, data))
        sides = {ours: bot, _stock(stock): stock}
        gc.freeze()  # as `gudok run` does
        return [row for what, taps in TAPS.items() for row in await _rows(what, taps, sides)]


async def _rows(what: str, taps: Taps, sides: dict[Feed, Bot]) -> list[Row]:
    ours, floor = sides
    times: dict[Feed, list[float]] = {ours: [], floor: []}
    rates: dict[Feed, list[float]] = {ours: [], floor: []}
    for _ in range(ROUNDS):
        for feed, bot in sides.items():
            started = time.perf_counter()
            times[feed] += await _everybody(feed, bot, taps)
            rates[feed].append(PEOPLE * EACH / (time.perf_counter() - started))
    parts = quantiles(times[ours], n=100)
    return [
        (f"{what}, taps/s", median(rates[ours]), median(rates[floor]), ">= 0.6"),
        (f"the same, {PEOPLE} people at once: p99 : p50, ms", parts[98] * 1000, parts[49] * 1000, "<= 2"),
    ]


async def _everybody(feed: Feed, bot: Bot, taps: Taps) -> list[float]:
    """Everybody taps one after another; how long each tap took."""
    people = (_person(feed, bot, 1000 + n, taps) for n in range(PEOPLE))
    return [one for times in await asyncio.gather(*people) for one in times]


async def _person(feed: Feed, bot: Bot, chat: int, taps: Taps) -> list[float]:
    times = []
    assert isinstance(bot.session, Phones)
    for n in range(EACH):
        tap = taps(n).model_copy(update={"nonce": bot.session.nonces[chat]})
        body = update(next(IDS), chat, tap.pack())
        started = time.perf_counter()
        await feed(body)
        times.append(time.perf_counter() - started)
    return times


def update(update_id: int, chat: int, data: str) -> dict[str, Any]:
    message = {"message_id": SCREEN, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "Options"}
    person = {"id": chat, "is_bot": False, "first_name": "Bench", "language_code": "ru"}
    query = {"id": str(update_id), "from": person, "chat_instance": "1", "message": message, "data": data}
    return {"update_id": update_id, "callback_query": query}


@asynccontextmanager
async def _console(bot: Bot, data: Path) -> AsyncIterator[Feed]:
    store = Store.open(f"sqlite:///{data / 'gudok.db'}")
    await store.migrate()
    firm, hand, states = await founded(store), Hand(), ChatStates(store)
    await Billing(store, hand, CATALOGUE).accrue()  # as after any night
    for n in range(PEOPLE):
        await member(store, 1000 + n, firm.company, Role.ADMIN)
        await states.set_data(1000 + n, {"shown": SCREEN, "nonce": "first"})
    async with ClientSession() as http:
        world = World(http, bot, store, hand, firm, data)  # type: ignore[arg-type]

        async def feed(body: dict[str, Any]) -> None:
            update_id, chat = body["update_id"], body["callback_query"]["from"]["id"]
            assert await world.inbox.receive(update_id, chat, body)
            await world.chat.handle(update_id, body, had_effect=False)

        yield feed
        await store.close()


def _stock(bot: Bot) -> Feed:
    dispatcher = Dispatcher()
    rows = [[InlineKeyboardButton(text=f"Option {n}", callback_data=f"opt:first:{n}")] for n in range(8)]
    keyboard = InlineKeyboardMarkup(inline_keyboard=rows)

    @dispatcher.callback_query()
    async def tapped(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.answer()
        await query.message.edit_text("Options", reply_markup=keyboard)

    return lambda body: dispatcher.feed_raw_update(bot, body)


@asynccontextmanager
async def _bot(phones: type[Phones]) -> AsyncIterator[Bot]:
    """Its Bot API server agrees to everything at once."""
    server = await asyncio.create_subprocess_exec(sys.executable, "-m", "bench.yes", stdout=subprocess.PIPE)
    assert server.stdout
    address = (await server.stdout.readline()).decode().strip()
    session = phones(address)
    try:
        yield Bot(TOKEN, session=session)
    finally:
        await session.close()
        server.terminate()
        await server.wait()
