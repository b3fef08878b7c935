"""What is left of a plan for a caller who was waiting when we went down, and waits on."""

from dataclasses import replace
from itertools import dropwhile

from bot.domain.plan import Queue, Say, Step


def left_of(steps: tuple[Step, ...], department_id: int | None, waited: float) -> tuple[Step, ...]:
    """From the line of this department on, where they stood (None: in no line), `waited` seconds after they called.

    Nobody hears the same announcement twice, nor waits the time of a line a second time; but whoever's time is over is
    still rung for once, since the time was ours that went by.
    """
    at = next((at for at, step in enumerate(steps) if _is_line(step, department_id)), None)
    if at is None:
        return tuple(dropwhile(lambda step: isinstance(step, Say), steps))
    before = sum(step.seconds for step in steps[:at] if isinstance(step, Queue))
    return tuple(_shorter(step, waited - before) if step is steps[at] else step for step in steps[at:])


def _is_line(step: Step, department_id: int | None) -> bool:
    return isinstance(step, Queue) and step.department_id == department_id


def _shorter(line: Step, waited: float) -> Step:
    if not isinstance(line, Queue) or line.wait is None:
        return line
    left = line.wait - max(waited, 0.0)
    return replace(line, wait=min(max(left, line.ring_seconds), line.wait))
