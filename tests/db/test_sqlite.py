"""The connection to SQLite: one trip to its thread a statement, and the same promises as before."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

import bot.db.sqlite
from bot.db.engine import WRITES, make_engine


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(f"sqlite:///{tmp_path / 'x.db'}")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE x (id INTEGER PRIMARY KEY, word TEXT UNIQUE)"))
    yield engine
    await engine.dispose()


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What went to SQLite's thread."""
    made: list[str] = []
    inner = bot.db.sqlite.SqliteConnection._execute

    async def counted(self: object, fn: object, *args: object) -> object:
        made.append(getattr(fn, "__name__", ""))
        return await inner(self, fn, *args)

    monkeypatch.setattr(bot.db.sqlite.SqliteConnection, "_execute", counted)
    return made


async def test_a_statement_is_one_trip_and_its_begin_none(engine: AsyncEngine, trips: list[str]) -> None:
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1
        assert (await connection.execute(text("SELECT 2"))).scalar_one() == 2
    assert len(trips) == 3, "two statements and the end of the transaction"


async def test_a_transaction_without_a_statement_is_none(engine: AsyncEngine, trips: list[str]) -> None:
    async with engine.begin():
        pass
    async with engine.connect() as connection, connection.begin() as nothing:
        await nothing.rollback()
    assert trips == []


async def test_a_writer_has_the_lock_before_it_reads(engine: AsyncEngine, tmp_path: Path) -> None:
    async with engine.execution_options(**{WRITES: True}).begin() as connection:
        await connection.execute(text("SELECT * FROM x"))
        with (
            pytest.raises(sqlite3.OperationalError, match="locked"),
            sqlite3.connect(tmp_path / "x.db", timeout=0) as other,
        ):
            other.execute("INSERT INTO x (word) VALUES ('late')")


async def test_what_was_written_is_known(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        many = await connection.execute(text("INSERT INTO x (word) VALUES (:w)"), [{"w": w} for w in "abc"])
        assert many.rowcount == 3
        (given,) = await connection.execute(text("INSERT INTO x (word) VALUES ('d') RETURNING id, word"))
        assert tuple(given) == (4, "d")
        changed = await connection.execute(text("UPDATE x SET word = word || '.' WHERE id > 2"))
        assert changed.rowcount == 2


async def test_a_stream_gives_every_row_once(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO x (word) VALUES (:w)"), [{"w": str(n)} for n in range(25)])
        rows = text("SELECT id FROM x").execution_options(yield_per=10)
        async with connection.stream(rows) as stream:
            assert [row.id async for row in stream] == list(range(1, 26))


async def test_an_error_undoes_the_whole_block_and_the_next_one_works(engine: AsyncEngine) -> None:
    again = "INSERT INTO x (word) VALUES ('a')"
    with pytest.raises(IntegrityError):
        await _all(engine, again, again)
    with pytest.raises(OperationalError):
        await _all(engine, "SELECT * FROM nowhere")
    async with engine.begin() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM x"))).scalar_one() == 0


async def _all(engine: AsyncEngine, *statements: str) -> None:
    async with engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))
