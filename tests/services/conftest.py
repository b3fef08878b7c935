from tests.databases import (
    emptied_postgres,
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
    "hand",
    "migrated_postgres",
    "postgres",
    "pytest_asyncio_loop_factories",
    "sqlite_template",
    "store",
    "url",
]
