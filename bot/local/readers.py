"""One that tells, and whoever reads along."""

import asyncio
from collections.abc import AsyncIterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Readers(Generic[T]):
    """Each reader gets every item that is told while they read."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[T]] = set()

    def tell(self, item: T) -> None:
        """To all who read now."""
        for queue in self._queues:
            queue.put_nowait(item)

    async def follow(self, *first: T) -> AsyncIterator[T]:
        """These, then each new one, until the reader goes away."""
        queue: asyncio.Queue[T] = asyncio.Queue()
        for item in first:
            queue.put_nowait(item)
        self._queues.add(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._queues.discard(queue)
