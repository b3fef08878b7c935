"""The heartbeat: a few fixed ticks. What and when is in the database; a missed tick is made up by the next one."""

import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

Tick = Callable[[], Awaitable[None]]


class Heartbeat:
    """Runs each tick every so many seconds, never two of one at once."""

    def __init__(self, ticks: dict[Tick, float]) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for tick, seconds in ticks.items():
            self._scheduler.add_job(
                tick, "interval", seconds=seconds, coalesce=True, max_instances=1, misfire_grace_time=None
            )

    def start(self) -> None:
        """From now on; APScheduler logs what a tick raises and goes on."""
        self._scheduler.start()

    def stop(self) -> None:
        """No more ticks; one that runs is left to finish."""
        self._scheduler.shutdown(wait=False)
