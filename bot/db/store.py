"""The database as the rest sees it: short transactions that read, and short transactions that write."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from asyncpg import PostgresError
from sqlalchemy import Connection, Executable, bindparam, func, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.util import greenlet_spawn

from bot.db.base import table_of
from bot.db.engine import ALONE, WRITES, make_engine, with_driver
from bot.db.migrate import upgrade
from bot.db.models import Inbox
from bot.ports import Channel

current_update: ContextVar[int | None] = ContextVar("current_update", default=None)
PARCELS = "parcels"  # in `session.info`: the channels for which this transaction has put something into the outbox
ORDERS = "orders"  # the same: a call has been ordered
PROMISES = "promises"  # the same: something has become of a promised call back

ROWS = table_of(Inbox)
EFFECT = (
    update(ROWS)
    .where(ROWS.c.update_id == bindparam("of"), ROWS.c.effect_at.is_(None))
    .values(effect_at=func.current_timestamp())
)


class Store:
    """One database. On SQLite one writer at a time in this process; other processes wait at SQLite's own lock."""

    def __init__(self, url: str, engine: AsyncEngine) -> None:
        self._url = url
        self._engine = engine
        self._writing = engine.execution_options(**{WRITES: True})
        self._alone = engine.execution_options(**{ALONE: True}).sync_engine
        self.dialect = engine.dialect.name
        self._writer = asyncio.Lock() if engine.dialect.name == "sqlite" else nullcontext()
        self.parcels = {channel: asyncio.Event() for channel in Channel}
        """Set after a commit that put something for that channel into the outbox; whoever waits clears it."""
        self.orders = asyncio.Event()
        """Set after a commit that ordered a call; whoever waits clears it."""
        self.promises = asyncio.Event()
        """Set after a commit that changed a promised call back; whoever waits clears it."""

    @classmethod
    def open(cls, url: str) -> "Store":
        """The database at an SQLAlchemy URL; nothing is touched before the first use."""
        return cls(url, make_engine(url))

    async def close(self) -> None:
        """Let go of all connections."""
        await self._engine.dispose()

    async def migrate(self) -> None:
        """Bring the tables to the newest form; several processes may ask at once.

        `ConnectionError`: there is no such database, or it does not let us in.
        """
        try:
            await asyncio.to_thread(_open_file, self._url)
            async with self._engine.connect():
                pass
        except (sqlite3.Error, SQLAlchemyError, PostgresError, OSError, ImportError) as error:
            why = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise ConnectionError(f"The database cannot be used: {why}") from error
        await upgrade(self._url)

    async def ask(self, statement: Executable, values: Mapping[str, Any]) -> Sequence[Any]:
        """The rows of one statement that reads: a transaction of its own, for half of what `read` costs."""
        return await greenlet_spawn(_run, self._alone.connect, statement, values)

    async def tell(self, statement: Executable, values: Mapping[str, Any]) -> Sequence[Any]:
        """The same for one that writes, which is never the work of an update (see `write`)."""
        async with self._writer:
            return await greenlet_spawn(_run, self._writing.sync_engine.begin, statement, values)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only reads: it sees one state of the database and waits for nobody."""
        async with AsyncSession(self._engine, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A transaction that is committed at the end of the block, and undone by an error in it.

        While an update from Telegram is acted upon (`Inbox.handling`), the commit also says that its work is done.
        """
        async with self._writer, AsyncSession(self._writing, expire_on_commit=False) as session:
            try:
                async with session.begin():
                    yield session
                    await _mark_effect(session)
            finally:
                for channel in session.info.get(PARCELS, ()):  # also when cancelled within the commit: it may be done
                    self.parcels[channel].set()
                if session.info.get(ORDERS):
                    self.orders.set()
                if session.info.get(PROMISES):
                    self.promises.set()


def _open_file(url: str) -> None:
    """SQLite's own word on the file: aiosqlite leaves a thread behind where it cannot open one."""
    target = with_driver(url)
    if target.get_backend_name() == "sqlite" and target.database not in (None, "", ":memory:"):
        sqlite3.connect(str(target.database)).close()


def _run(
    opened: Callable[[], AbstractContextManager[Connection]], statement: Executable, values: Mapping[str, Any]
) -> Sequence[Any]:
    with opened() as connection:
        result = connection.execute(statement, values)
        return result.all() if result.returns_rows else ()


async def _mark_effect(session: AsyncSession) -> None:
    update_id = current_update.get()
    if update_id is not None:
        await session.flush()
        await session.execute(EFFECT, {"of": update_id})
