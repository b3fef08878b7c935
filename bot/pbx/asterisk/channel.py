"""What the events tell of one channel, and ways to wait for it."""

import asyncio
from dataclasses import dataclass, field

from bot.pbx.keypad import Keypad
from bot.ports import HungUp


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
