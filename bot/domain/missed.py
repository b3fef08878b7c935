"""What a call that is over was, for those who are told of it (N3, N4)."""

from bot.domain.plan import CallPlan, Menu, Queue, Ring, TakeMessage
from bot.domain.rules import Kind


def called_straight(plan: CallPlan) -> int | None:
    """The employee whom a call led straight to; None for one that led into a line or a menu."""
    if any(isinstance(step, Queue | Menu) for step in plan.steps):
        return None
    rung = {person.employee_id for step in plan.steps if isinstance(step, Ring) for person in step.people}
    messages_for = {step.employee_id for step in plan.steps if isinstance(step, TakeMessage)}
    return next(iter(rung)) if len(rung) == 1 and messages_for <= rung else None


def told_of(plan: CallPlan, *, timed_out: bool, message_for: int | None) -> tuple[int, frozenset[Kind]] | None:
    """Whom a call concerns, and as what; None when nobody is to be told.

    `timed_out`: the ring ran out, the caller did not hang up before. `message_for`: whose voicemail was left.
    """
    missed = called_straight(plan) if timed_out else None
    if message_for is not None:
        return message_for, frozenset(Kind) if message_for == missed else frozenset({Kind.VOICEMAIL})
    return (missed, frozenset({Kind.MISSED})) if missed is not None else None
