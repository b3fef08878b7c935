"""What the page is told: a queue for each socket that watches a person's chat."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from bot.local.store import Json

Watch = asyncio.Queue[Json]


class Events:
    """Fans out what happens in a person's chat."""

    def __init__(self) -> None:
        self._watches: dict[int, set[Watch]] = defaultdict(set)

    @contextmanager
    def watch(self, person_id: int) -> Iterator[Watch]:
        queue: Watch = asyncio.Queue()
        self._watches[person_id].add(queue)
        try:
            yield queue
        finally:
            self._watches[person_id].discard(queue)

    def tell(self, person_id: int, event: Json) -> None:
        for queue in self._watches[person_id]:
            queue.put_nowait(event)
