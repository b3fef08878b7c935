"""A call plan as JSON and back, exactly: a call keeps the plan it came with over a restart."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from bot.domain.plan import (
    Branch,
    CallbackOffer,
    CallPlan,
    Dial,
    Go,
    Menu,
    Person,
    Queue,
    RecordLimits,
    Ring,
    Say,
    Step,
    TakeMessage,
)
from bot.domain.queueing import Strategy
from bot.domain.sounds import Sound


def _queue(data: dict[str, Any]) -> Queue:
    offer = data["callback"]
    callback = offer and CallbackOffer(Sound(offer["announcement"]), Sound(offer["thanks"]))
    people, strategy = tuple(Person(**person) for person in data["people"]), Strategy(data["strategy"])
    return Queue(**_without_step(data) | {"people": people, "strategy": strategy, "callback": callback})


def _without_step(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "step"}


STEPS: dict[str, tuple[type[Step], Callable[[dict[str, Any]], Step]]] = {
    "say": (Say, lambda data: Say(Sound(data["sound"]))),
    "ring": (
        Ring,
        lambda data: Ring(
            tuple(Person(**person) for person in data["people"]),
            data["seconds"],
            Sound(data["music"]),
            data.get("waits", True),  # a call may stay open over an upgrade
            data.get("says", ""),
        ),
    ),
    "queue": (Queue, _queue),
    "dial": (
        Dial,
        lambda data: Dial(data["number"], data["seconds"], data["shows"], data["record"], data.get("longest", 0.0)),
    ),
    "take-message": (
        TakeMessage,
        lambda data: TakeMessage(
            data["employee_id"], Sound(data["prompt"]), RecordLimits(**data["limits"]), data["least"]
        ),
    ),
    "go": (Go, lambda data: Go(data["branch"])),
    "menu": (
        Menu,
        lambda data: Menu(
            Sound(data["greeting"]),
            Sound(data["wrong"]),
            tuple((key, branch) for key, branch in data["keys"]),
            data["default"],
            data["repeats"],
            data["seconds"],
            data["barge_in"],
        ),
    ),
}
NAMES = {step: name for name, (step, _) in STEPS.items()}


def to_json(plan: CallPlan) -> dict[str, Any]:
    """Plain data: numbers, strings, lists."""
    branches = [{"name": branch.name, "steps": _steps_to_json(branch.steps)} for branch in plan.branches]
    return {"company_id": plan.company_id, "steps": _steps_to_json(plan.steps), "branches": branches}


def from_json(data: dict[str, Any]) -> CallPlan:
    """The plan that `to_json` wrote; one of the time before voice menus has no branches."""
    branches = (Branch(branch["name"], _steps(branch["steps"])) for branch in data.get("branches", []))
    return CallPlan(data["company_id"], _steps(data["steps"]), tuple(branches))


def _steps_to_json(steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    return [{"step": NAMES[type(step)], **asdict(step)} for step in steps]


def _steps(data: list[dict[str, Any]]) -> tuple[Step, ...]:
    return tuple(STEPS[step["step"]][1](step) for step in data)
