"""Call events for a company's CRM: what they say, how they are signed, where they may go (O14)."""

import hashlib
import hmac
import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from bot.domain.effects import CallKind
from bot.domain.errors import N_, Refused
from bot.domain.outcomes import Outcome

LONGEST = 500  # signs of an address
LOOPBACK = ("localhost", "127.0.0.1", "::1")
GIVEN_UP_AFTER = timedelta(days=3)
SHORTEST_PAUSE, LONGEST_PAUSE = 2.0, 300.0  # seconds
NAT64 = ipaddress.ip_network("64:ff9b::/96")
DIRECTIONS = {CallKind.DID: "incoming", CallKind.OUTGOING: "outgoing", CallKind.INTERNAL: "internal"}
PING = "ping"


class Trouble(StrEnum):
    """Why there was no answer."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    INSIDE = "inside"  # the address is not on the internet


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a company's events go, and the key of their signature."""

    url: str
    secret: str


@dataclass(frozen=True, slots=True)
class WebhookCard:
    """What its screen shows. `answer`: of the last try, "200" or a word; not `active`: it said that it is gone."""

    url: str
    active: bool
    tried_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class Who:
    """An employee in an event."""

    name: str
    telephone: str  # what rings
    number: str  # their own


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A call in an event. `kept`: seconds of its message or its recording, in the events about those."""

    id: int
    direction: CallKind
    caller: str  # "": hidden
    dialled: str
    department: str
    employee: Who | None
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    outcome: Outcome | None
    kept: float | None = None


def event_name(event: str) -> str:
    """As receivers know it: "call.ended"."""
    return f"call.{event}"


def about_call(company: str, event: str, at: datetime, call: CallFacts) -> dict[str, Any]:
    """The event as data. docs/webhooks.md lists the fields."""
    talk = (call.ended_at - call.answered_at).total_seconds() if call.ended_at and call.answered_at else None
    who = call.employee
    return {
        "event": event_name(event),
        "at": _time(at),
        "company": company,
        "call": {
            "id": call.id,
            "direction": DIRECTIONS[call.direction],
            "caller": call.caller,
            "dialled": call.dialled,
            "department": call.department or None,
            "employee": {"name": who.name, "telephone": who.telephone, "number": who.number} if who else None,
            "started_at": _time(call.started_at),
            "answered_at": _time(call.answered_at),
            "ended_at": _time(call.ended_at),
            "outcome": call.outcome.value if call.outcome else None,
            "talk_seconds": talk,
        },
    } | ({} if call.kept is None else {"seconds": round(call.kept, 1)})


def ping_event(company: str, at: datetime) -> dict[str, Any]:
    """What the button «Check» sends."""
    return {"event": PING, "at": _time(at), "company": company}


def body(payload: Mapping[str, object]) -> bytes:
    """The event as it is sent and signed."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


def signature(secret: str, timestamp: int, content: bytes) -> str:
    """HMAC-SHA256 (RFC 2104) over "timestamp.body": a body cannot be taken for another time's."""
    signed = f"{timestamp}.".encode() + content
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def pause(age: float) -> float:
    """Seconds until the next try of an event that is `age` seconds old: a quarter more each time."""
    return min(max(age / 4, SHORTEST_PAUSE), LONGEST_PAUSE)


def address(typed: str, private: bool) -> str:
    """A receiver's address as an administrator types it. `private`: it may be in the network that we run in."""
    url = typed.strip()
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if not host or parts.scheme not in ("https", "http") or len(url) > LONGEST or not url.isprintable() or " " in url:
        raise Refused(N_("An address looks like https://crm.example.com/calls."))
    if parts.username is not None or parts.fragment:
        raise Refused(N_("An address without a user name and without # is needed."))
    if parts.scheme == "http" and host not in LOOPBACK:
        raise Refused(N_("The address must begin with https://: events carry the numbers of your clients."))
    if not private and (host in LOOPBACK or not _may_be_public(host)):
        raise Refused(N_("This address is not on the internet."))
    return url


def is_public(ip: str) -> bool:
    """Whether an IP address is on the internet, and not ours or of the network that we run in."""
    at = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(at, ipaddress.IPv6Address):
        inner = at.ipv4_mapped or at.sixtofour
        if at in NAT64:
            inner = ipaddress.IPv4Address(int(at) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return at.is_global and not at.is_multicast


def _may_be_public(host: str) -> bool:
    try:
        return is_public(host)
    except ValueError:
        return "." in host  # a name: what it stands for is looked at when it is called


def _time(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z") if at else None
