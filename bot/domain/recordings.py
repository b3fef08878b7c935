"""Names of recordings at the PBX. They carry what is needed to deliver a message that nobody of ours saw recorded."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_VOICEMAIL = re.compile(r"voicemail-(\d+)")
_TALK = re.compile(r"talk-(\d+)")
_FALLBACK = re.compile(r"fallback_(?P<did>\d*)_(?P<caller>\d*)_(?P<epoch>\d+)_(?P<unique>[\w.-]+)")


@dataclass(frozen=True, slots=True)
class FallbackRecording:
    """A message that the PBX took alone. Numbers are the digits it saw; `unique` is its name for the call."""

    did: str
    caller: str
    at: datetime
    unique: str


def voicemail_name(call_id: int) -> str:
    """The recording of a call's message."""
    return f"voicemail-{call_id}"


def voicemail_call(name: str) -> int | None:
    """The call that a recording is the message of."""
    match = _VOICEMAIL.fullmatch(name)
    return int(match[1]) if match else None


def talk_name(call_id: int) -> str:
    """The talk of a call, and its recording."""
    return f"talk-{call_id}"


def talk_call(name: str) -> int | None:
    """The call that a recording is the talk of."""
    match = _TALK.fullmatch(name)
    return int(match[1]) if match else None


def call_of(name: str) -> int | None:
    """The call that a recording belongs to, as far as its name tells."""
    return voicemail_call(name) or talk_call(name)


def fallback_name(recording: FallbackRecording) -> str:
    """The name that `deploy/asterisk/extensions.conf` gives to a message taken while the bot is down."""
    return f"fallback_{recording.did}_{recording.caller}_{int(recording.at.timestamp())}_{recording.unique}"


def parse_fallback_name(name: str) -> FallbackRecording | None:
    """What the dialplan wrote into the name; None when it is not such a name."""
    match = _FALLBACK.fullmatch(name)
    if match is None:
        return None
    at = datetime.fromtimestamp(int(match["epoch"]), UTC)
    return FallbackRecording(did=match["did"], caller=match["caller"], at=at, unique=match["unique"])
