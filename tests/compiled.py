"""SQL compiled in one test serves the next: each has an engine of its own, and compiling takes longer than SQLite."""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

COMPILED: dict[Any, Any] = {}  # by the dialect and the statement


class OneSQLite(SQLiteDialect_aiosqlite):
    """SQLite is the same for every engine."""

    supports_statement_cache = True

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=COMPILED)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OneSQLite)

    def __hash__(self) -> int:
        return hash(OneSQLite)


def share_compiled_sql() -> None:
    """From now on, for every SQLite engine of this process."""
    registry.register("sqlite.aiosqlite", __name__, OneSQLite.__name__)
