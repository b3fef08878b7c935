"""Cards of missed calls in the chat: each call rings as a message of its own, what becomes of it changes silently."""

import logging
from collections.abc import Awaitable, Callable

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest

from bot.delivery.cards import TIMEOUT, edit
from bot.delivery.needs import Pings
from bot.domain.pings import PingCard, PingInChat
from bot.i18n import Texts
from bot.keyboards.base import Screen, markup
from bot.keyboards.pings import card
from bot.ports import Clock, Parcel

log = logging.getLogger(__name__)


class PingCards:
    """Sends and edits them; `kinds` is what `TelegramSender` asks for."""

    def __init__(self, bot: Bot, pings: Pings, clock: Clock) -> None:
        self._bot = bot
        self._pings = pings
        self._clock = clock

    @property
    def kinds(self) -> dict[str, Callable[[int, Texts, Parcel], Awaitable[None]]]:
        """A way to deliver each kind of parcel that is about a card."""
        return {"ping": self._send, "ping-edit": self._edit}

    async def _send(self, chat_id: int, t: Texts, parcel: Parcel) -> None:
        """A new message, since an edit makes no sound; the one before goes. Of several that waited one is enough."""
        ping = await self._pings.in_chat(_ping_id(parcel))
        if ping is None:
            return
        if ping.shown_calls < int(str(parcel.payload["calls"])):
            screen = self._screen(t, ping.card)
            message = await self._bot.send_message(
                chat_id,
                screen.text,
                reply_markup=markup(screen, ""),
                parse_mode=ParseMode.HTML,
                disable_notification=ping.card.ending is not None,
                request_timeout=TIMEOUT,
            )
            await self._pings.shown(ping.card.id, message.message_id, ping.card.calls)
            await self._take_away(chat_id, ping.card, ping.message_id)
        else:
            await self._take_away(chat_id, ping.card, ping.stale_message_id)

    async def _edit(self, chat_id: int, t: Texts, parcel: Parcel) -> None:
        ping = await self._pings.in_chat(_ping_id(parcel))
        if ping and ping.message_id:
            await self._change(chat_id, t, ping, ping.message_id)

    async def _change(self, chat_id: int, t: Texts, ping: PingInChat, message_id: int) -> None:
        await edit(self._bot, chat_id, message_id, self._screen(t, ping.card))

    async def _take_away(self, chat_id: int, ping: PingCard, message_id: int | None) -> None:
        if message_id is None:
            return
        try:
            await self._bot.delete_message(chat_id, message_id)
        except TelegramBadRequest as error:  # older than 48 hours, or deleted
            log.info("ping %d: its former message stays: %s", ping.id, error.message)
        await self._pings.tidied(ping.id)

    def _screen(self, t: Texts, ping: PingCard) -> Screen:
        return card(t, ping, self._clock.now())


def _ping_id(parcel: Parcel) -> int:
    return int(str(parcel.payload["ping_id"]))
