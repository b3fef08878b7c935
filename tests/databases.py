"""Fixtures: an empty, migrated database on SQLite and on PostgreSQL, and a clock that the test moves."""

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.db.base import Base
from bot.db.migrate import upgrade
from bot.db.store import Store
from tests.postgres import Postgres, running
from tests.services.firm import Firm, founded
from tests.virtual import DirectLoop, apart

BOTH = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgres", id="postgres", marks=pytest.mark.postgres),
]


def pytest_asyncio_loop_factories(item: pytest.Item) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """PostgreSQL lives in real time; these tests wait for nothing, their clock is `Hand`."""
    return {"real": DirectLoop}


class Hand:
    """`Clock` whose hand the test moves."""

    def __init__(self) -> None:
        self.time = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def advance(self, **how: float) -> None:
        self.time += timedelta(**how)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> str:
    name = postgres.create()
    migrate(postgres.url(name))
    return name


@pytest.fixture
def emptied_postgres(postgres: Postgres, migrated_postgres: str) -> str:
    """Emptied, not made anew: that takes a tenth of the time."""
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    postgres.sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE", migrated_postgres)
    return postgres.url(migrated_postgres)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "gudok.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def founded_once(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Firm]:
    """The two firms as rows of a database, once for all tests: to write them anew for each is a third of the time."""
    file = tmp_path_factory.mktemp("founded") / "gudok.db"
    shutil.copy(sqlite_template, file)

    async def found() -> Firm:
        store = Store.open(f"sqlite:///{file}")
        firm = await founded(store)
        await store.close()
        return firm

    return file, apart(found())


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a database with our tables and no rows; with those of the firms, if the test has our `firm`."""
    if request.param == "postgres":
        return str(request.getfixturevalue("emptied_postgres"))
    file = tmp_path / "gudok.db"
    with_firms = "founded_once" in request.fixturenames
    template = request.getfixturevalue("founded_once")[0] if with_firms else request.getfixturevalue("sqlite_template")
    shutil.copy(template, file)
    return f"sqlite:///{file}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = Store.open(url)
    yield store
    await store.close()


@pytest.fixture
async def firm(url: str, store: Store, founded_once: tuple[Path, Firm]) -> Firm:
    """«Ромашка» and «Лютик» of `tests.services.firm`."""
    return founded_once[1] if url.startswith("sqlite") else await founded(store)


def migrate(url: str) -> None:
    """For fixtures outside the loop; on a loop of its own, which leaves the test's loop in its place."""
    thread = threading.Thread(target=lambda: asyncio.run(upgrade(url)))
    thread.start()
    thread.join()
