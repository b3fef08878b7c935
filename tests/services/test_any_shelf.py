"""Whatever happens to the recordings of a company: after each sweep they fit, and each row has its file."""

import asyncio
import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.db.store import Store
from bot.domain.money import rubles
from bot.domain.storage import LOW
from bot.domain.tariffs import GIB
from bot.services import storage_sweep
from tests.databases import Hand
from tests.services.firm import founded
from tests.services.shelf import PACK, Shelf, admin, pays

HOUR = 3600.0
Deed = tuple[str, int]
DEEDS = st.one_of(
    st.tuples(st.just("talk"), st.integers(1, 60)),  # tenths of 1 GB
    st.tuples(st.sampled_from(["form", "automatic form"]), st.integers(0, PACK.most)),
    st.tuples(st.sampled_from(["sweep", "killed in a sweep", "pays", "days"]), st.integers(1, 9)),
    st.tuples(st.sampled_from(["a file is lost", "a file is found"]), st.integers(0, 9)),
)


class Killed(BaseException):
    """The process ends here."""


class Life:
    """A company, and what an observer sees at each sweep."""

    def __init__(self, shelf: Shelf, account: int) -> None:
        self.shelf, self.account, self.payments = shelf, account, 0

    async def does(self, what: str, n: int) -> None:
        seat, there = self.shelf.firm.admin(), await self.shelf.left()
        match what:
            case "talk":
                await self.shelf.keeps(n * GIB // 10)
            case "form" | "automatic form":
                await self.shelf.storage.save(seat, n, what == "automatic form", self.account)
            case "pays":
                self.payments += 1
                await pays(self.shelf, rubles(100 * n), self.payments)
            case "days":
                self.shelf.hand.advance(days=n)
            case "a file is lost":
                for name in there[n : n + 1]:
                    (self.shelf.folder / name).unlink(missing_ok=True)
            case "a file is found":
                (self.shelf.folder / f"stray-{n}.wav").write_bytes(b"")
            case "sweep" | "killed in a sweep":
                await self.sweeps(killed=what == "killed in a sweep")

    async def sweeps(self, *, killed: bool = False) -> None:
        before = await self.shelf.storage.card(self.shelf.firm.admin())
        self._age()
        with pytest.MonkeyPatch.context() as patch:
            if killed:
                patch.setattr(storage_sweep, "_unlink", _dies)
            with contextlib.suppress(Killed):
                await self.shelf.sweeping.sweep()
        after = await self.shelf.storage.card(self.shelf.firm.admin())
        ran_short = before.room.quota - before.used < LOW
        assert after.used <= after.room.quota
        assert after.room.packs - before.room.packs in ((0, 1) if ran_short and before.auto else (0,))
        assert 0 <= after.room.packs <= PACK.most
        if not killed:
            assert sorted(await self.shelf.left()) == self.shelf.files()

    def _age(self) -> None:
        """What lies there is old: a sweep leaves young files alone."""
        at = self.shelf.hand.now().timestamp() - HOUR
        for file in self.shelf.folder.iterdir():
            os.utime(file, (at, at))


def _dies(*_: object) -> None:
    raise Killed


async def lived(file: Path, deeds: list[Deed]) -> None:
    store, hand = Store.open(f"sqlite:///{file}"), Hand()
    try:
        shelf = Shelf(store, hand, await founded(store), file.parent / "recordings")
        life = Life(shelf, await admin(shelf))
        for what, n in [*deeds, ("sweep", 1)]:
            await life.does(what, n)
    finally:
        await store.close()


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DEEDS, max_size=20))
def test_any_life_of_a_shelf(sqlite_template: Path, deeds: list[Deed]) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        asyncio.run(lived(Path(shutil.copy(sqlite_template, Path(folder) / "gudok.db")), deeds))
