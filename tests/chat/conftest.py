import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.db.store import Store
from tests.chat.post import NAMES, Post
from tests.chat.world import Saved, World, opened
from tests.databases import sqlite_template
from tests.virtual import VirtualClock, apart

__all__ = ["sqlite_template"]


@pytest.fixture
async def world(tmp_path: Path, sqlite_template: Path, clock: VirtualClock) -> AsyncIterator[World]:
    """Two companies, nobody in them yet; the chat runs, the relay does not."""
    shutil.copy(sqlite_template, tmp_path / "gudok.db")
    async with opened(tmp_path, clock) as world:
        yield world


@pytest.fixture(scope="session")
def joined_once(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """Everybody has come in, once for all tests: the same five messages before each would be a third of the time."""
    folder = tmp_path_factory.mktemp("joined")
    shutil.copy(sqlite_template, folder / "gudok.db")

    async def save() -> Saved:
        clock = VirtualClock()
        async with opened(folder, clock) as world:
            await world.joined()
            return Saved(folder, world.firm, clock.now())

    return apart(save())


@pytest.fixture
async def joined(tmp_path: Path, joined_once: Saved, clock: VirtualClock) -> AsyncIterator[World]:
    """The world after `World.joined`, a copy of its own."""
    shutil.copytree(joined_once.folder, tmp_path, dirs_exist_ok=True)
    async with opened(tmp_path, clock, joined_once) as world:
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
