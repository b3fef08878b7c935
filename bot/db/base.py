"""What all tables share: column types, names of constraints, the base class."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, Index, MetaData, Table, text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from bot.domain.billing import Charge
from bot.domain.callbacks import Ending, Stage
from bot.domain.effects import CallKind
from bot.domain.forwarding import Forwarding
from bot.domain.menus import Kind
from bot.domain.options import NumberKind
from bot.domain.queueing import Strategy
from bot.domain.roles import Role
from bot.domain.routing import Overflow
from bot.ports import Channel, Fate, Outcome, Progress


class Utc(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def words(enum: type[StrEnum]) -> Enum:
    """A StrEnum kept as its word in a plain column: a new word needs no migration."""
    return Enum(
        enum, native_enum=False, length=16, values_callable=lambda members: [member.value for member in members]
    )


def open_ones(column: str, *columns: str) -> Index:
    """An index of the rows that are not finished: it stays small however long the history grows."""
    return index_where(f"{column} IS NULL", *columns)


def index_where(condition: str, *columns: str) -> Index:
    """An index of the rows for which the condition holds."""
    rows = text(condition)
    return Index(None, *columns, sqlite_where=rows, postgresql_where=rows)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own form
        datetime: Utc(),
        dict[str, Any]: JSON(),
        Role: words(Role),
        Progress: words(Progress),
        Outcome: words(Outcome),
        CallKind: words(CallKind),
        Kind: words(Kind),
        NumberKind: words(NumberKind),
        Strategy: words(Strategy),
        Forwarding: words(Forwarding),
        Overflow: words(Overflow),
        Stage: words(Stage),
        Ending: words(Ending),
        Charge: words(Charge),
        Channel: words(Channel),
        Fate: words(Fate),
    }


def table_of(model: type[Base]) -> Table:
    """For statements that need no objects: they cost half as much without the ORM."""
    return Base.metadata.tables[model.__tablename__]
