"""Calls that somebody has ordered, as those who carry them out see them."""

from dataclasses import dataclass
from typing import Protocol

from bot.ports.book import OpenedCall


@dataclass(frozen=True, slots=True)
class PlacedCall:
    """A call that we place ourselves, open in the book. `leg_id`: of the leg to be rung first, chosen beforehand."""

    call: OpenedCall
    leg_id: str


class Orders(Protocol):
    """Where ordered calls are taken from."""

    async def claim(self) -> list[PlacedCall]:
        """Those that are due, each of them once, whatever crashes."""

    async def asked(self, seconds: float) -> None:
        """Return when somebody orders one, or after `seconds`."""
