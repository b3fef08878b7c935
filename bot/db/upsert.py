"""Inserts that two tasks may try at once. SQLite and PostgreSQL have the same clause, in two dialects of SQLAlchemy.

A statement is made once and kept: making one costs as much as running it.
"""

from functools import cache
from typing import Any, TypeVar

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.base import Base, table_of

DIALECTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

Row = TypeVar("Row", bound=Base)


async def insert_new(session: AsyncSession, model: type[Base], **values: Any) -> bool:
    """Write the row unless a unique key of it is there already; whether it was written."""
    await session.flush()  # the row may refer to what waits there
    return (await session.execute(unless_there(_dialect(session), model), values)).first() is not None


async def insert_row(session: AsyncSession, model: type[Row], **values: Any) -> Row | None:
    """The same; the row, or None where it was not written."""
    insert = DIALECTS[_dialect(session)](model).values(**values)
    written: Row | None = await session.scalar(insert.on_conflict_do_nothing().returning(model))
    return written


async def insert_or_update(session: AsyncSession, model: type[Base], *columns: str, **values: Any) -> None:
    """Write the row; where its primary key is there already, only `columns` of it are changed."""
    await session.flush()
    await session.execute(or_update(_dialect(session), model, columns), values)


@cache
def unless_there(dialect: str, model: type[Base]) -> Any:
    """The statement of `insert_new`; its rows: the key of what was written."""
    return DIALECTS[dialect](table_of(model)).on_conflict_do_nothing().returning(*_key(model))


@cache
def or_update(dialect: str, model: type[Base], columns: tuple[str, ...]) -> Any:
    """The statement of `insert_or_update`."""
    insert = DIALECTS[dialect](table_of(model))
    changed = {column: insert.excluded[column] for column in columns}
    return insert.on_conflict_do_update(index_elements=_key(model), set_=changed)


def _dialect(session: AsyncSession) -> str:
    return session.get_bind().dialect.name


def _key(model: type[Base]) -> list[Any]:
    return list(table_of(model).primary_key)
