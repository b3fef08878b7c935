"""What a call does, as data: made by pure code from options and route, walked by `calls/incoming.py`.

Options changed in mid-call do not bend a running call: it keeps the plan it came with.
"""

from dataclasses import dataclass

from bot.domain.sounds import Sound


@dataclass(frozen=True, slots=True)
class RecordLimits:
    """When a recording ends by itself (hang-up ends it always). Seconds."""

    seconds: float = 180.0
    silence: float = 10.0
    key: str = "#"


@dataclass(frozen=True, slots=True)
class Person:
    """An employee who can be rung. `record`: keep the talk if it is they who pick up."""

    employee_id: int
    phone: str
    record: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """The caller hears this to its end before the next step."""

    sound: Sound


@dataclass(frozen=True, slots=True)
class Ring:
    """Ring these people at once; the first to pick up talks. The caller hears `music` meanwhile."""

    people: tuple[Person, ...]
    seconds: float
    music: Sound


@dataclass(frozen=True, slots=True)
class Dial:
    """Ring a number outside. The one who answers sees `shows`, a Did; "" leaves it to the trunk."""

    number: str
    seconds: float
    shows: str = ""
    record: bool = False


@dataclass(frozen=True, slots=True)
class TakeMessage:
    """Prompt, beep, record. `employee_id` None: the message is for the company. Under `least` seconds it is dropped."""

    employee_id: int | None
    prompt: Sound
    limits: RecordLimits
    least: float = 1.0


Step = Say | Ring | Dial | TakeMessage


@dataclass(frozen=True, slots=True)
class CallPlan:
    """The steps in order; a step that connects the caller ends the plan."""

    company_id: int
    steps: tuple[Step, ...]


def who_rings(plan: CallPlan, employee_id: int | None) -> Person | None:
    """The employee among those whom the plan rings."""
    people = (person for step in plan.steps if isinstance(step, Ring) for person in step.people)
    return next((person for person in people if person.employee_id == employee_id), None)


def is_recorded(plan: CallPlan, employee_id: int | None) -> bool:
    """Whether a talk is kept: that of this employee, whom the plan rang, or that with the client whom it dialled."""
    picked_up = who_rings(plan, employee_id)
    return picked_up.record if picked_up else any(step.record for step in plan.steps if isinstance(step, Dial))


def may_be_recorded(plan: CallPlan) -> bool:
    """Whether there is anybody whose talk is kept."""
    people = (person for step in plan.steps if isinstance(step, Ring) for person in step.people)
    return is_recorded(plan, None) or any(person.record for person in people)
