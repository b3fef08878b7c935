"""Inserts that two tasks may try at once. SQLite and PostgreSQL have the same clause, in two dialects of SQLAlchemy."""

from typing import Any, TypeVar

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.base import Base

Row = TypeVar("Row", bound=Base)


async def insert_new(session: AsyncSession, table: type[Base], **values: Any) -> bool:
    """Write the row unless a unique key of it is there already; whether it was written."""
    statement = _insert(session, table, values).on_conflict_do_nothing()
    return (await session.execute(statement.returning(*_key(table)))).first() is not None


async def insert_row(session: AsyncSession, table: type[Row], **values: Any) -> Row | None:
    """The same; the row, or None where it was not written."""
    written: Row | None = await session.scalar(
        _insert(session, table, values).on_conflict_do_nothing().returning(table)
    )
    return written


async def insert_or_update(session: AsyncSession, table: type[Base], *columns: str, **values: Any) -> None:
    """Write the row; where its primary key is there already, only `columns` of it are changed."""
    changed = {column: values[column] for column in columns}
    await session.execute(
        _insert(session, table, values).on_conflict_do_update(index_elements=_key(table), set_=changed)
    )


def _insert(session: AsyncSession, table: type[Base], values: dict[str, Any]) -> Any:
    dialects: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
    return dialects[session.get_bind().dialect.name](table).values(**values)


def _key(table: type[Base]) -> list[Any]:
    return list(table.__table__.primary_key)
