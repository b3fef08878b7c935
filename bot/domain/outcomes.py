"""How calls end."""

from enum import StrEnum


class Outcome(StrEnum):
    """How a call ended. Of one to a client, all but NOT_PLACED mean that the client was dialled, or may have been."""

    ANSWERED = "answered"
    MISSED = "missed"  # rang to the end, nobody picked up, no message left
    ABANDONED = "abandoned"  # the caller hung up first
    BUSY = "busy"  # this and the next ones: of the client whom we dialled
    DECLINED = "declined"
    UNREACHABLE = "unreachable"  # switched off, no such number, no way there
    INTERRUPTED = "interrupted"  # a restart of ours came between
    NOT_PLACED = "not-placed"  # the client was never dialled: the employee's phone did not pick up
    VOICEMAIL = "voicemail"
    CALLBACK = "callback"  # asked to be called back
    REJECTED = "rejected"  # unknown Did
