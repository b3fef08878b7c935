"""Messages to clients in Telegram: at most once, with the way out under each."""

from collections.abc import Mapping

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramNetworkError
from aiohttp import ClientConnectorError

from bot.delivery.needs import ClientTexts
from bot.delivery.retry import Flood, backoff, refused, verdict
from bot.i18n import Texts
from bot.keyboards.base import inline
from bot.keyboards.client_link import message as written
from bot.keyboards.client_link import stop_row
from bot.ports import Dead, Later, Parcel, Rejected

TIMEOUT = 20  # seconds for one request; well within the parcel's lease


class ClientSender:
    """`Sender` of `Channel.CLIENT`."""

    def __init__(self, bot: Bot, messages: ClientTexts, texts: Mapping[str, Texts]) -> None:
        self._bot = bot
        self._messages = messages
        self._texts = texts

    async def send(self, parcel: Parcel) -> None:
        """See `Sender`. Only what surely has not gone out is tried again."""
        message = await self._messages.outgoing(int(str(parcel.payload["message_id"])))
        t = self._texts.get(message.language) or self._texts["en"]
        try:
            await self._bot.send_message(
                int(message.address),
                written(message.company, message.text),
                reply_markup=inline(stop_row(t, message.company_id), ""),
                parse_mode=ParseMode.HTML,
                request_timeout=TIMEOUT,
            )
        except Exception as error:
            meaning = _meaning(error, parcel.attempts - 1)
            if meaning is None:
                raise
            raise meaning from error


def _meaning(error: Exception, attempts: int) -> Exception | None:
    """None: nobody knows whether it has arrived."""
    if refused(error):
        return Rejected(str(error))
    if isinstance(error, TelegramNetworkError) and isinstance(error.__cause__, ClientConnectorError):
        return Later(backoff(attempts), "Telegram is out of reach")
    meaning = verdict(error, attempts)
    return meaning if isinstance(meaning, Flood | Dead) else None
