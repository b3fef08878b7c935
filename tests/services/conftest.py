from tests.databases import (
    emptied_postgres,
    firm,
    founded_once,
    hand,
    migrated_postgres,
    postgres,
    pytest_asyncio_loop_factories,
    sqlite_template,
    store,
    url,
)

__all__ = [
    "emptied_postgres",
    "firm",
    "founded_once",
    "hand",
    "migrated_postgres",
    "postgres",
    "pytest_asyncio_loop_factories",
    "sqlite_template",
    "store",
    "url",
]
