"""Where a call to a Did goes: route facts in, call plan out."""

from dataclasses import dataclass

from bot.domain.plan import CallPlan, Person, RecordLimits, Ring, TakeMessage
from bot.domain.sounds import hold_music, prompt

EMPLOYEE_RING_SECONDS = 20.0  # of a Did that leads straight to an employee


@dataclass(frozen=True, slots=True)
class Route:
    """What a Did leads to. `employee_id` None: to a department, whose messages are the company's."""

    company_id: int
    language: str
    people: tuple[Person, ...]
    seconds: float
    employee_id: int | None


def plan(route: Route) -> CallPlan:
    """Ring everybody at once, then take a message. Where nobody is to be rung, the message comes first."""
    ring = Ring(route.people, route.seconds, hold_music(route.company_id))
    message = TakeMessage(route.employee_id, prompt("leave-message", route.language), RecordLimits())
    return CallPlan(route.company_id, (ring, message) if route.people else (message,))
