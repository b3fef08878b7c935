"""What may stand as one value in a company's file."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from zoneinfo import available_timezones

import yaml

from bot.domain import numbers
from bot.domain.errors import Refused
from bot.domain.staff import RING_SECONDS
from bot.domain.yaml_nodes import Mistake, Read, Word, guess, items, word

YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}


def telephone(node: yaml.Node) -> Word:
    """A number, kept as E.164."""
    typed = word(node)
    try:
        return Word(numbers.e164(typed), typed.line)
    except Refused as refused:
        raise Mistake(typed.line, str(refused)) from refused


def matching(pattern: re.Pattern[str], rule: str) -> Read:
    """A value of that form; `rule` says it in words."""

    def read(node: yaml.Node) -> Word:
        value = word(node)
        if not pattern.fullmatch(value):
            raise Mistake(value.line, f"“{value}” does not fit: {rule}.")
        return value

    return read


def whole(allowed: range, what: str = "a number") -> Read:
    """A number of that range."""

    def read(node: yaml.Node) -> int:
        value = word(node)
        if not re.fullmatch(r"[0-9]{1,6}", value) or int(value) not in allowed:
            raise Mistake(value.line, f"“{value}” does not fit: {what} from {allowed[0]} to {allowed[-1]}.")
        return int(value)

    return read


seconds = whole(RING_SECONDS, "whole seconds,")  # of ringing


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def zone(node: yaml.Node) -> Word:
    """A time zone by its IANA name."""
    zone = word(node)
    if zone not in _zones():
        close = guess(zone, list(_zones())) if "/" in zone else ". Example: Europe/Moscow."
        raise Mistake(zone.line, f"there is no time zone “{zone}”{close}")
    return zone


def one_of(what: str, known: Iterable[str]) -> Read:
    """One of the words that there are."""
    words = list(known)

    def read(node: yaml.Node) -> Word:
        value = word(node)
        if value not in words:
            raise Mistake(value.line, f"there is no {what} “{value}”{guess(value, words)}")
        return value

    return read


def several_of(what: str, known: Sequence[str]) -> Read:
    """A list of them, each once, in the order of `known`."""
    read_all = items(one_of(what, known))

    def read(node: yaml.Node) -> tuple[Word, ...]:
        values: tuple[Word, ...] = read_all(node)
        once(f"the {what}", values)
        return tuple(sorted(values, key=known.index))

    return read


def yes_or_no(node: yaml.Node) -> bool:
    """As YAML's people write it."""
    value = word(node)
    if value.lower() not in YES_OR_NO:
        raise Mistake(value.line, f"“{value}” does not fit: yes or no.")
    return YES_OR_NO[value.lower()]


def once(what: str, values: Iterable[str]) -> None:
    """Nothing twice."""
    seen: dict[str, Word] = {}
    for value in values:
        assert isinstance(value, Word)
        if value in seen:
            raise Mistake(value.line, f"{what} {value} is on line {seen[value].line} already.")
        seen[value] = value
