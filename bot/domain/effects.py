"""What options do to a call: each a pure function from plan to plan, named by the option's entry in the catalogue."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.plan import CallbackOffer, CallPlan, Dial, Person, Queue, Ring, Say, Step, everybody
from bot.domain.sounds import callback_announcement, callback_thanks, employee_melody, recording_notice

NOTICE = "notice"  # the flag of Recording


class CallKind(StrEnum):
    """Where a call comes from and goes to."""

    DID = "in"  # from outside to a public number
    INTERNAL = "internal"  # from employee to employee
    OUTGOING = "out"  # from an employee to a client


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What effects ask about a call. `caller`: the employee who calls; `added`: those whose number is ADDED.

    `may_call_back`: the caller's number is one that may be dialled, and somebody is at work.
    """

    kind: CallKind
    caller: int | None = None
    added: frozenset[int] = frozenset()
    may_call_back: bool = False


@dataclass(frozen=True, slots=True)
class Switched:
    """An option that is on, with what was chosen for it. `employee_id` None: for the company.

    `shows`: the Did that caller-ID substitution shows.
    """

    key: str
    employee_id: int | None = None
    flags: frozenset[str] = frozenset()
    shows: str = ""


Effect = Callable[[CallPlan, Switched, CallFacts], CallPlan]


def record_did_calls(plan: CallPlan, on: Switched, call: CallFacts) -> CallPlan:
    """Keep what is said on calls to Dids, and tell the caller first where the flag is ticked (O3, M2)."""
    if call.kind is not CallKind.DID:
        return plan
    recorded = {person.employee_id for person in everybody(plan)} - call.added
    told = bool(recorded) and NOTICE in on.flags
    notice = (Say(recording_notice(plan.company_id)),) if told else ()
    plan = _record(plan, lambda person: person.employee_id in recorded, dialled=False)
    return replace(plan, steps=notice + plan.steps)


def record_number(plan: CallPlan, on: Switched, call: CallFacts) -> CallPlan:
    """Keep what this employee says, whoever called whom."""
    if on.employee_id in call.added:
        return plan
    calls = on.employee_id == call.caller
    return _record(plan, lambda person: calls or person.employee_id == on.employee_id, dialled=calls)


def show_did(plan: CallPlan, on: Switched, call: CallFacts) -> CallPlan:
    """Clients whom this employee calls see the Did (O11)."""
    if on.employee_id != call.caller or on.employee_id in call.added:
        return plan
    return _each(plan, lambda step: replace(step, shows=on.shows) if isinstance(step, Dial) else step)


def play_melody(plan: CallPlan, on: Switched, call: CallFacts) -> CallPlan:
    """Callers hear this employee's melody while nobody else is rung with them (M8)."""

    def change(step: Step) -> Step:
        match step:
            case Ring() if [person.employee_id for person in step.people] == [on.employee_id]:
                return replace(step, music=employee_melody(plan.company_id, step.people[0].employee_id))
            case Queue():
                return replace(step, people=tuple(map(with_melody, step.people)))
        return step

    def with_melody(person: Person) -> Person:
        if person.employee_id != on.employee_id:
            return person
        return replace(person, melody=employee_melody(plan.company_id, person.employee_id))

    return _each(plan, change)


def offer_callback(plan: CallPlan, on: Switched, call: CallFacts) -> CallPlan:
    """Who waits in a department that announces it may press 1 and be called back (C1)."""
    if not call.may_call_back:
        return plan
    offer = CallbackOffer(callback_announcement(plan.company_id), callback_thanks(plan.company_id))
    return _each(
        plan, lambda step: replace(step, callback=offer) if isinstance(step, Queue) and step.announces else step
    )


def _record(plan: CallPlan, whose: Callable[[Person], bool], *, dialled: bool) -> CallPlan:
    def change(step: Step) -> Step:
        match step:
            case Ring() | Queue():
                return replace(step, people=tuple(replace(p, record=p.record or whose(p)) for p in step.people))
            case Dial():
                return replace(step, record=step.record or dialled)
        return step

    return _each(plan, change)


def _each(plan: CallPlan, change: Callable[[Step], Step]) -> CallPlan:
    branches = (replace(branch, steps=tuple(map(change, branch.steps))) for branch in plan.branches)
    return replace(plan, steps=tuple(map(change, plan.steps)), branches=tuple(branches))
