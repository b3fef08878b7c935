"""The way to an SMS centre: one part at a time, and what becomes of it later."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.domain.sms import Alphabet


@dataclass(frozen=True, slots=True)
class PartOut:
    """A part on its way: number `place` (from 1) of `of`; parts of one message share `reference` (0 to 255)."""

    to: str  # E.164
    alphabet: Alphabet
    text: str
    place: int
    of: int
    reference: int


class Receipt(StrEnum):
    """What the network says of a part afterwards."""

    DELIVERED = "delivered"
    REJECTED = "rejected"


class PartRejected(Exception):
    """The SMS centre does not take this part: it is not paid for."""


OnReceipt = Callable[[str, Receipt, str], Awaitable[None]]  # the network's id of the part; the number it went to, E.164


class SmsLink(Protocol):
    """A connection to an SMS centre."""

    async def submit(self, part: PartOut) -> str:
        """Hand it over; the network's id for it.

        `Later`: surely not sent, try again. `PartRejected`: never. Any other error leaves open whether it was sent.
        """
