"""The migrations lead to the tables of the models, and back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from bot.db.base import Base
from bot.db.engine import make_engine
from bot.db.migrate import FOLDER, downgrade, upgrade
from bot.db.store import Store
from tests.databases import BOTH
from tests.postgres import Postgres

REVISIONS = [script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()][::-1]


@pytest.fixture(params=BOTH)
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables."""
    if request.param == "postgres":
        postgres: Postgres = request.getfixturevalue("postgres")
        return postgres.url(postgres.create())
    return f"sqlite:///{tmp_path / 'bare.db'}"


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


async def look(url: str, what: Callable[[Connection], list[Any]]) -> list[Any]:
    engine = make_engine(url)
    async with engine.connect() as connection:
        seen = await connection.run_sync(what)
    await engine.dispose()
    return seen


async def test_tables_after_all_migrations_are_those_of_the_models(bare: str) -> None:
    await upgrade(bare)
    assert await look(bare, differences) == []


async def test_comparison_sees_a_difference(bare: str) -> None:
    assert await look(bare, differences) != []


async def test_every_migration_goes_up_and_down_and_up_again(bare: str) -> None:
    for revision in REVISIONS:
        await upgrade(bare, revision)
    for revision in (*REVISIONS[-2::-1], "base"):
        await downgrade(bare, revision)
    left = await look(bare, lambda connection: inspect(connection).get_table_names())
    assert left == ["alembic_version"]
    await upgrade(bare)
    assert await look(bare, differences) == []


async def test_migrating_twice_changes_nothing(bare: str) -> None:
    store = Store.open(bare)
    await store.migrate()
    await store.migrate()
    await store.close()
    assert await look(bare, differences) == []
