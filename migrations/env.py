"""Alembic's entry: the program hands over an open connection (`bot/db/migrate.py`, `tools/revision.py`)."""

from alembic import context

from bot.db import (
    callback_models,
    client_models,
    melody_models,
    menu_models,
    models,
    money_models,
    order_models,
    ping_models,
    rule_models,
)
from bot.db.base import Base, Utc

# importing them is what fills the metadata
TABLES = (
    callback_models,
    client_models,
    melody_models,
    menu_models,
    models,
    money_models,
    order_models,
    ping_models,
    rule_models,
)


def written(kind: str, item: object, _: object) -> str | bool:
    """How a type of ours is written in a migration, which must not change when our code does."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Utc) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter a table: Alembic makes a new one and copies
    compare_type=True,
    render_item=written,
)
with context.begin_transaction():
    context.run_migrations()
