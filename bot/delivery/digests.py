"""A digest into the chat."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiogram import Bot
from aiogram.enums import ParseMode

from bot.delivery.needs import Notices
from bot.i18n import Texts
from bot.keyboards.digests import digest
from bot.ports import Clock, Parcel

TIMEOUT = 20  # seconds for one request; well within the parcel's lease


class Digests:
    """Sends them; `kinds` is what `TelegramSender` asks for."""

    def __init__(self, bot: Bot, notices: Notices, clock: Clock) -> None:
        self._bot = bot
        self._notices = notices
        self._clock = clock

    @property
    def kinds(self) -> dict[str, Callable[[int, Texts, Parcel], Awaitable[None]]]:
        """A way to deliver each kind of parcel that is a digest."""
        return {"digest": self._send}

    async def _send(self, chat_id: int, t: Texts, parcel: Parcel) -> None:
        of, due = parcel.payload, datetime.fromisoformat(str(parcel.payload["due"]))
        company, employee = int(str(of["company_id"])), int(str(of["employee_id"]))
        gathered = await self._notices.digest(company, employee, str(of["recipient"]), due)
        text = digest(t, gathered, self._clock.now())
        await self._bot.send_message(chat_id, text, parse_mode=ParseMode.HTML, request_timeout=TIMEOUT)
