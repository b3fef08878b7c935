"""Calls back that are owed to clients, as those who make them see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.plan import Person, Queue
from bot.ports.book import Progress
from bot.ports.orders import PlacedCall


@dataclass(frozen=True, slots=True)
class Owed:
    """A request that waits. Between `due_at` and `until` its next attempt is to begin.

    `attempts`: those that were made. `line`: the department's, as it answers now. `place`: the client's in it.
    `wanted`: whoever has asked to make it.
    """

    id: int
    company_id: int
    place: int
    client: str
    line: Queue
    due_at: datetime
    until: datetime
    attempts: int
    wanted: Person | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that was begun and has not come to its end. `progress`: of its call."""

    request_id: int
    call_id: int
    progress: Progress


class Promises(Protocol):
    """Where they are kept. Each method is one transaction."""

    async def owed(self) -> list[Owed]:
        """Every request that waits, in the order of the line."""

    async def begin(self, owed: Owed, employee_id: int, leg_id: str) -> PlacedCall | None:
        """The employee is on this leg: write the attempt down. None: the client is not to be dialled now."""

    async def under_way(self) -> list[Attempt]:
        """Attempts that were begun, whoever carries them out."""

    async def settle(self, attempt: Attempt) -> None:
        """Its call is over, but nobody has drawn the consequences; does nothing where somebody has."""

    async def nobody(self, owed: Owed) -> None:
        """No attempt could begin in time; or whoever wanted to make it did not pick up, and anybody may again."""

    async def lapse(self) -> None:
        """Close what waits for people who have gone home."""

    async def asked(self, seconds: float) -> None:
        """Return when something has changed, or after `seconds`."""
