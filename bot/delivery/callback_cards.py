"""Cards of promised calls back in the chat: one for each person, edited as things go on."""

from collections.abc import Awaitable, Callable

from aiogram import Bot
from aiogram.enums import ParseMode

from bot.delivery.cards import TIMEOUT, edit
from bot.delivery.needs import CallbackBook
from bot.i18n import Texts
from bot.keyboards.base import Screen, markup
from bot.keyboards.callbacks import UNHEARD, card_of
from bot.ports import Parcel


class CallbackCards:
    """Sends and edits them; `kinds` is what `TelegramSender` asks for."""

    def __init__(self, bot: Bot, book: CallbackBook) -> None:
        self._bot = bot
        self._book = book

    @property
    def kinds(self) -> dict[str, Callable[[int, Texts, Parcel], Awaitable[None]]]:
        """A way to deliver the parcels that are about a card."""
        return {"callback": self._deliver}

    async def _deliver(self, chat_id: int, t: Texts, parcel: Parcel) -> None:
        """As it is now: of several changes that waited one is enough. What nobody may miss comes as a new message."""
        assert parcel.account_id is not None
        request_id = int(str(parcel.payload["request_id"]))
        found = await self._book.in_chat(request_id, parcel.account_id)
        if found is None:
            return
        screen = card_of(t, found.card)
        if found.message_id is None or found.card.ending in UNHEARD:
            message = await self._bot.send_message(
                chat_id,
                screen.text,
                reply_markup=markup(screen, ""),
                parse_mode=ParseMode.HTML,
                request_timeout=TIMEOUT,
            )
            await self._book.shown(request_id, parcel.account_id, message.message_id)
        if found.message_id is not None:
            rows = () if found.card.ending else screen.rows
            await edit(self._bot, chat_id, found.message_id, Screen(screen.text, rows))
