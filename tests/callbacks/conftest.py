from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.callbacks.life import Life, Town, lived

__all__ = ["life", "town"]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(tmp_path)
    await town.found()
    yield town
    await town.close()


@pytest.fixture
async def life(town: Town) -> AsyncIterator[Life]:
    async with lived(town) as life:
        yield life
