"""What the screens of notification rules show."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.rules import Kind, Rule


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be told. `linked`: they are in Telegram; `own_hours`: they do not work as the company does."""

    id: int
    name: str
    number: str
    phone: str
    email: str
    linked: bool
    own_hours: bool = False


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


@dataclass(frozen=True, slots=True)
class Draft:
    """Where the wizard stands. `rule`: with all that was said. `people`: whom it is for, also when rules are changed.

    `changing`: how many rules are changed, 0 for new ones; `differ`: attributes in which they differ and which nobody
    has touched. `found`: of the search for people; `recent`: of the call log; `would`: the dry run.
    """

    step: str
    page: int
    rule: Rule
    people: tuple[Candidate, ...]
    changing: int = 0
    touched: bool = False
    differ: frozenset[str] = frozenset()
    query: str = ""
    found: tuple[Candidate, ...] = ()
    recent: tuple[Caller, ...] = ()
    would: tuple[WouldTell, ...] = ()
