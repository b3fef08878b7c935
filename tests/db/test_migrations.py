"""The migrations lead to the tables of the models, and back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

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


async def write(url: str, *statements: str) -> None:
    engine = make_engine(url)
    async with engine.begin() as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement)
    await engine.dispose()


COMPANY = (
    "INSERT INTO company (id, key, name, time_zone, language) VALUES (1, 'a', 'A', 'UTC', 'en'), "
    "(2, 'b', 'B', 'UTC', 'en')",
    "INSERT INTO employee (id, company_id, name, number, phone, email) VALUES (7, 1, 'x', '+7', '101', '')",
    "INSERT INTO did (id, company_id, number, is_main, employee_id) VALUES (9, 1, '+8', true, 7)",
    "INSERT INTO call (id, company_id, leg_id, caller, dialled, plan, progress, peer_leg_id, started_at) "
    "VALUES (1, 1, 'l', '', '', '{}', 'ended', '', '2026-03-02 10:00:00+00:00')",
)


async def test_companies_that_were_here_before_tariffs_hold_theirs_from_their_first_call(bare: str) -> None:
    await upgrade(bare, "0001")
    await write(bare, *COMPANY)
    await upgrade(bare, "0002")
    held = "SELECT company_id, kind, key, of, CAST(since AS VARCHAR) FROM holding ORDER BY company_id, kind"
    rows = await look(bare, lambda connection: [tuple(row) for row in connection.exec_driver_sql(held)])
    assert [row[:4] for row in rows] == [
        (1, "dids", "", 9),
        (1, "employees", "", 7),
        (1, "tariff", "basic", 0),
        (2, "tariff", "basic", 0),
    ]
    assert {row[4][:19] for row in rows[:3]} == {"2026-03-02 10:00:00"}
    await downgrade(bare, "0001")
    kept = await look(bare, lambda c: [tuple(row) for row in c.exec_driver_sql("SELECT id, phone FROM employee")])
    assert kept == [(7, "101")]


@pytest.mark.parametrize("change", ["UPDATE ledger SET kopecks = 1", "DELETE FROM ledger"])
async def test_the_ledger_only_appends(bare: str, change: str) -> None:
    await upgrade(bare)
    row = (
        "INSERT INTO ledger (company_id, day, kind, item, count, kopecks) VALUES (1, '2026-03-02', 'tariff', 'a', 1, 5)"
    )
    await write(bare, COMPANY[0], row)
    with pytest.raises(DBAPIError, match="the ledger only appends"):
        await write(bare, change)
