"""Messages as calls leave them."""

from datetime import timedelta
from pathlib import Path

from bot.db.store import Store
from bot.domain.cards import Seat
from bot.domain.catalogue import CATALOGUE
from bot.domain.recordings import voicemail_name
from bot.ports import LeftMessage
from bot.services.book import CompanyBook
from bot.services.voicemail import Voicemails
from bot.services.voicemail_bin import VoicemailBin
from tests.databases import Hand
from tests.services.firm import MAIN, Firm


class Mail:
    """A company's mailbox, and callers who leave messages a minute apart."""

    def __init__(self, store: Store, hand: Hand, folder: Path, firm: Firm) -> None:
        self.book, self.hand, self.folder, self.firm = CompanyBook(store, hand, folder), hand, folder, firm
        self.box = Voicemails(store, hand, folder)
        self.bin = VoicemailBin(store, hand, CATALOGUE, folder)
        self.calls = 0

    async def leave(self, dialled: str = MAIN, employee_id: int | None = None, caller: str = "+79007654321") -> int:
        """The message's id: they are counted from 1."""
        self.calls += 1
        self.hand.advance(minutes=1)
        call = await self.book.open(f"leg-{self.calls}", caller, dialled)
        assert call is not None
        name = voicemail_name(call.id)
        file = self.folder / f"{name}.wav"
        file.write_bytes(b"RIFF")
        await self.book.message_left(call.id, LeftMessage(file, 12.5, employee_id, name))
        return self.calls

    async def ids(self, seat: Seat, page: int = 0) -> list[int]:
        return [item.id for item in (await self.box.page(seat, page)).items]

    async def found(self, seat: Seat, query: str) -> list[int]:
        return [item.id for item in (await self.box.found(seat, query, 0)).items]

    async def later(self, **how: float) -> None:
        self.hand.advance(minutes=timedelta(**how).total_seconds() / 60)
