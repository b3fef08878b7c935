"""The time."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time. Waiting is `asyncio.sleep`: tests run on a loop with virtual time."""

    def now(self) -> datetime:
        """Aware, UTC."""
