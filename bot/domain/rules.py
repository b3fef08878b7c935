"""Who is told of which missed call or voicemail (N1, N4, N8): pure rules, computed from UTC instants."""

from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.clients import Contact
from bot.domain.periods import EVERY_DAY, Hours, Period, next_time
from bot.domain.schedule import Schedule


class Kind(StrEnum):
    """What people are told of."""

    VOICEMAIL = "voicemail"
    MISSED = "missed"


class When(StrEnum):
    """Of which missed calls, by the time at which they came."""

    ALL = "all"
    WORKING = "working"
    NON_WORKING = "non-working"
    PERIOD = "period"


class Callers(StrEnum):
    """Of which missed calls, by who called."""

    ALL = "all"
    NUMBERS = "numbers"
    VIP = "vip"


class Way(StrEnum):
    """How people are told."""

    TELEGRAM = "telegram"
    EMAIL = "email"


class Timing(StrEnum):
    """When people are told."""

    AT_ONCE = "at-once"
    AFTER_QUIET = "after-quiet"  # what comes in the quiet hours waits for their end
    DIGEST = "digest"  # everything of a day together


WORKING_DAYS = frozenset(range(5))
PERIOD = Period(WORKING_DAYS, Hours(time(9), time(18)))
QUIET = Hours(time(22), time(8))
DIGEST_AT = time(18)


@dataclass(frozen=True, slots=True)
class Rule:
    """One employee's rule. `period`, `numbers`, `quiet` and `digest_at` mean something with the choice they belong to.

    `numbers`: E.164, or the telephone of a colleague.
    """

    employee_id: int
    kinds: frozenset[Kind] = frozenset(Kind)
    when: When = When.ALL
    period: Period = PERIOD
    callers: Callers = Callers.ALL
    numbers: frozenset[str] = frozenset()
    ways: frozenset[Way] = frozenset(Way)
    timing: Timing = Timing.AT_ONCE
    quiet: Hours = QUIET
    digest_at: time = DIGEST_AT


@dataclass(frozen=True, slots=True)
class Event:
    """A missed call, a voicemail, or both: a call that nobody took and that left a message is one event (N4).

    `employee_id`: who was called. `caller`: E.164, or the telephone of a colleague. `at`: when the call came, UTC.
    """

    kinds: frozenset[Kind]
    company_id: int
    employee_id: int
    caller: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Recipient:
    """One notice to be sent: to a Telegram account, or to an address. `due_at`: not before this, UTC."""

    employee_id: int
    way: Way
    due_at: datetime
    digest: bool = False
    account_id: int | None = None
    email: str = ""


def matches(rule: Rule, event: Event, schedule: Schedule, contact: Contact | None) -> bool:
    """Whether the rule's employee is told of it; time and caller narrow missed calls only (N4)."""
    if rule.employee_id != event.employee_id:
        return False
    if Kind.VOICEMAIL in rule.kinds & event.kinds:
        return True
    return Kind.MISSED in rule.kinds & event.kinds and _in_time(rule, event, schedule) and _from(rule, event, contact)


def due_at(rule: Rule, at: datetime, zone: tzinfo) -> datetime:
    """When to tell of what has happened at that instant; UTC."""
    if rule.timing is Timing.DIGEST:
        return next_time(rule.digest_at, at, zone)
    if rule.timing is Timing.AFTER_QUIET and Period(EVERY_DAY, rule.quiet).has(at, zone):
        return next_time(rule.quiet.end, at, zone)
    return at


def _in_time(rule: Rule, event: Event, schedule: Schedule) -> bool:
    match rule.when:
        case When.ALL:
            return True
        case When.PERIOD:
            return rule.period.has(event.at, ZoneInfo(schedule.zone))
    return schedule.is_working(event.at) is (rule.when is When.WORKING)


def _from(rule: Rule, event: Event, contact: Contact | None) -> bool:
    match rule.callers:
        case Callers.ALL:
            return True
        case Callers.NUMBERS:
            return event.caller in rule.numbers
    return contact is not None and contact.vip
