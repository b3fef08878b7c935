"""Who is on the phone. A plain object, changed without awaits on one loop: contention has no locks and no gaps."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from bot.domain.plan import Person


class Floor:
    """The employees of this PBX: engaged (rung, talking or calling) or free."""

    def __init__(self) -> None:
        self._engaged: Counter[int] = Counter()
        self._freed: dict[int, asyncio.Event] = {}  # of those who are engaged

    def is_free(self, person: Person) -> bool:
        """Whether they can be rung now."""
        return person.employee_id not in self._engaged

    async def engage(self, person: Person) -> None:
        """Wait until they are free; from then on nobody else rings them, until `release`."""
        while not self.is_free(person):
            await self._freed[person.employee_id].wait()
        self._take(person)

    def release(self, person: Person) -> None:
        """They are free again, unless they are engaged otherwise too."""
        self._engaged[person.employee_id] -= 1
        if not self._engaged[person.employee_id]:
            del self._engaged[person.employee_id]
            self._freed.pop(person.employee_id).set()

    @contextmanager
    def calling(self, person: Person | None) -> Iterator[None]:
        """They call somebody, whether they are rung at the same moment or not; None: it is a client who calls."""
        if person:
            self._take(person)
        try:
            yield
        finally:
            if person:
                self.release(person)

    def _take(self, person: Person) -> None:
        self._engaged[person.employee_id] += 1
        self._freed.setdefault(person.employee_id, asyncio.Event())
