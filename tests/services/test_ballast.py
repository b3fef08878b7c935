"""The disk is full: the ballast goes, then the oldest recordings, whoever's they are, and no more than needed."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.db.models import Call, Outbox, Recording
from bot.db.store import Store
from bot.domain.roles import Role
from bot.ports import Progress
from bot.services.ballast import MIB, Ballast
from tests.databases import Hand
from tests.services.firm import Firm, member

SIZE = 4 * MIB


class Disk:
    """A small disk with one folder; `others`: bytes of other programs."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder, self.size, self.others = folder, size, 0

    def free(self) -> int:
        return self.size - self.others - sum(one.stat().st_size for one in self.folder.rglob("*") if one.is_file())


@pytest.fixture
async def firm(firm: Firm, store: Store) -> Firm:
    for telegram, company in ((1, firm.company), (2, firm.other_company)):
        await member(store, telegram, company, Role.ADMIN)
    return firm


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    (tmp_path / "disk" / "recordings").mkdir(parents=True)
    return Disk(tmp_path / "disk", 20 * MIB)


@pytest.fixture
def ballast(store: Store, hand: Hand, disk: Disk) -> Ballast:
    return Ballast(store, hand, disk.folder, disk.free, SIZE)


async def keeps(store: Store, hand: Hand, disk: Disk, company: int, name: str) -> None:
    hand.advance(hours=1)
    (disk.folder / "recordings" / name).write_bytes(bytes(MIB))
    call = {"company_id": company, "leg_id": name, "caller": "", "dialled": "", "plan": {}, "peer_leg_id": ""}
    async with store.write() as session:
        row = Call(**call, progress=Progress.ENDED, started_at=hand.now(), ended_at=hand.now())
        session.add(row)
        await session.flush()
        kept = {"name": name, "file": name, "seconds": 60.0, "bytes": MIB, "created_at": hand.now()}
        session.add(Recording(company_id=company, call_id=row.id, **kept))


async def left(store: Store) -> set[str]:
    async with store.read() as session:
        return set(await session.scalars(select(Recording.file).where(Recording.deleted_at.is_(None))))


async def test_it_is_kept_while_there_is_room(ballast: Ballast, disk: Disk, firm: Firm) -> None:
    for _ in range(2):
        await ballast.keep()
    assert (disk.folder / "ballast").stat().st_size == SIZE


async def test_a_full_disk_costs_the_oldest_recordings_of_all_companies(
    store: Store, hand: Hand, ballast: Ballast, disk: Disk, firm: Firm
) -> None:
    await ballast.keep()
    for n in range(8):
        await keeps(store, hand, disk, (firm.company, firm.other_company)[n % 2], f"{n}.wav")
    disk.others = disk.free() - MIB
    for _ in range(3):
        await ballast.keep()
    assert await left(store) == {f"{n}.wav" for n in range(3, 8)}
    assert {one.name for one in (disk.folder / "recordings").iterdir()} == await left(store)
    assert (disk.folder / "ballast").exists()
    async with store.read() as session:
        told = (await session.scalars(select(Outbox).where(Outbox.kind == "disk-full"))).all()
    assert sorted(one.payload["recordings"] for one in told) == [1, 2]


async def test_a_small_disk_is_not_a_full_one(
    store: Store, hand: Hand, ballast: Ballast, disk: Disk, firm: Firm
) -> None:
    await keeps(store, hand, disk, firm.company, "a.wav")
    disk.others = disk.free() - SIZE
    await ballast.keep()
    assert await left(store) == {"a.wav"}
    assert not (disk.folder / "ballast").exists()


async def test_without_recordings_the_ballast_is_given_up_all_the_same(
    ballast: Ballast, disk: Disk, firm: Firm, caplog: pytest.LogCaptureFixture
) -> None:
    await ballast.keep()
    disk.others = disk.free() - MIB
    await ballast.keep()
    assert not (disk.folder / "ballast").exists()
    assert "no recordings left" in caplog.text


async def test_a_write_that_fails_is_a_full_disk(
    store: Store, hand: Hand, ballast: Ballast, disk: Disk, firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keeps(store, hand, disk, firm.company, "a.wav")

    def full(_: int) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.services.ballast.os.urandom", full)
    await ballast.keep()
    assert await left(store) == set()
    assert not (disk.folder / "ballast").exists()
