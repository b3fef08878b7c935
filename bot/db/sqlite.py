"""One trip to SQLite's thread a statement, where SQLAlchemy's own adapter makes four: a tap has dozens of statements.

SQLAlchemy takes such connections through `async_creator` and asks of them what its `AsyncIODBAPIConnection` and
`AsyncIODBAPICursor` name.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self

import aiosqlite

Parameters = Sequence[Any]
CHUNK = 64  # rows that aiosqlite fetches at once where it is iterated; we do not


class SqliteConnection(aiosqlite.Connection):
    """An aiosqlite connection whose cursors come back with their rows, and whose BEGIN goes with the next statement."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, CHUNK)
        self._thread.daemon = True  # as SQLAlchemy does: a connection that nobody has closed keeps no process alive
        self._begin = ""

    def begin(self, statement: str) -> None:
        """What the next statement comes after: `BEGIN` or `BEGIN IMMEDIATE`."""
        self._begin = statement

    def cursor(self) -> "SqliteCursor":  # type: ignore[override]
        return SqliteCursor(self)

    async def commit(self) -> None:
        if self._has_begun():
            await super().commit()

    async def rollback(self) -> None:
        if self._has_begun():
            await super().rollback()

    async def run(self, into: "SqliteCursor", job: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> None:
        """Do it in the connection's thread and leave there what it has found."""
        await self._execute(self._run, into, job)  # type: ignore[no-untyped-call]

    def _run(self, into: "SqliteCursor", job: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> None:
        if self._begin:
            self._conn.execute(self._begin)
            self._begin = ""
        into.keep(job(self._conn))

    def _has_begun(self) -> bool:
        """Whether there is anything to end; a BEGIN after which nothing came is forgotten."""
        self._begin = ""
        return self.in_transaction


class SqliteCursor:
    """What one statement has found, all of it."""

    arraysize = 1

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, operation: str, parameters: Parameters = ()) -> None:
        await self._connection.run(self, lambda sqlite: sqlite.execute(operation, parameters))

    async def executemany(self, operation: str, parameters: Iterable[Parameters]) -> None:
        await self._connection.run(self, lambda sqlite: sqlite.executemany(operation, parameters))

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def fetchmany(self, size: int) -> list[Any]:
        """For streams: what is not fetched yet waits here, as tuples."""
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    async def close(self) -> None:
        """The thread has closed SQLite's already."""

    def keep(self, found: sqlite3.Cursor) -> None:
        """Everything that SQLAlchemy may ask for, before SQLite's cursor is closed."""
        self.description = found.description
        self._rows = found.fetchall() if found.description else []
        self.rowcount, self.lastrowid = found.rowcount, found.lastrowid
        found.close()
