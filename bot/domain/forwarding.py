"""When a call for an employee goes on to their voicemail (V1)."""

from enum import StrEnum

RING_SECONDS = 20  # until it is no answer, where nobody has chosen


class Forwarding(StrEnum):
    """What makes a caller leave a message. Not answered and not forwarded, the call ends."""

    OFF = "off"
    NO_ANSWER = "no-answer"
    BUSY = "busy"  # at once while the employee is on the phone, and on no answer
