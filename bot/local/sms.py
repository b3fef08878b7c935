"""SMS on the page, for want of an SMS centre: each is shown under the telephone with its number."""

import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from secrets import token_hex

from aiohttp import web

from bot.local.phones import feed_route
from bot.local.readers import Readers
from bot.ports import OnReceipt, PartOut, Receipt

KEPT = 100  # messages, of all telephones together

Message = dict[str, object]


class LocalSms:
    """`SmsLink` to the page's telephones. As a mobile does, it shows a message once all its parts are there."""

    def __init__(self, on_receipt: OnReceipt, now: Callable[[], float] = time.time) -> None:
        self._on_receipt = on_receipt
        self._now = now
        self._last: deque[Message] = deque(maxlen=KEPT)
        self._readers: Readers[Message] = Readers()
        self._coming: dict[tuple[str, int], dict[int, str]] = {}

    async def submit(self, part: PartOut) -> str:
        """See `SmsLink`; the receipt does not wait."""
        network_id = token_hex(8)
        parts = self._coming.setdefault((part.to, part.reference), {})
        parts[part.place] = part.text
        if len(parts) == part.of:
            del self._coming[part.to, part.reference]
            self._arrived(part.to, "".join(parts[place] for place in sorted(parts)))
        await self._on_receipt(network_id, Receipt.DELIVERED, part.to)
        return network_id

    def __call__(self) -> AsyncIterator[Message]:
        """The last messages, the oldest first, then each new one."""
        return self._readers.follow(*self._last)

    def _arrived(self, to: str, text: str) -> None:
        message: Message = {"to": to, "text": text, "at": self._now()}
        self._last.append(message)
        self._readers.tell(message)


def sms_routes(sms: LocalSms) -> list[web.RouteDef]:
    """`/local/sms`: {"to", "text", "at"} of each message, the oldest first."""
    return [feed_route("/local/sms", sms)]
