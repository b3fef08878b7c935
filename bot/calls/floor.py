"""Who is on the phone. A plain object, changed without awaits on one loop: contention has no locks and no gaps."""

import asyncio

from bot.domain.plan import Person


class Floor:
    """The employees of this PBX: engaged (rung or talking) or free."""

    def __init__(self) -> None:
        self._engaged: dict[int, asyncio.Event] = {}  # set when they become free

    def is_free(self, person: Person) -> bool:
        """Whether they can be rung now."""
        return person.employee_id not in self._engaged

    async def engage(self, person: Person) -> None:
        """Wait until they are free; from then on nobody else rings them, until `release`."""
        while engaged := self._engaged.get(person.employee_id):
            await engaged.wait()
        self._engaged[person.employee_id] = asyncio.Event()

    def release(self, person: Person) -> None:
        """They are free again."""
        if engaged := self._engaged.pop(person.employee_id, None):
            engaged.set()
