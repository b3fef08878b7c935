"""Where a call goes: route facts in, call plan out."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers

from bot.domain import numbers
from bot.domain.errors import Refused
from bot.domain.forwarding import Forwarding
from bot.domain.plan import CallPlan, Dial, Person, RecordLimits, Ring, TakeMessage
from bot.domain.sounds import hold_music, prompt

DIAL_SECONDS = 60.0  # for which a client's phone rings


class Strategy(StrEnum):
    """How a department's people are rung: everybody at once, or one after another, each for its ring time."""

    ALL = "all"
    IN_TURN = "in-turn"


@dataclass(frozen=True, slots=True)
class Route:
    """What a number leads to. `employee_id` None: to a department, whose messages are the company's."""

    company_id: int
    language: str
    people: tuple[Person, ...]
    seconds: float
    employee_id: int | None
    strategy: Strategy = Strategy.ALL
    forwarding: Forwarding = Forwarding.NO_ANSWER


def plan(route: Route) -> CallPlan:
    """Ring the people, then take a message if it is forwarded. Where nobody is to be rung, the message comes first."""
    music, waits = hold_music(route.company_id), route.forwarding is not Forwarding.BUSY
    rings = tuple(Ring(people, route.seconds, music, waits) for people in _rounds(route))
    message = TakeMessage(route.employee_id, prompt("leave-message", route.language), RecordLimits())
    forwarded = route.forwarding is not Forwarding.OFF or not rings
    return CallPlan(route.company_id, (*rings, message) if forwarded else rings)


def _rounds(route: Route) -> Iterable[tuple[Person, ...]]:
    if route.strategy is Strategy.IN_TURN:
        return ((person,) for person in route.people)
    return (route.people,) if route.people else ()


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
