"""A call plan as JSON and back, exactly: a call keeps the plan it came with over a restart."""

from dataclasses import asdict
from typing import Any

from bot.domain.plan import CallPlan, Person, RecordLimits, Ring, Step, TakeMessage
from bot.domain.sounds import Sound

STEPS: dict[str, type[Step]] = {"ring": Ring, "take-message": TakeMessage}
NAMES = {step: name for name, step in STEPS.items()}


def to_json(plan: CallPlan) -> dict[str, Any]:
    """Plain data: numbers, strings, lists."""
    steps = [{"step": NAMES[type(step)], **asdict(step)} for step in plan.steps]
    return {"company_id": plan.company_id, "steps": steps}


def from_json(data: dict[str, Any]) -> CallPlan:
    """The plan that `to_json` wrote."""
    return CallPlan(data["company_id"], tuple(_step(step) for step in data["steps"]))


def _step(data: dict[str, Any]) -> Step:
    if STEPS[data["step"]] is Ring:
        people = tuple(Person(**person) for person in data["people"])
        return Ring(people, data["seconds"], Sound(data["music"]))
    limits = RecordLimits(**data["limits"])
    return TakeMessage(data["employee_id"], Sound(data["prompt"]), limits, data["least"])
