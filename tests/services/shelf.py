"""A company's recordings on a shelf that can be full."""

from datetime import date
from pathlib import Path

from sqlalchemy import select

from bot.db.models import Call, Outbox, Recording
from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE
from bot.domain.effects import CallKind
from bot.domain.roles import Role
from bot.ports import Progress
from bot.services.billing import Billing
from bot.services.storage import Storage
from bot.services.storage_sweep import StorageSweep
from tests.databases import Hand
from tests.services.firm import Firm, member

PACK = CATALOGUE.storage_pack
FIRST_DAY = date(2026, 8, 3)


class Shelf:
    """The recordings of «Ромашка», whose sizes are what their rows say."""

    def __init__(self, store: Store, hand: Hand, firm: Firm, folder: Path) -> None:
        self.store, self.hand, self.firm, self.folder, self._n = store, hand, firm, folder, 0
        self.storage = Storage(store, hand, CATALOGUE)
        self.sweeping = StorageSweep(store, hand, CATALOGUE, folder)
        folder.mkdir()

    async def keeps(self, *sizes: int, company: int = 0) -> None:
        """Talks of these sizes in bytes, an hour apart."""
        for size in sizes:
            self._n += 1
            self.hand.advance(hours=1)
            (self.folder / f"talk-{self._n}.wav").write_bytes(b"talk")
            async with self.store.write() as session:
                call = Call(
                    company_id=company or self.firm.company,
                    leg_id=f"leg-{self._n}",
                    direction=CallKind.DID,
                    caller="+79007654321",
                    dialled="+79923855259",
                    plan={},
                    progress=Progress.ENDED,
                    peer_leg_id="",
                    started_at=self.hand.now(),
                )
                session.add(call)
                await session.flush()
                session.add(
                    Recording(
                        company_id=call.company_id,
                        call_id=call.id,
                        name=f"talk-{self._n}",
                        file=f"talk-{self._n}.wav",
                        seconds=1.0,
                        bytes=size,
                        created_at=self.hand.now(),
                    )
                )

    async def left(self) -> list[str]:
        async with self.store.read() as session:
            rows = select(Recording.file).where(Recording.deleted_at.is_(None)).order_by(Recording.id)
            return list(await session.scalars(rows))

    def files(self) -> list[str]:
        return sorted(file.name for file in self.folder.iterdir())

    async def packs(self) -> int:
        return (await self.storage.card(self.firm.admin())).room.packs

    async def notes(self) -> list[str]:
        async with self.store.read() as session:
            return list(await session.scalars(select(Outbox.kind).order_by(Outbox.id)))


async def pays(shelf: Shelf, amount: int, number: int = 1) -> None:
    await Billing(shelf.store, shelf.hand, CATALOGUE).pay("romashka", amount, str(number))


async def admin(shelf: Shelf) -> int:
    return await member(shelf.store, 701, shelf.firm.company, Role.ADMIN)
