"""Talks recorded over Asterisk fill a small room: packs by themselves or not, and what is deleted then."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.db.models import Outbox, Recording
from bot.domain import storage
from bot.domain.cards import Seat
from bot.domain.catalogue import CATALOGUE
from bot.domain.money import rubles
from bot.domain.roles import Role
from bot.services.storage import Storage
from bot.services.storage_sweep import StorageSweep
from tests.asterisk.bots import bot
from tests.asterisk.firm import Firm, notice_flag, switch
from tests.asterisk.house import until
from tests.asterisk.talks import both_speak, client_is_through, hangs_up
from tests.contract.person import Person
from tests.road.house import House

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]

BASE, PACK, LOW = 60_000, 200_000, 5_000  # bytes; a second of talk is 16,000
SMALL = replace(
    CATALOGUE,
    tariffs=tuple(replace(tariff, storage=BASE) for tariff in CATALOGUE.tariffs),
    storage_pack=replace(CATALOGUE.storage_pack, size=PACK),
)
SEAT = Seat(1, "", "Europe/Moscow", Role.ADMIN, None)


class Shelf:
    """The recordings of the firm, swept with a small catalogue."""

    def __init__(self, house: House) -> None:
        self.house, self.store = house, house.app.services.store
        self.storage = Storage(self.store, house.clock, SMALL)
        self.sweep = StorageSweep(self.store, house.clock, SMALL, house.data / "recordings").sweep

    async def talks(self, client: Person, petrova: Person) -> None:
        """One more recorded talk, kept."""
        before = await self.house.rows("recording")
        await client_is_through(client, petrova)
        await both_speak(client, petrova)
        await hangs_up(client, petrova)

        async def kept() -> bool:
            return await self.house.rows("recording") > before

        await until(kept, 8)

    async def there(self) -> list[int]:
        """Of the recordings that are there, each as large as its file; no file is there besides."""
        rows = select(Recording).where(Recording.deleted_at.is_(None)).order_by(Recording.id)
        async with self.store.read() as session:
            found = (await session.scalars(rows)).all()
        sizes = {file.name: file.stat().st_size for file in (self.house.data / "recordings").iterdir()}
        assert {one.file: one.bytes for one in found} == sizes
        return [one.id for one in found]

    async def told(self) -> list[str]:
        kinds = ("storage-deleted", "storage-pack")
        async with self.store.read() as session:
            return list(await session.scalars(select(Outbox.kind).where(Outbox.kind.in_(kinds)).order_by(Outbox.id)))


async def test_the_oldest_talks_go_until_packs_come_by_themselves(
    ours: Firm, client: Person, petrova: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "LOW", LOW)
    async with bot(ours) as house:
        await house.founded()
        await switch(house.app.services.store, "recording")
        await notice_flag(house, on=False)
        shelf = Shelf(house)
        for _ in range(4):
            await shelf.talks(client, petrova)
            await shelf.sweep()
        left = await shelf.there()
        assert left == list(range(4 - len(left) + 1, 5)), "the oldest went first"
        assert 0 < len(left) < 4
        card = await shelf.storage.card(SEAT)
        assert (card.room.packs, card.used <= BASE, await shelf.told()) == (0, True, ["storage-deleted"])

        await house.app.services.billing.pay("romashka", rubles(10_000), "1")
        await shelf.storage.save(SEAT, 0, True, 1)
        for _ in range(2):
            await shelf.talks(client, petrova)
            await shelf.sweep()
        card = await shelf.storage.card(SEAT)
        assert (card.room.packs, await shelf.there()) == (1, [*left, 5, 6])
        assert await shelf.told() == ["storage-deleted", "storage-pack"]
