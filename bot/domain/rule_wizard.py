"""The wizard of notification rules (N1): its steps, and what an answer changes. Pure; handlers keep the form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.domain.errors import N_, Refused
from bot.domain.periods import EVERY_DAY, Period
from bot.domain.rule_plain import FORMS
from bot.domain.rule_typed import MOST_NUMBERS, caller, clock, hours
from bot.domain.rules import WORKING_DAYS, Callers, Kind, Rule, Timing, Way, When
from bot.domain.schedule_lines import WEEKDAYS

EDITABLE = frozenset(("kinds", "when", "period", "callers", "numbers", "recent", "timing", "check", "dry"))
MAIN = ("people", "kinds", "when", "callers", "timing", "check")  # what is counted: «3 из 6»
ASIDE = {"recent": "numbers", "dry": "check"}  # steps beside the path, and where they lead back to
DETAILS = {"period": "when", "numbers": "callers"}  # steps that an answer of another one brings
TICKED = {"kinds", "ways", "numbers"}
DAYS = {"every-day": EVERY_DAY, "work-days": WORKING_DAYS, "week-ends": EVERY_DAY - WORKING_DAYS}


def path(rule: Rule) -> tuple[str, ...]:
    """The steps in order; time and caller are asked for missed calls only (N4)."""
    steps = ["people", "kinds"]
    if Kind.MISSED in rule.kinds:
        steps += ["when", *(["period"] if rule.when is When.PERIOD else [])]
        steps += ["callers", *(["numbers"] if rule.callers is Callers.NUMBERS else [])]
    return (*steps, "timing", "check")


def after(step: str, rule: Rule) -> str:
    """The next step."""
    steps = path(rule)
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def before(step: str, rule: Rule) -> str | None:
    """The step to go back to; None from the first."""
    if step in ASIDE:
        return ASIDE[step]
    at = path(rule).index(step)
    return path(rule)[at - 1] if at else None


def after_change(step: str, rule: Rule) -> str:
    """When rules are changed: the detail that the answer asks for, or back to all the fields."""
    details = (one for one, of in DETAILS.items() if of == step and one in path(replace(rule, kinds=frozenset(Kind))))
    return next(details, "check")


def before_change(step: str) -> str | None:
    """When rules are changed, the screen to go back to; None from all the fields."""
    return None if step == "check" else {**ASIDE, **DETAILS}.get(step, "check")


def reached(step: str, rule: Rule, people: Iterable[int]) -> str:
    """The step that was asked for, or the first before it that still lacks its answer."""
    steps = path(rule)
    lacking = {
        "people": not list(people),
        "kinds": not rule.kinds,
        "period": not rule.period.weekdays,
        "numbers": not rule.numbers,
        "timing": not rule.ways,
    }
    first = next((one for one in steps if lacking.get(one)), steps[-1])
    wanted = ASIDE.get(step, step)
    if wanted not in steps or steps.index(wanted) > steps.index(first):
        return first
    return step


def common(rules: tuple[Rule, ...]) -> tuple[Rule, frozenset[str]]:
    """What all of them say alike, and the attributes in which they differ: there it is as if nothing was said yet."""
    first = rules[0]
    differ = frozenset(name for name in FORMS if any(getattr(it, name) != getattr(first, name) for it in rules))
    plain, nobody = Rule(first.employee_id), frozenset[Any]()
    unsaid = {name: getattr(plain, name) for name in differ} | dict.fromkeys(differ & TICKED, nobody)
    return replace(first, **unsaid), differ


def answered(step: str, value: str, rule: Rule) -> dict[str, Any]:
    """What an answer says, by attribute of the rule; `Refused` for what is no answer here."""
    try:
        said = ANSWERS[step](value, rule)
    except (KeyError, ValueError) as error:
        raise Refused(N_("This is not offered any more.")) from error
    return {name: FORMS[name].write(it) for name, it in said.items()}


def typed_hours(text: str, rule: Rule) -> dict[str, Any]:
    """The hours of the period, typed."""
    return {"period": FORMS["period"].write(Period(rule.period.weekdays, hours(text)))}


def typed_timing(text: str) -> dict[str, Any]:
    """Quiet hours, or the time of the digest: to type them is to choose them."""
    try:
        return {"timing": Timing.DIGEST.value, "digest_at": FORMS["digest_at"].write(clock(text))}
    except Refused:
        return {"timing": Timing.AFTER_QUIET.value, "quiet": FORMS["quiet"].write(hours(text))}


def with_numbers(rule: Rule, numbers: Iterable[str]) -> dict[str, Any]:
    """These callers too."""
    together = rule.numbers | set(numbers)
    if len(together) > MOST_NUMBERS:
        raise Refused(N_("One rule has at most {most} numbers."), most=MOST_NUMBERS)
    return {"numbers": sorted(together)}


def _tick(present: frozenset[Any], value: str, read: Callable[[str], Any]) -> frozenset[Any]:
    one = read(value[1:])
    return {"+": present | {one}, "-": present - {one}}[value[:1]]


def _period(value: str, rule: Rule) -> dict[str, Any]:
    days = DAYS[value] if value in DAYS else _tick(rule.period.weekdays, value, WEEKDAYS.index)
    return {"period": Period(days, rule.period.hours)}


def _timing(value: str, rule: Rule) -> dict[str, Any]:
    if value[:1] in "+-":
        return {"ways": _tick(rule.ways, value, Way)}
    return {"timing": Timing(value)}


def _numbers(value: str, rule: Rule) -> dict[str, Any]:
    return {"numbers": _tick(rule.numbers, value, caller)}


ANSWERS: Mapping[str, Callable[[str, Rule], dict[str, Any]]] = {
    "kinds": lambda value, rule: {"kinds": _tick(rule.kinds, value, Kind)},
    "when": lambda value, _: {"when": When(value)},
    "period": _period,
    "callers": lambda value, _: {"callers": Callers(value)},
    "numbers": _numbers,
    "recent": _numbers,
    "timing": _timing,
}
