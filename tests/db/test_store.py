"""Transactions: nothing read-and-written is lost, whoever else writes."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from bot.db.engine import with_driver
from bot.db.models import Account, Did, Secret
from bot.db.store import Store
from bot.services.secrets import secret


async def counter(store: Store) -> int:
    async with store.read() as session:
        return int((await session.scalars(select(Secret.value))).one())


async def count_up(store: Store) -> None:
    """Read, think, write: the worst case. PostgreSQL needs the row locked, SQLite's writers take turns anyway."""
    async with store.write() as session:
        row = (await session.scalars(select(Secret).with_for_update())).one()
        await asyncio.sleep(0)
        row.value = str(int(row.value) + 1).encode()


async def zero(store: Store) -> None:
    async with store.write() as session:
        session.add(Secret(name="counter", value=b"0"))


async def test_fifty_read_modify_writes_of_ten_tasks_all_count(store: Store) -> None:
    await zero(store)

    async def five() -> None:
        for _ in range(5):
            await count_up(store)

    await asyncio.gather(*(five() for _ in range(10)))
    assert await counter(store) == 50


async def test_two_processes_lose_nothing_of_each_other(store: Store, url: str) -> None:
    """Two stores share no lock in memory: what protects them is the database's own."""
    await zero(store)
    other = Store.open(url)
    await asyncio.gather(*(count_up(one) for one in (store, other) for _ in range(15)))
    await other.close()
    assert await counter(store) == 30


async def test_readers_do_not_wait_for_a_writer_and_do_not_see_half(store: Store) -> None:
    await zero(store)
    async with store.write() as session:
        (await session.scalars(select(Secret))).one().value = b"7"
        await session.flush()
        assert await counter(store) == 0
    assert await counter(store) == 7


async def test_error_in_the_block_undoes_all_of_it(store: Store) -> None:
    await zero(store)

    async def fail() -> None:
        async with store.write() as session:
            (await session.scalars(select(Secret))).one().value = b"7"
            await session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await counter(store) == 0


async def test_cancelled_writer_leaves_nothing_and_blocks_nobody(store: Store) -> None:
    await zero(store)
    inside = asyncio.Event()

    async def slow() -> None:
        async with store.write() as session:
            (await session.scalars(select(Secret).with_for_update())).one().value = b"7"
            await session.flush()
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(slow())
    await inside.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await count_up(store)
    assert await counter(store) == 1


async def test_row_that_refers_to_nothing_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.write() as session:
            session.add(Did(company_id=404, number="+79923855259", is_main=True))


async def test_telegram_ids_beyond_32_bits_fit(store: Store) -> None:
    async with store.write() as session:
        session.add(Account(telegram_id=2**52, name="", language="ru", reachable=True))
    async with store.read() as session:
        assert (await session.scalars(select(Account.telegram_id))).one() == 2**52


async def test_secret_is_made_once(store: Store, url: str) -> None:
    other = Store.open(url)
    values = await asyncio.gather(*(secret(one, "path") for one in (store, other)))
    await other.close()
    assert values[0] == values[1]
    assert len(values[0]) == 24
    assert await secret(store, "another", bytes=8) != values[0][:8]


async def test_sqlite_is_set_up_for_several_tasks(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'gudok.db'}")
    wanted = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 30_000}
    async with store.read() as session:
        found = {name: (await session.scalars(text(f"PRAGMA {name}"))).one() for name in wanted}
    await store.close()
    assert found == wanted


async def test_sqlite_writer_holds_the_lock_before_it_reads(tmp_path: Path) -> None:
    file = tmp_path / "gudok.db"
    store = Store.open(f"sqlite:///{file}")
    async with store.write() as session:
        await session.scalars(text("SELECT 1"))
        with sqlite3.connect(file, timeout=0, isolation_level=None) as other, pytest.raises(sqlite3.OperationalError):
            other.execute("BEGIN IMMEDIATE")
    await store.close()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:///x.db", "sqlite+aiosqlite:///x.db"),
        ("postgresql://u@h/d", "postgresql+asyncpg://u@h/d"),
        ("postgres://u@h/d", "postgresql+asyncpg://u@h/d"),
        ("postgresql+asyncpg://u@h/d", "postgresql+asyncpg://u@h/d"),
    ],
)
def test_url_needs_no_driver(written: str, meant: str) -> None:
    assert str(with_driver(written)) == meant


async def test_writer_waits_for_another_process_that_holds_the_database(tmp_path: Path) -> None:
    file = tmp_path / "gudok.db"
    store = Store.open(f"sqlite:///{file}")
    await store.migrate()
    holder = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    asyncio.get_running_loop().call_later(0.2, holder.execute, "COMMIT")
    await zero(store)
    assert await counter(store) == 0
    holder.close()
    await store.close()
