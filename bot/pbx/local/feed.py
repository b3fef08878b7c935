"""One who tells, any number who listen; telling nobody costs nothing."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from typing import Generic, TypeVar
from weakref import WeakSet

T = TypeVar("T")


class Listener(AsyncIterator[T]):
    """Gets everything told since it was made; the oldest goes when it falls `keep` items behind."""

    def __init__(self, keep: int | None) -> None:
        self._items: deque[T] = deque(maxlen=keep)
        self._stirred = asyncio.Event()

    def tell(self, item: T) -> None:
        self._items.append(item)
        self._stirred.set()

    async def __anext__(self) -> T:
        while not self._items:
            self._stirred.clear()
            await self._stirred.wait()
        return self._items.popleft()


class Feed(Generic[T]):
    """Listeners need not unsubscribe: one that nobody holds any more is forgotten."""

    def __init__(self, keep: int | None = None) -> None:
        self._keep = keep
        self._listeners: WeakSet[Listener[T]] = WeakSet()

    def tell(self, item: T) -> None:
        for listener in self._listeners:
            listener.tell(item)

    def listen(self, *first: T) -> Listener[T]:
        listener: Listener[T] = Listener(self._keep)
        for item in first:
            listener.tell(item)
        self._listeners.add(listener)
        return listener
