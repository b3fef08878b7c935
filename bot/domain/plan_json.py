"""A call plan as JSON and back, exactly: a call keeps the plan it came with over a restart."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from bot.domain.plan import CallPlan, Dial, Person, RecordLimits, Ring, Say, Step, TakeMessage
from bot.domain.sounds import Sound

STEPS: dict[str, tuple[type[Step], Callable[[dict[str, Any]], Step]]] = {
    "say": (Say, lambda data: Say(Sound(data["sound"]))),
    "ring": (
        Ring,
        lambda data: Ring(tuple(Person(**person) for person in data["people"]), data["seconds"], Sound(data["music"])),
    ),
    "dial": (Dial, lambda data: Dial(data["number"], data["seconds"], data["shows"], data["record"])),
    "take-message": (
        TakeMessage,
        lambda data: TakeMessage(
            data["employee_id"], Sound(data["prompt"]), RecordLimits(**data["limits"]), data["least"]
        ),
    ),
}
NAMES = {step: name for name, (step, _) in STEPS.items()}


def to_json(plan: CallPlan) -> dict[str, Any]:
    """Plain data: numbers, strings, lists."""
    steps = [{"step": NAMES[type(step)], **asdict(step)} for step in plan.steps]
    return {"company_id": plan.company_id, "steps": steps}


def from_json(data: dict[str, Any]) -> CallPlan:
    """The plan that `to_json` wrote."""
    return CallPlan(data["company_id"], tuple(STEPS[step["step"]][1](step) for step in data["steps"]))
