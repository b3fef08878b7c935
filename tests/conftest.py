"""All tests run in virtual time; those marked `real_time` on an ordinary loop."""

import asyncio
from collections.abc import Callable, Mapping

import pytest

from tests.virtual import VirtualClock, VirtualLoop, count_aiosqlite

count_aiosqlite()


def pytest_asyncio_loop_factories(item: pytest.Item) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    if item.get_closest_marker("real_time"):
        return {"real": asyncio.new_event_loop}
    return {"virtual": VirtualLoop}


@pytest.fixture
async def clock() -> VirtualClock:
    return VirtualClock(asyncio.get_running_loop())
