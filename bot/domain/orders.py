"""Calls that somebody orders in the chat: "ring my telephone, then the client", or "let the client hear this"."""

from datetime import timedelta
from enum import StrEnum

from bot.domain.sounds import Sound

RING_SECONDS = 30.0  # for which the employee's telephone rings first
PATIENCE = 120.0  # seconds for which an ordered call waits for an employee who is on the phone
STALE = timedelta(minutes=10)  # what could not be begun by then is not wanted any more


class Why(StrEnum):
    """What the call answers."""

    VOICEMAIL = "voicemail"
    MISSED = "missed"
    CALLBACK = "callback"
    VOICE = "voice"  # no talk: the client is called and hears what was spoken into the chat


def leg_of(order_id: int) -> str:
    """The PBX's name for the leg that is rung first, known before it is: whatever crashes, it is rung once."""
    return f"order-{order_id}"


def order_of(leg_id: str) -> int | None:
    """The ordered call that a leg was rung first for."""
    head, _, tail = leg_id.partition("-")
    return int(tail) if head == "order" and tail.isascii() and tail.isdigit() else None


def spoken(order_id: int) -> Sound:
    """What the client of this ordered call hears."""
    return Sound(f"answer/{order_id}")
