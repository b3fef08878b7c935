"""Work side by side, but in order for each chat."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]


class Lanes:
    """At most `width` jobs run at once, one of a lane at a time; `depth` jobs wait before `put` does."""

    def __init__(self, width: int = 50, depth: int = 1000) -> None:
        self._waiting: dict[int, deque[Job]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._free = asyncio.Semaphore(width)
        self._room = asyncio.Semaphore(depth)

    async def put(self, lane: int, job: Job) -> None:
        """Queue a job; waits while there is no room."""
        await self._room.acquire()
        if lane in self._waiting:
            self._waiting[lane].append(job)
            return
        self._waiting[lane] = deque([job])
        task = asyncio.create_task(self._run(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drained(self) -> None:
        """Return when nothing is left to do."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self, grace: float = 5.0) -> None:
        """Let what runs finish within `grace` seconds, then cancel."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        for task in (unfinished := list(self._tasks)):
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    async def _run(self, lane: int) -> None:
        queue = self._waiting[lane]
        while queue:
            async with self._free:
                try:
                    await queue.popleft()()
                except Exception:
                    log.error("a job of chat %d failed", lane, exc_info=True)
                finally:
                    self._room.release()
        del self._waiting[lane]
