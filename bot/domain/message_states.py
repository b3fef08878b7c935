"""What becomes of a message to a client, and of each part of an SMS."""

from collections.abc import Iterable
from enum import StrEnum


class MessageState(StrEnum):
    """As the administrator sees it."""

    WAITING = "waiting"
    SENT = "sent"  # the network has it
    DELIVERED = "delivered"
    FAILED = "failed"  # at least a part was rejected or not sent: that one is not paid for
    UNKNOWN = "unknown"  # the line broke in mid-air; a receipt may still tell


class PartState(StrEnum):
    """Of a part; every state but REJECTED is paid for."""

    WAITING = "waiting"
    SENT = "sent"
    DELIVERED = "delivered"
    REJECTED = "rejected"
    UNKNOWN = "unknown"

    @property
    def settled(self) -> bool:
        """Whether nothing can change it any more: a part is returned to the pack once at most."""
        return self in (PartState.DELIVERED, PartState.REJECTED)


def of_message(parts: Iterable[PartState]) -> MessageState:
    """The state of an SMS by its parts: a middle part that was rejected makes all of it unreadable."""
    states = set(parts)
    for state, means in (
        (PartState.REJECTED, MessageState.FAILED),
        (PartState.WAITING, MessageState.WAITING),
        (PartState.UNKNOWN, MessageState.UNKNOWN),
        (PartState.SENT, MessageState.SENT),
    ):
        if state in states:
            return means
    return MessageState.DELIVERED
