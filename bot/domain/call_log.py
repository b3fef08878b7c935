"""The log of calls (O13): what a line says, what it is narrowed to, and which days it covers. Durations are seconds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.effects import CallKind
from bot.domain.outcomes import Outcome

WIDE = timedelta(days=30)  # what a narrowed log covers: one day rarely has the call that is looked for


class Result(StrEnum):
    """How a call came out, as the log sorts them: each has one icon."""

    ANSWERED = "answered"
    MISSED = "missed"
    VOICEMAIL = "voicemail"
    CALLBACK = "callback"
    BUSY = "busy"
    FAILED = "failed"
    GOING = "going"  # not over yet


OUTCOMES: dict[Result, frozenset[Outcome | None]] = {
    Result.ANSWERED: frozenset({Outcome.ANSWERED}),
    Result.MISSED: frozenset({Outcome.MISSED, Outcome.ABANDONED}),
    Result.VOICEMAIL: frozenset({Outcome.VOICEMAIL}),
    Result.CALLBACK: frozenset({Outcome.CALLBACK}),
    Result.BUSY: frozenset({Outcome.BUSY, Outcome.DECLINED}),
    Result.FAILED: frozenset({Outcome.UNREACHABLE, Outcome.INTERRUPTED, Outcome.NOT_PLACED, Outcome.REJECTED}),
    Result.GOING: frozenset({None}),
}
RESULTS = {outcome: result for result, outcomes in OUTCOMES.items() for outcome in outcomes}


@dataclass(frozen=True, slots=True)
class Party:
    """One end of a call. `name`: an employee's, a department's or a client's, "" when nobody knows it."""

    number: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """A line of the log. `talked` None: nobody spoke; `recorded`: there is something to listen to."""

    id: int
    kind: CallKind
    started_at: datetime
    caller: Party
    whom: Party
    outcome: Outcome | None
    waited: float
    talked: float | None
    recorded: bool

    @property
    def result(self) -> Result:
        """By which it is sorted."""
        return RESULTS[self.outcome]

    @property
    def client(self) -> str:
        """The number outside; "" for a call among colleagues, or a hidden one."""
        return {CallKind.DID: self.caller.number, CallKind.OUTGOING: self.whom.number}.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class Talk:
    """A recording of a call. `deleted_at`: it has made room for newer ones."""

    id: int
    seconds: float
    bytes: int
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class CallDetails:
    """One call's card. `messages`: ids of what was left at its end."""

    call: LoggedCall
    employee: str
    department: str
    talks: tuple[Talk, ...]
    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the log is narrowed to. `employee`: id and name."""

    query: str = ""
    employee: tuple[int, str] | None = None
    result: Result | None = None
    recorded: bool = False

    def __bool__(self) -> bool:
        return self != Narrowed()


@dataclass(frozen=True, slots=True)
class CallsPage:
    """A page of the log, newest first, and the days that it covers, both included."""

    items: tuple[LoggedCall, ...]
    page: int
    pages: int
    total: int
    first: date
    last: date
    today: date
    narrowed: Narrowed


def covered(day: date, narrowed: Narrowed) -> tuple[date, date]:
    """The first and the last day of a log of that day."""
    return (day - WIDE + timedelta(days=1) if narrowed else day), day


def beside(page: CallsPage) -> tuple[date, date | None]:
    """The days to which one turns back and forth; None: the future has no calls."""
    step = page.last - page.first + timedelta(days=1)
    return page.last - step, min(page.last + step, page.today) if page.last < page.today else None


def day_key(day: date) -> int:
    """20261121."""
    return day.year * 10_000 + day.month * 100 + day.day


def day_from(key: int, today: date) -> date:
    """What `day_key` made; today for what is no day that can be shown: it may come from outside."""
    try:
        day = date(key // 10_000, key // 100 % 100, key % 100)
    except ValueError:
        return today
    return day if day.year >= 2000 and day <= today else today
