"""SMS on the page's telephones."""

from bot.domain.sms import Alphabet, cut
from bot.local.sms import LocalSms
from bot.ports import PartOut, Receipt

TO = "+79001234567"
LONG = "Здравствуйте, спасибо за ваш звонок 🙂 " * 5


class Network:
    """The receipts that came."""

    def __init__(self) -> None:
        self.receipts: list[tuple[str, Receipt]] = []
        self.sms = LocalSms(self._note, lambda: 1.0)

    async def _note(self, network_id: str, receipt: Receipt, to: str) -> None:
        assert to == TO
        self.receipts.append((network_id, receipt))

    async def sends(self, text: str, reference: int, order: int = 1) -> list[str]:
        sms = cut(text)
        parts = [PartOut(TO, sms.alphabet, one, n, len(sms.parts), reference) for n, one in enumerate(sms.parts, 1)]
        return [await self.sms.submit(part) for part in parts[::order]]

    async def shown(self) -> object:
        """The oldest message, as a page that opens now is told."""
        return await anext(self.sms())


async def test_a_message_is_shown_whole_in_whatever_order_its_parts_come() -> None:
    network = Network()
    ids = await network.sends(LONG, 1, order=-1)
    assert await network.shown() == {"to": TO, "text": LONG, "at": 1.0}
    assert network.receipts == [(one, Receipt.DELIVERED) for one in ids]


async def test_half_a_message_is_not_shown() -> None:
    network = Network()
    await network.sms.submit(PartOut(TO, Alphabet.UCS2, "half", 1, 2, 1))
    await network.sends("whole", 2)
    assert await network.shown() == {"to": TO, "text": "whole", "at": 1.0}
