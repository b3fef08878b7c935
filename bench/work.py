"""Due work: parcels claimed from the outbox, and the same rows by one statement of SQL, each in batches."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from bench.measure import Row
from bot.app import SystemClock
from bot.db.models import Account, Outbox
from bot.db.outbox import Outbox as Parcels
from bot.db.store import Store

ROWS, BATCH, ROUNDS = 10_000, 500, 3
DUE = datetime(2026, 8, 1, tzinfo=UTC)
CLAIM = """
UPDATE outbox SET due_at = :until, attempts = attempts + 1
WHERE id IN (SELECT id FROM outbox WHERE done_at IS NULL AND priority = 5 AND due_at <= :now ORDER BY due_at LIMIT :n)
RETURNING id, kind, account_id, payload, attempts
"""


def rows() -> Iterator[Row]:
    """(path, our rows a second, SQL's, goal)."""
    with TemporaryDirectory() as name:
        both = [asyncio.run(_round(Path(name) / f"{n}.db")) for n in range(ROUNDS)]
    ours, floor = (median(rates) for rates in zip(*both, strict=True))
    yield (f"due work: rows/s claimed in batches of {BATCH}", ours, floor, ">= 29000 rows/s")


async def _round(file: Path) -> tuple[float, float]:
    store = Store.open(f"sqlite:///{file}")
    await store.migrate()
    await _fill(store)
    parcels = Parcels(store, SystemClock())
    started = time.perf_counter()
    claimed = 0
    while found := await parcels.claim(BATCH):
        claimed += len(found)
    ours = time.perf_counter() - started
    await store.close()
    assert claimed == ROWS
    return ROWS / ours, ROWS / _plain(file)


async def _fill(store: Store) -> None:
    async with store.write() as session:
        session.add(Account(id=1, telegram_id=1, name="Bench", language="ru", reachable=True))
        await session.flush()
        one = {"kind": "text", "account_id": 1, "payload": {"text": "Hello"}, "priority": 5, "attempts": 0}
        many = [one | {"dedupe_key": str(n), "due_at": DUE, "failure": ""} for n in range(ROWS)]
        await session.execute(insert(Outbox), many)


def _plain(file: Path) -> float:
    """Seconds of the driver alone for the same rows, whose leases have run out."""
    with sqlite3.connect(file, isolation_level=None) as database:
        database.execute("PRAGMA synchronous=FULL")
        later = datetime.now(UTC) + timedelta(hours=1)
        times = {"now": f"{later:%F %T.%f}", "until": f"{later + timedelta(hours=1):%F %T.%f}", "n": BATCH}
        started = time.perf_counter()
        claimed = 0
        while found := database.execute(CLAIM, times).fetchall():
            claimed += len(found)
        assert claimed == ROWS
        return time.perf_counter() - started
