"""Whoever wants to know what becomes of calls: told in the very transaction that writes it down."""

from collections.abc import Awaitable, Callable
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call


class CallEvent(StrEnum):
    """What has happened to a call."""

    ARRIVED = "arrived"
    ANSWERED = "answered"
    ENDED = "ended"  # once for a call; its `outcome` says how
    VOICEMAIL = "voicemail"  # its message is kept: right after the end, or later when the PBX was out of reach
    RECORDED = "recorded"  # its talk is kept; comes after the end


# A follower writes with the session it is given, so that an event and what follows from it are one commit. It is told
# of each event once; an error in it undoes the event too.
Follower = Callable[[AsyncSession, CallEvent, Call], Awaitable[None]]
