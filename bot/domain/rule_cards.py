"""What the screens of notification rules show."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.rules import Kind, Rule


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be told. `linked`: they are in Telegram."""

    id: int
    name: str
    number: str
    phone: str
    email: str
    linked: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule with its person."""

    id: int
    name: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class WouldTell:
    """A notice that a rule would have sent (N7). `caller_name` "": not a known client."""

    at: datetime
    employee: str
    caller: str
    caller_name: str
    kinds: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody of the call log, to be picked; `name` "": not a known client."""

    number: str
    name: str
