"""Messages to clients as SMS: part by part, each written down as soon as the network has it."""

import asyncio
import logging

from bot.delivery.needs import ClientTexts
from bot.domain.sms import cut
from bot.ports import Later, Parcel, PartOut, PartRejected, SmsLink

log = logging.getLogger(__name__)

REFERENCES = 256  # which tell the parts of one message from those of another
UNHURRIED = 5.0  # seconds after which no other part is begun: the parcel's lease must outlast the last one's answer


class NoCentre:
    """`SmsLink` to nowhere: nothing arrives, and nothing is paid for."""

    async def submit(self, part: PartOut) -> str:
        """See `SmsLink`."""
        raise PartRejected("there is no SMS centre: set GUDOK_SMPP_URL")


class SmsSender:
    """`Sender` of `Channel.SMS`. Called again after `Later`, it goes on with the parts that are still to go."""

    def __init__(self, link: SmsLink, texts: ClientTexts) -> None:
        self._link = link
        self._texts = texts

    async def send(self, parcel: Parcel) -> None:
        """Hand over every part; one that is refused keeps the others from going, since nobody could read them."""
        message = await self._texts.outgoing(int(str(parcel.payload["message_id"])))
        sms, started = cut(message.text), _now()
        for place in message.parts:
            if _now() - started > UNHURRIED:
                raise Later(1.0, "the SMS centre is slow")
            reference, text = message.id % REFERENCES, sms.parts[place - 1]
            part = PartOut(message.address, sms.alphabet, text, place, len(sms.parts), reference)
            try:
                network_id = await self._link.submit(part)
            except PartRejected as why:
                log.warning("message %d to a client: part %d is refused: %s", message.id, place, why)
                for rest in (one for one in message.parts if one >= place):
                    await self._texts.rejected(message.id, rest)
                return
            await self._texts.accepted(message.id, place, network_id)


def _now() -> float:
    return asyncio.get_running_loop().time()
