"""The Telegram channel: what each kind of parcel becomes, in the recipient's language."""

import logging
from collections.abc import Awaitable, Callable, Mapping

from bot.delivery.needs import Addresses
from bot.delivery.retry import refused, verdict
from bot.delivery.voice import Voice
from bot.i18n import Texts
from bot.ports import Dead, Parcel, Rejected

log = logging.getLogger(__name__)

Deliver = Callable[[int, Texts, Parcel], Awaitable[None]]


class TelegramSender:
    """`Sender` for Telegram. `more`: kinds of parcels beside voicemail. `retry.verdict` judges failed requests."""

    def __init__(
        self, voice: Voice, addresses: Addresses, texts: Mapping[str, Texts], more: Mapping[str, Deliver]
    ) -> None:
        self._voice = voice
        self._addresses = addresses
        self._texts = texts
        self._kinds: dict[str, Deliver] = {"voicemail": self._voicemail, **more}

    async def send(self, parcel: Parcel) -> None:
        """See `Sender`. Whoever has blocked the bot is marked so, until they write again."""
        assert parcel.account_id is not None
        if parcel.kind not in self._kinds:
            raise Rejected(f"nobody knows how to deliver {parcel.kind!r}: a bug of ours, which waiting does not mend")
        telegram_id, language, reachable = await self._addresses.address(parcel.account_id)
        if not reachable:
            raise Dead("the person has blocked the bot")
        t = self._texts.get(language) or self._texts["en"]
        try:
            await self._kinds[parcel.kind](telegram_id, t, parcel)
        except Exception as error:
            meaning = verdict(error, parcel.attempts - 1)
            if isinstance(meaning, Dead):
                await self._addresses.unreachable(parcel.account_id)
            if refused(error):
                raise Rejected(str(error)) from error
            if meaning is None:
                raise
            raise meaning from error

    async def _voicemail(self, telegram_id: int, t: Texts, parcel: Parcel) -> None:
        voicemail_id = int(str(parcel.payload["voicemail_id"]))
        await self._voice.voicemail(telegram_id, t, voicemail_id)
        log.info("voicemail %d delivered to account %d", voicemail_id, parcel.account_id)
