"""An engine for the database that the settings name, with SQLite made safe for several tasks at once."""

import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.db.sqlite import SqliteConnection

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
BUSY_SECONDS = 30.0  # how long another process may hold SQLite's write lock before we give up
WRITES = "gudok_writes"  # execution option of connections whose transactions write
POOL = {"pool_size": 15, "max_overflow": 0}  # of SQLite: all are kept, to open one costs more than a tap asks
ALONE = "gudok_alone"  # the same: whose transactions are one statement that reads


def make_engine(url: str, *, foreign_keys: bool = True) -> AsyncEngine:
    """An engine for an SQLAlchemy URL; the async driver is filled in where the URL names none.

    `foreign_keys=False` is for migrations: SQLite changes a table by making it anew, and dropping the old one would
    delete what refers to it. Errors do not repeat what was to be written (`hide_parameters`): they are logged, and it
    may be an update with somebody's invite.
    """
    target = with_driver(url)
    if target.get_backend_name() != "sqlite":
        return create_async_engine(target, hide_parameters=True, pool_size=10, max_overflow=10)
    engine = create_async_engine(target, hide_parameters=True, async_creator=_opens(target), **POOL)
    event.listen(engine.sync_engine, "connect", _pragmas(foreign_keys))
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def with_driver(url: str) -> URL:
    """`postgresql://…` and `sqlite:///…` are what people write."""
    parsed = make_url(url)
    return parsed.set(drivername=DRIVERS.get(parsed.drivername, parsed.drivername))


def _opens(target: URL) -> Callable[[], SqliteConnection]:
    (file,), options = target.get_dialect()().create_connect_args(target)
    options = {**options, "timeout": BUSY_SECONDS, "isolation_level": None}
    return lambda: SqliteConnection(lambda: sqlite3.connect(file, **options))


def _pragmas(foreign_keys: bool) -> Any:
    def connected(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")  # an acknowledged update survives a power cut, not only a kill
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    return connected


def _begin(connection: Connection) -> None:
    """The driver begins nothing by itself (isolation_level None): its late BEGIN lets two tasks read the same row,
    and the second write is then lost or refused. A writer takes the lock before it reads. One statement that reads is
    a transaction to SQLite anyway."""
    options = connection.get_execution_options()
    sqlite: Any = connection.connection.driver_connection
    if not options.get(ALONE):
        sqlite.begin("BEGIN IMMEDIATE" if options.get(WRITES) else "BEGIN")
