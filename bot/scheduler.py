"""The heartbeat: a few fixed ticks. What and when is in the database; a missed tick is made up by the next one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

Tick = Callable[[], Awaitable[None]]


class Heartbeat:
    """Runs each tick every so many seconds, never two of one at once; those `at_once` at the start, too."""

    def __init__(self, ticks: dict[Tick, float], at_once: Collection[Tick] = ()) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._at_once = at_once
        self._first: asyncio.Future[list[None]] | None = None
        for tick, seconds in ticks.items():
            self._scheduler.add_job(
                tick, "interval", seconds=seconds, coalesce=True, max_instances=1, misfire_grace_time=None
            )

    def start(self) -> None:
        """From now on; what a tick raises is logged, and the next one comes all the same."""
        self._first = asyncio.gather(*(_logged(tick) for tick in self._at_once))
        self._scheduler.start()

    def stop(self) -> None:
        """No more ticks; one that runs by the clock is left to finish."""
        self._scheduler.shutdown(wait=False)
        if self._first:
            self._first.cancel()


async def _logged(tick: Tick) -> None:
    try:
        await tick()
    except Exception:
        log.exception("the first tick of %s failed", getattr(tick, "__qualname__", tick))
