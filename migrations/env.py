"""Alembic's entry: the program hands over an open connection (`bot/db/migrate.py`); by hand use `tools/revision.py`."""

from alembic import context

from bot.db import models

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=models.Company.metadata,
    render_as_batch=True,  # SQLite cannot alter a table: Alembic makes a new one and copies
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
