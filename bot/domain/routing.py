"""Where a call goes: route facts in, call plan out."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers

from bot.domain import numbers
from bot.domain.errors import Refused
from bot.domain.forwarding import Forwarding
from bot.domain.plan import ANNOUNCE_SECONDS, CallPlan, Dial, Person, Queue, RecordLimits, Ring, Say, Step, TakeMessage
from bot.domain.queueing import Strategy
from bot.domain.sounds import hold_music, phrase

DIAL_SECONDS = 60.0  # for which a client's phone rings


class Overflow(StrEnum):
    """What becomes of a caller whom nobody of a department has answered, or for whom there was no place in its line."""

    VOICEMAIL = "voicemail"
    DEPARTMENT = "department"  # on to another one
    GOODBYE = "goodbye"


@dataclass(frozen=True, slots=True)
class Answering:
    """How a department answers: what stands on its card. Seconds; `wait` and `capacity` as in `Queue`."""

    department_id: int
    people: tuple[Person, ...]
    ring_seconds: float
    strategy: Strategy = Strategy.ALL
    wait: float | None = None
    capacity: int = 0
    wrap_up: float = 0.0
    announces: bool = False
    tells_place: bool = False
    speaks_every: float = ANNOUNCE_SECONDS


def to_employee(
    company_id: int,
    person: Person,
    seconds: float,
    forwarding: Forwarding = Forwarding.NO_ANSWER,
) -> tuple[Step, ...]:
    """Ring them, then take their message if it is forwarded."""
    ring = Ring((person,), seconds, hold_music(company_id), waits=forwarding is not Forwarding.BUSY)
    return (ring,) if forwarding is Forwarding.OFF else (ring, take_message(company_id, person.employee_id))


def to_department(
    company_id: int, line: Iterable[Answering], overflow: Overflow = Overflow.VOICEMAIL
) -> tuple[Step, ...]:
    """Wait in its line, then in those to which it leads on; a department in which nobody is left is passed over."""
    queues = tuple(queue(company_id, one) for one in line if one.people)
    goodbye = Say(phrase(company_id, "goodbye"))
    return (*queues, goodbye if overflow is Overflow.GOODBYE else take_message(company_id, None))


def queue(company_id: int, one: Answering) -> Queue:
    """A department's line."""
    return Queue(
        department_id=one.department_id,
        people=one.people,
        strategy=one.strategy,
        ring_seconds=one.ring_seconds,
        music=hold_music(company_id),
        wait=one.wait,
        capacity=one.capacity,
        wrap_up=one.wrap_up,
        announces=one.announces,
        tells_place=one.tells_place,
        speaks_every=one.speaks_every,
    )


def take_message(company_id: int, employee_id: int | None) -> TakeMessage:
    """For the employee; None: for the company."""
    return TakeMessage(employee_id, phrase(company_id, "leave-message"), RecordLimits())


def plan_out(company_id: int, number: str) -> CallPlan:
    """Dial a client."""
    return CallPlan(company_id, (Dial(number, DIAL_SECONDS),))


def outside(dialled: str) -> str | None:
    """The outside number, in E.164, that an employee's phone dialled; None for what is never dialled out.

    Short public numbers (112, 0890) and numbers without their area code are not: we cannot know which place they mean.
    """
    try:
        number = numbers.e164(dialled)
    except Refused:
        return None
    whole = phonenumbers.is_possible_number_with_reason(phonenumbers.parse(number))
    return number if whole == phonenumbers.ValidationResult.IS_POSSIBLE else None
