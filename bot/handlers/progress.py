"""A long work shows how far it has come."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramAPIError

from bot.handlers.press import Press
from bot.keyboards.base import Screen, Tap

log = logging.getLogger(__name__)

EVERY = 1.0  # seconds between edits: Telegram takes about one a second

Draw = Callable[[int, int], Screen]


class Progress:
    """What the work reports. It only notes it down: the work may hold the database, and must not wait for Telegram."""

    def __init__(self) -> None:
        self.at = (0, 0)

    async def __call__(self, done: int, total: int) -> None:
        self.at = (done, total)


@asynccontextmanager
async def progress(press: Press[Tap], draw: Draw) -> AsyncIterator[Progress]:
    """While the block runs, the pressed screen shows the progress, if it takes longer than `EVERY`."""
    work = Progress()
    drawing = asyncio.create_task(_keep_drawing(press, draw, work))
    try:
        yield work
    finally:
        drawing.cancel()
        await asyncio.gather(drawing, return_exceptions=True)


async def _keep_drawing(press: Press[Tap], draw: Draw, work: Progress) -> None:
    shown = ""
    while True:
        await asyncio.sleep(EVERY)
        screen = draw(*work.at)
        if screen.text == shown:
            continue
        shown = screen.text
        try:
            await press.desk.bot.edit_message_text(
                shown, chat_id=press.chat_id, message_id=press.message_id, parse_mode=ParseMode.HTML
            )
        except TelegramAPIError as error:
            log.info("chat %d: the progress is not shown: %s", press.chat_id, error.message)
