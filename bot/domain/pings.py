"""The living card of a missed call (N6): one for a client and a person, however often the client calls."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class How(StrEnum):
    """What has become of a client who was missed."""

    DONE = "done"  # somebody pressed the button
    CALLED_BACK = "called-back"
    CAME_THROUGH = "came-through"  # they called again and were answered


@dataclass(frozen=True, slots=True)
class Ending:
    """What closed a card. `who` "": nobody talked. `seconds` of talk: None for none, or while it lasts."""

    how: How
    who: str
    at: datetime
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class PingCard:
    """What the card says. `client`: E.164, a colleague's telephone, or "" for a hidden number; `name` "": unknown."""

    id: int
    client: str
    name: str
    vip: bool
    calls: int
    first_at: datetime
    last_at: datetime
    zone: str
    ending: Ending | None = None

    @property
    def is_client(self) -> bool:
        """Whether there is a number outside behind it: to be called back, to be made a VIP."""
        return self.client.startswith("+")


@dataclass(frozen=True, slots=True)
class PingInChat:
    """A card and where it stands. `shown_calls`: how many the message `message_id` was sent for.

    `stale_message_id`: the message before, to be taken away.
    """

    card: PingCard
    message_id: int | None
    shown_calls: int
    stale_message_id: int | None
