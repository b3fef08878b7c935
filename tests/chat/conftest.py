import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.db.store import Store
from tests.chat.post import NAMES, Post
from tests.chat.world import World, opened
from tests.databases import sqlite_template
from tests.virtual import VirtualClock

__all__ = ["sqlite_template"]


@pytest.fixture
async def world(tmp_path: Path, sqlite_template: Path, clock: VirtualClock) -> AsyncIterator[World]:
    """Two companies, nobody in them yet; the chat runs, the relay does not."""
    shutil.copy(sqlite_template, tmp_path / "gudok.db")
    async with opened(f"sqlite:///{tmp_path / 'gudok.db'}", tmp_path / "data", clock) as world:
        yield world


@pytest.fixture
async def post(tmp_path: Path, sqlite_template: Path, clock: VirtualClock) -> AsyncIterator[Post]:
    """An empty outbox and its relay, which does not run yet."""
    shutil.copy(sqlite_template, tmp_path / "post.db")
    store = Store.open(f"sqlite:///{tmp_path / 'post.db'}")
    post = Post(store, clock)
    for telegram_id, name in enumerate(NAMES, 1):
        await post.people.meet(telegram_id, name, "ru")
    yield post
    await post.stop()
    await store.close()
