"""Documents in SQLite: what the local Telegram remembers over a restart, `kill -9` included."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Json = dict[str, Any]

TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS doc (
    kind TEXT NOT NULL, id INTEGER NOT NULL, owner INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS doc_of_owner ON doc (kind, owner, id);
"""


class Store:
    """Documents by kind and number, some of them owned by a person. Without a file: in memory."""

    def __init__(self, file: Path | None) -> None:
        self._db = sqlite3.connect(file or ":memory:", isolation_level=None)
        self._db.executescript(TABLES)

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing. Holds no `await`, so no two of them overlap."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def put(self, kind: str, number: int, body: Json, owner: int = 0) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO doc (kind, id, owner, body) VALUES (?, ?, ?, ?)",
            (kind, number, owner, json.dumps(body, ensure_ascii=False)),
        )

    def get(self, kind: str, number: int) -> Json | None:
        row = self._db.execute("SELECT body FROM doc WHERE kind = ? AND id = ?", (kind, number)).fetchone()
        return json.loads(row[0]) if row else None

    def every(self, kind: str) -> list[Json]:
        """All of a kind, by number."""
        rows = self._db.execute("SELECT body FROM doc WHERE kind = ? ORDER BY id", (kind,))
        return [json.loads(row[0]) for row in rows]

    def owned(self, kind: str, owner: int) -> list[Json]:
        """All of a kind that one person owns, by number."""
        rows = self._db.execute("SELECT body FROM doc WHERE kind = ? AND owner = ? ORDER BY id", (kind, owner))
        return [json.loads(row[0]) for row in rows]

    def drop_below(self, kind: str, number: int) -> None:
        self._db.execute("DELETE FROM doc WHERE kind = ? AND id < ?", (kind, number))

    def drop(self, kind: str, number: int) -> None:
        self._db.execute("DELETE FROM doc WHERE kind = ? AND id = ?", (kind, number))

    def setting(self, kind: str) -> Json:
        """The one document of this kind, {} before it is put."""
        return self.get(kind, 0) or {}

    def next(self, counter: str, first: int = 1) -> int:
        """A number never given out before."""
        number = int(self.setting(f"counter:{counter}").get("next", first))
        self.put(f"counter:{counter}", 0, {"next": number + 1})
        return number
