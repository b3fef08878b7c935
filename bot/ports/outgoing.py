"""Messages on their way out, and the channels that carry them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Channel(StrEnum):
    """A way out of here. Each has a relay of its own, so that an outage of one keeps nobody waiting on another."""

    TELEGRAM = "telegram"  # to a person of ours, who is an account
    EMAIL = "email"
    SMS = "sms"
    CLIENT = "client"  # Telegram, to a client of a company
    WEBHOOK = "webhook"

    @property
    def at_most_once(self) -> bool:
        """Whether a send of which nobody knows if it arrived is left alone: clients pay attention, companies money."""
        return self in (Channel.SMS, Channel.CLIENT)


class Fate(StrEnum):
    """How a parcel left the outbox."""

    SENT = "sent"
    UNKNOWN = "unknown"  # at most once: it was in the air when we, or the line, broke off
    GIVEN_UP = "given-up"  # refused, or nobody is there; `failure` says why


class Sender(Protocol):
    """One channel out: sends a claimed parcel."""

    async def send(self, parcel: "Parcel") -> None:
        """Send it.

        `Later`: surely not sent, try again. `Dead`: the person cannot be reached this way any more. `Rejected`: this
        will never be taken. Any other error may have come after the parcel arrived: it is sent again, or it becomes
        `Fate.UNKNOWN` where the channel's word is at most once.
        """


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way out: rendered in the recipient's language when it is sent."""

    id: int
    key: str  # the same however often it is sent
    kind: str
    account_id: int | None  # a person of ours, or
    to: str  # an address of the channel: a mailbox, a number, a URL
    payload: dict[str, object]
    attempts: int

    @property
    def recipient(self) -> int | str:
        """Whose parcels keep their order."""
        return self.to if self.account_id is None else self.account_id


class Later(Exception):
    """The channel cannot take it now; try again in `seconds`."""

    def __init__(self, seconds: float, why: str) -> None:
        super().__init__(why)
        self.seconds = seconds


class Dead(Exception):
    """The recipient cannot be reached on this channel any more (bot blocked, account deleted, no such mailbox)."""


class Rejected(Exception):
    """The channel has looked at the parcel and will refuse it again: a mistake of ours."""
