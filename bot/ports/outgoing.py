"""Messages on their way out, and the channels that carry them."""

from dataclasses import dataclass
from typing import Protocol


class Sender(Protocol):
    """One channel out (Telegram, e-mail, SMS): sends a claimed parcel."""

    async def send(self, parcel: "Parcel") -> None:
        """Send it. `Later` to be called again, `Dead` when the person cannot be reached this way any more."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way out: rendered in the recipient's language when it is sent."""

    id: int
    kind: str
    account_id: int
    payload: dict[str, object]
    attempts: int


class Later(Exception):
    """The channel cannot take it now; try again in `seconds`."""

    def __init__(self, seconds: float, why: str) -> None:
        super().__init__(why)
        self.seconds = seconds


class Dead(Exception):
    """The recipient cannot be reached on this channel any more (bot blocked, account deleted)."""
