"""What a call does, as data: made by pure code from options and route, walked by `calls/incoming.py`.

Options changed in mid-call do not bend a running call: it keeps the plan it came with.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.queueing import Strategy
from bot.domain.sounds import Sound

LEAST = 1.0  # seconds of speech that make a message
ANNOUNCE_SECONDS = 30  # of waiting between two announcements, unless the department says otherwise
NO_SOUND = Sound("")


@dataclass(frozen=True, slots=True)
class RecordLimits:
    """When a recording ends by itself (hang-up ends it always). Seconds."""

    seconds: float = 180.0
    silence: float = 10.0
    key: str = "#"


@dataclass(frozen=True, slots=True)
class Person:
    """An employee who can be rung. `record`: keep the talk if it is they who pick up.

    `melody`: what callers hear while they alone are rung; "" leaves it to the step.
    """

    employee_id: int
    phone: str
    record: bool = False
    melody: Sound = NO_SOUND


@dataclass(frozen=True, slots=True)
class Say:
    """The caller hears this to its end before the next step."""

    sound: Sound


@dataclass(frozen=True, slots=True)
class Ring:
    """Ring these people at once; the first to pick up talks. The caller hears `music` meanwhile.

    `waits` False: when they are all on the phone, the call goes on to the next step instead of waiting for them.
    `says`: what their telephones show next to the caller's number.
    """

    people: tuple[Person, ...]
    seconds: float
    music: Sound
    waits: bool = True
    says: str = ""


@dataclass(frozen=True, slots=True)
class CallbackOffer:
    """What the caller hears from time to time while they wait, and after key 1 (C1)."""

    announcement: Sound
    thanks: Sound


@dataclass(frozen=True, slots=True)
class Queue:
    """Wait in a department's line until one of its people picks up. The caller hears `music` meanwhile.

    `wait`: seconds; None: until everybody has been rung once. `capacity`: how many may wait; one too many goes on to
    the next step at once; 0: any number. `wrap_up`: seconds of rest after a talk. `announces`, `tells_place`:
    the department's flags. `speaks_every`: seconds of waiting between two announcements.
    """

    department_id: int
    people: tuple[Person, ...]
    strategy: Strategy
    ring_seconds: float
    music: Sound
    wait: float | None = None
    capacity: int = 0
    wrap_up: float = 0.0
    announces: bool = False
    tells_place: bool = False
    speaks_every: float = ANNOUNCE_SECONDS
    callback: CallbackOffer | None = None

    @property
    def seconds(self) -> float:
        """How long a caller waits at most."""
        if self.wait is not None:
            return self.wait
        return self.ring_seconds if self.strategy is Strategy.ALL else self.ring_seconds * len(self.people)


@dataclass(frozen=True, slots=True)
class Dial:
    """Ring a number outside. The one who answers sees `shows`, a Did; "" leaves it to the trunk.

    `longest`: seconds after which the talk is ended; 0: never.
    """

    number: str
    seconds: float
    shows: str = ""
    record: bool = False
    longest: float = 0.0


@dataclass(frozen=True, slots=True)
class TakeMessage:
    """Prompt, beep, record. `employee_id` None: the message is for the company. Under `least` seconds it is dropped."""

    employee_id: int | None
    prompt: Sound
    limits: RecordLimits
    least: float = LEAST


@dataclass(frozen=True, slots=True)
class Go:
    """Go on with that branch of the plan, and do not come back."""

    branch: str


@dataclass(frozen=True, slots=True)
class Menu:
    """Greet, wait `seconds` for a key, go to its branch. No key or a wrong one: `repeats` times more, then `default`.

    `keys`: each with its branch; "" is the greeting once more. `barge_in`: a key cuts the greeting short.
    """

    greeting: Sound
    wrong: Sound
    keys: tuple[tuple[str, str], ...]
    default: str
    repeats: int
    seconds: float
    barge_in: bool


Step = Say | Ring | Queue | Dial | TakeMessage | Go | Menu


@dataclass(frozen=True, slots=True)
class Branch:
    """Steps that menus lead to. By name, so that menus may lead to each other in circles."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class CallPlan:
    """The steps in order; a step that connects the caller ends the plan. `branches`: what its menus lead to."""

    company_id: int
    steps: tuple[Step, ...]
    branches: tuple[Branch, ...] = ()


def steps_at(plan: CallPlan, branch: str) -> tuple[Step, ...]:
    """The steps of a branch, "" for the plan's own. StopIteration: there is no such branch."""
    return next(it.steps for it in plan.branches if it.name == branch) if branch else plan.steps


def every_step(plan: CallPlan) -> Iterator[Step]:
    """Of the plan and of all its branches."""
    yield from plan.steps
    for branch in plan.branches:
        yield from branch.steps


def message_step(plan: CallPlan, branch: str = "") -> TakeMessage:
    """The step that takes the message of a caller who is there: without a key, menus lead to it by default.

    Where we would take none, it is what the PBX takes alone: for the company.
    """
    seen: set[str] = set()
    while branch not in seen:
        seen.add(branch)
        for step in steps_at(plan, branch):
            match step:
                case TakeMessage():
                    return step
                case Go():
                    branch = step.branch
                case Menu():
                    branch = step.default
    return TakeMessage(None, NO_SOUND, RecordLimits())


def everybody(plan: CallPlan) -> tuple[Person, ...]:
    """All whom the plan may ring."""
    return tuple(person for step in every_step(plan) if isinstance(step, Ring | Queue) for person in step.people)


def who_rings(plan: CallPlan, employee_id: int | None) -> Person | None:
    """The employee among those whom the plan rings."""
    return next((person for person in everybody(plan) if person.employee_id == employee_id), None)


def is_recorded(plan: CallPlan, employee_id: int | None) -> bool:
    """Whether a talk is kept: that of this employee, whom the plan rang, or that with the client whom it dialled."""
    picked_up = who_rings(plan, employee_id)
    return picked_up.record if picked_up else any(step.record for step in every_step(plan) if isinstance(step, Dial))


def may_be_recorded(plan: CallPlan) -> bool:
    """Whether there is anybody whose talk is kept."""
    return is_recorded(plan, None) or any(person.record for person in everybody(plan))


def longest_talk(plan: CallPlan) -> float | None:
    """Seconds after which a talk is ended; None: never."""
    return next((step.longest for step in plan.steps if isinstance(step, Dial)), 0.0) or None
