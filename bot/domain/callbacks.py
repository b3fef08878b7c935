"""A promised call back: what becomes of it, step by step. The client is dialled twice at most, whatever happens.

An attempt counts from the moment when dialling the client is decided and written down, before anything is dialled: what
a crash cuts off has counted. An employee who does not answer is no attempt: the next one who is free is rung.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

MOST_ATTEMPTS = 2
SETTLE = timedelta(seconds=5)  # the client hears thanks and puts the telephone down
WINDOW = timedelta(minutes=10)  # within which an attempt begins, once it is due
SECOND_AFTER = timedelta(minutes=5)  # the first ended
BUSY_FOR = timedelta(minutes=1)  # after which we look again whether the client is off the line
TALK = timedelta(minutes=30)  # after which the talk is ended
LEAST_WINDOW = timedelta(minutes=2)  # of what was overdue when we came up


class Stage(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"  # for its time, then for an employee
    CALLING = "calling"  # an employee is on the line, the client is dialled or talks
    CLOSED = "closed"


class Ending(StrEnum):
    """How a request was closed."""

    ANSWERED = "answered"  # we have called back
    MET = "met"  # the client called again and was answered
    CANCELLED = "cancelled"
    LAPSED = "lapsed"  # the working hours were over
    NOBODY = "nobody"  # no employee was free, or answered, in time
    FAILED = "failed"  # the client did not answer twice


@dataclass(frozen=True, slots=True)
class Request:
    """The part of a request that changes. Between `due_at` and `until` its next attempt is to begin."""

    stage: Stage
    attempts: int
    due_at: datetime
    until: datetime
    met: bool = False
    ending: Ending | None = None


def asked(now: datetime) -> Request:
    """The client has pressed 1."""
    return Request(Stage.WAITING, 0, now + SETTLE, now + WINDOW)


def begun(request: Request) -> Request | None:
    """The client is going to be dialled. None: not any more."""
    if request.stage is not Stage.WAITING or request.attempts >= MOST_ATTEMPTS:
        return None
    return replace(request, stage=Stage.CALLING, attempts=request.attempts + 1)


def over(request: Request, *, answered: bool, now: datetime) -> Request:
    """The attempt that was under way has ended."""
    if request.stage is not Stage.CALLING:
        return request
    if answered:
        return closed(request, Ending.ANSWERED)
    if request.met:
        return closed(request, Ending.MET)
    if request.attempts >= MOST_ATTEMPTS:
        return closed(request, Ending.FAILED)
    due = now + SECOND_AFTER
    return replace(request, stage=Stage.WAITING, due_at=due, until=due + WINDOW)


def unplaced(request: Request, now: datetime) -> Request:
    """The attempt ended before the client was dialled: it was none."""
    if request.stage is not Stage.CALLING:
        return request
    if request.met:
        return closed(request, Ending.MET)
    return replace(request, stage=Stage.WAITING, attempts=request.attempts - 1, due_at=now, until=now + WINDOW)


def put_off(request: Request, now: datetime) -> Request:
    """The client is on the line with the company just now."""
    return replace(request, due_at=now + BUSY_FOR, until=max(request.until, now + 2 * BUSY_FOR))


def met(request: Request) -> Request:
    """The client has been answered otherwise: nothing is owed any more, but a talk that is under way goes on."""
    if request.stage is Stage.WAITING:
        return closed(request, Ending.MET)
    return replace(request, met=True) if request.stage is Stage.CALLING else request


def hurried(request: Request, now: datetime) -> Request | None:
    """Somebody wants to call now. None: the client is being called already, or it is over."""
    return replace(request, due_at=now, until=now + WINDOW) if request.stage is Stage.WAITING else None


def closed(request: Request, ending: Ending) -> Request:
    """It is over."""
    return replace(request, stage=Stage.CLOSED, ending=ending)


def ahead(due_at: datetime, until: datetime, attempts: int, now: datetime) -> tuple[float, float]:
    """Seconds until the next attempt may begin, and for how many it may then wait for an employee.

    What is due later than it ever can be says that the clock was set back while we were away. Then a first attempt is
    due at once, and a second one in the whole time that it ever waits: a client is not called twice in a row.
    """
    due, farthest = max(due_at - now, timedelta()), SECOND_AFTER if attempts else BUSY_FOR
    if due > farthest:
        due = SECOND_AFTER if attempts else timedelta()
    window = max(until - max(due_at, now), LEAST_WINDOW)
    return due.total_seconds(), window.total_seconds()
