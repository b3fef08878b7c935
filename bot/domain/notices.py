"""What notices say: one call in a mail, a day in a digest. Plain facts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a notice is for, and how they read it."""

    company: str
    language: str
    zone: str


@dataclass(frozen=True, slots=True)
class CallNotice:
    """A call that somebody missed. `client`: E.164, a colleague's telephone, or "". `message`: what it left, if so."""

    reader: Reader
    client: str
    name: str
    vip: bool
    whom: str
    at: datetime
    message: Path | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One client in a digest: how often they called, when last, and how many messages they left."""

    client: str
    name: str
    vip: bool
    calls: int
    messages: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything that has gathered for one person."""

    reader: Reader
    items: tuple[DigestItem, ...]

    @property
    def calls(self) -> int:
        """Of all clients together."""
        return sum(item.calls for item in self.items)

    @property
    def messages(self) -> int:
        """Of all clients together."""
        return sum(item.messages for item in self.items)


def gathered(calls: Iterable[DigestItem]) -> tuple[DigestItem, ...]:
    """One item a client, who called last first; hidden numbers are one. VIPs come before all others."""
    clients: dict[str, DigestItem] = {}
    for call in calls:
        known = clients.get(call.client)
        clients[call.client] = _together(known, call) if known else call
    return tuple(sorted(clients.values(), key=lambda item: (item.vip, item.last_at), reverse=True))


def _together(one: DigestItem, other: DigestItem) -> DigestItem:
    last_at = max(one.last_at, other.last_at)
    return replace(one, calls=one.calls + other.calls, messages=one.messages + other.messages, last_at=last_at)
