from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.road.house import House, opened
from tests.virtual import VirtualClock

DAY = 24 * 3600.0


@pytest.fixture
async def house(tmp_path: Path, clock: VirtualClock) -> AsyncIterator[House]:
    """A fresh start: the example company, nobody in the chat yet."""
    async with opened(tmp_path / "data", clock) as house:
        yield house
