import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

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
