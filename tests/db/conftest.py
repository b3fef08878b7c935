from tests.databases import (
    hand,
    postgres,
    postgres_template,
    pytest_asyncio_loop_factories,
    sqlite_template,
    store,
    url,
)

__all__ = [
    "hand",
    "postgres",
    "postgres_template",
    "pytest_asyncio_loop_factories",
    "sqlite_template",
    "store",
    "url",
]
