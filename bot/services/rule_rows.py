"""Rules as rows, and back."""

from collections.abc import Iterable
from datetime import time
from typing import Any, TypeVar

from bot.db.rule_models import RuleRow
from bot.domain.periods import Hours, Period
from bot.domain.rules import Kind, Rule, Way

T = TypeVar("T")


def rule_of(row: RuleRow, numbers: Iterable[str]) -> Rule:
    """The rule in a row, with its given numbers, or with those of them that are asked about."""
    return Rule(
        employee_id=row.employee_id,
        kinds=_ticked({Kind.VOICEMAIL: row.voicemail, Kind.MISSED: row.missed}),
        when=row.times,
        period=Period(_days(row.weekdays), Hours(_clock(row.period_from), _clock(row.period_to))),
        callers=row.callers,
        numbers=frozenset(numbers),
        ways=_ticked({Way.TELEGRAM: row.telegram, Way.EMAIL: row.email}),
        timing=row.timing,
        quiet=Hours(_clock(row.quiet_from), _clock(row.quiet_to)),
        digest_at=_clock(row.digest_at),
    )


def values_of(rule: Rule) -> dict[str, Any]:
    """The columns of its row, but for the numbers, which are rows of their own."""
    return {
        "employee_id": rule.employee_id,
        "voicemail": Kind.VOICEMAIL in rule.kinds,
        "missed": Kind.MISSED in rule.kinds,
        "times": rule.when,
        "weekdays": sum(1 << day for day in rule.period.weekdays),
        "period_from": _minutes(rule.period.hours.start),
        "period_to": _minutes(rule.period.hours.end),
        "callers": rule.callers,
        "telegram": Way.TELEGRAM in rule.ways,
        "email": Way.EMAIL in rule.ways,
        "timing": rule.timing,
        "quiet_from": _minutes(rule.quiet.start),
        "quiet_to": _minutes(rule.quiet.end),
        "digest_at": _minutes(rule.digest_at),
    }


def _ticked(ticks: dict[T, bool]) -> frozenset[T]:
    return frozenset(tick for tick, on in ticks.items() if on)


def _days(bits: int) -> frozenset[int]:
    return frozenset(day for day in range(7) if bits >> day & 1)


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
