"""A rule as plain data: what the wizard has gathered, and what stands in a company's file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from bot.domain.errors import N_, Refused
from bot.domain.periods import Hours, Period
from bot.domain.rules import Callers, Kind, Rule, Timing, Way, When
from bot.domain.schedule_lines import WEEKDAYS

Said = Mapping[str, Any]  # by attribute of `Rule`; what nobody has said yet is not in it

# What a person changes as one thing: a touched field brings all its attributes.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "kinds": ("kinds",),
    "when": ("when", "period"),
    "callers": ("callers", "numbers"),
    "timing": ("timing", "quiet", "digest_at", "ways"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """How one attribute is written plainly, and read back."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def to_plain(rule: Rule) -> dict[str, Any]:
    """Every attribute but the employee."""
    return {name: form.write(getattr(rule, name)) for name, form in FORMS.items()}


def merged(rule: Rule, said: Said) -> Rule:
    """The rule with what was said, all else as it was."""
    return replace(rule, **{name: FORMS[name].read(value) for name, value in said.items()})


def check(rule: Rule) -> Rule:
    """The rule, if it can ever tell anybody anything; `Refused` says what it lacks."""
    if not rule.kinds:
        raise Refused(N_("Tick what to tell of: missed calls, voicemail or both."))
    if rule.when is When.PERIOD and not rule.period.weekdays:
        raise Refused(N_("Tick at least one day of the week."))
    if rule.callers is Callers.NUMBERS and not rule.numbers:
        raise Refused(N_("Name at least one number."))
    if not rule.ways:
        raise Refused(N_("Tick how to tell: Telegram, e-mail or both."))
    return rule


def touched(before: Rule, after: Rule) -> tuple[tuple[str, str, str], ...]:
    """Each attribute that differs, for the history: its name, and what it was and is in plain words."""
    was, now = to_plain(before), to_plain(after)
    return tuple((name, _words(was[name]), _words(now[name])) for name in FORMS if was[name] != now[name])


def write_hours(hours: Hours) -> str:
    """«22:00-06:00»."""
    return f"{hours.start:%H:%M}-{hours.end:%H:%M}"


def _words(plain: Any) -> str:
    match plain:
        case list():
            return ", ".join(plain)
        case dict():
            return " ".join(map(_words, plain.values()))
    return str(plain)


def _read_hours(text: str) -> Hours:
    return Hours(*(time.fromisoformat(part) for part in text.split("-")))


def _write_period(period: Period) -> dict[str, Any]:
    return {"days": [WEEKDAYS[day] for day in sorted(period.weekdays)], "hours": write_hours(period.hours)}


def _read_period(plain: Mapping[str, Any]) -> Period:
    return Period(frozenset(WEEKDAYS.index(day) for day in plain["days"]), _read_hours(plain["hours"]))


FORMS: Mapping[str, Form] = {
    "kinds": Form(sorted, lambda words: frozenset(Kind(word) for word in words)),
    "when": Form(str, When),
    "period": Form(_write_period, _read_period),
    "callers": Form(str, Callers),
    "numbers": Form(sorted, frozenset),
    "ways": Form(sorted, lambda words: frozenset(Way(word) for word in words)),
    "timing": Form(str, Timing),
    "quiet": Form(write_hours, _read_hours),
    "digest_at": Form(lambda clock: f"{clock:%H:%M}", time.fromisoformat),
}
