"""Alembic, driven from inside: the tables are brought up to date at every start."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from bot.db.engine import WRITES, make_engine

FOLDER = Path(__file__).parents[2] / "migrations"
LOCK = 0x6775646F6B  # PostgreSQL's advisory lock: processes that start together migrate one after another


async def upgrade(url: str, revision: str = "head") -> None:
    """Go forward to `revision`, all in one transaction."""
    await _run(url, lambda config: command.upgrade(config, revision))


async def downgrade(url: str, revision: str) -> None:
    """Go back to `revision` ("base": to nothing)."""
    await _run(url, lambda config: command.downgrade(config, revision))


async def revise(url: str, message: str, name: str) -> None:
    """Write a new migration, from the tables at `url` to those of the models; it wants a careful reader."""
    await _run(url, lambda config: command.revision(config, message, autogenerate=True, rev_id=name))


def config_for(connection: Connection) -> Config:
    """Alembic's settings for a connection that is open already; `migrations/env.py` takes it from there."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


async def _run(url: str, go: Callable[[Config], object]) -> None:
    engine = make_engine(url, foreign_keys=False).execution_options(**{WRITES: True})
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_locked, go)
    finally:
        await engine.dispose()


def _locked(connection: Connection, go: Callable[[Config], object]) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    go(config_for(connection))
    if connection.dialect.name == "sqlite":
        orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
        if orphans:
            raise RuntimeError(f"the migration would leave rows that refer to nothing: {orphans[:5]}")
