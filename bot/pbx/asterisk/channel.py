"""What the events tell of one channel, and ways to wait for it."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from bot.ports import HungUp


class Keypad:
    """Keys that were pressed, in order."""

    def __init__(self) -> None:
        self._keys: deque[str] = deque()
        self._pressed = asyncio.Event()

    def press(self, key: str) -> None:
        self._keys.append(key)
        self._pressed.set()

    def forget(self) -> None:
        self._keys.clear()

    def take(self, wanted: str) -> str:
        """The first key of `wanted` among those pressed, or ""; the others stay where they are."""
        place = next((i for i, key in enumerate(self._keys) if key in wanted), None)
        if place is None:
            return ""
        key = self._keys[place]
        del self._keys[place]
        return key

    async def next(self, wanted: str) -> str:
        """The next key of `wanted`. Being cancelled loses none."""
        while not (key := self.take(wanted)):
            self._pressed.clear()
            await self._pressed.wait()
        return key


def _future() -> asyncio.Future[None]:
    return asyncio.get_running_loop().create_future()


@dataclass(slots=True)
class Channel:
    """A channel that we follow.

    `begun`: Asterisk has it; `entered`: it is in our application; `cause` and `refused` tell why a ring failed.
    """

    id: str
    begun: bool = False
    keys: Keypad = field(default_factory=Keypad)
    entered: asyncio.Future[None] = field(default_factory=_future)
    gone: asyncio.Future[None] = field(default_factory=_future)
    cause: int = 0
    refused: bool = False

    @property
    def is_gone(self) -> bool:
        return self.gone.done()

    def enter(self) -> None:
        self.begun = True
        if not self.entered.done():
            self.entered.set_result(None)

    def leave(self) -> None:
        if not self.gone.done():
            self.gone.set_result(None)

    def check(self) -> None:
        """`HungUp` once it has gone."""
        if self.is_gone:
            raise HungUp
