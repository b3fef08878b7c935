"""Voice menus and working time in a company's file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import holidays
import yaml

from bot.domain.company_goals import Goal, Names, check, goal
from bot.domain.company_values import once, whole, yes_or_no
from bot.domain.errors import Refused
from bot.domain.menus import KEYS, REPEATS, SECONDS, Kind, Target, VoiceMenu, circle_of
from bot.domain.schedule_lines import HOLIDAYS, NO_HOLIDAYS, WEEKDAYS, hours, lines, of_lines, text
from bot.domain.yaml_nodes import Key, Mistake, Word, items, mapping, pairs, word

LEADS = "a key leads to one department, employee, menu or voicemail, or is “repeat”."
WITHOUT_KEY = "without a key callers come to one department, employee, menu or voicemail."
VOICEMAIL = Goal(Kind.VOICEMAIL)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A voice menu; keys in the order of a telephone. Its greeting is sent in the chat."""

    name: str
    keys: tuple[tuple[str, Goal], ...] = ()
    default: Goal = VOICEMAIL
    repeats: int = 1
    wait_seconds: int = 5
    barge_in: bool = True


class ScheduleEntry(NamedTuple):
    """A line of the schedule that is not the default: `bot/domain/schedule_lines.py` says how it looks."""

    key: str
    value: str

    def __str__(self) -> str:
        return f"{self.key} {self.value}"


def schedule(node: yaml.Node) -> tuple[ScheduleEntry, ...]:
    """Only what is not the default, in one order."""
    said = mapping(node, SCHEDULE)
    dates = said.pop("dates")
    chosen = {key: value for key, value in said.items() if value} | dict(dates)
    return departures(chosen)


def own_hours(node: yaml.Node) -> tuple[ScheduleEntry, ...]:
    """An employee's weekdays, in one order."""
    return tuple(ScheduleEntry(day, value) for day, value in mapping(node, DAYS).items() if value)


def departures(said: dict[str, str]) -> tuple[ScheduleEntry, ...]:
    """Of these lines, what is not the default."""
    usual, now = lines(of_lines("UTC", {})), lines(of_lines("UTC", said))
    return tuple(ScheduleEntry(key, value) for key, value in now.items() if usual.get(key) != value)


def check_menus(menus: Sequence[MenuEntry], names: Names) -> None:
    """`Mistake` for a menu that is there twice, leads to nobody, or in circles."""
    once("the voice menu", (menu.name for menu in menus))
    for menu in menus:
        for _, led in menu.keys:
            check(led, names)
        check(menu.default, names)
    _get_somewhere(menus)


def _get_somewhere(menus: Sequence[MenuEntry]) -> None:
    ids = {str(menu.name): place for place, menu in enumerate(menus, 1)}
    rules = {ids[menu.name]: VoiceMenu(ids[menu.name], menu.name, (), _target(menu.default, ids)) for menu in menus}
    for menu in menus:
        circle = circle_of(rules, ids[menu.name])
        if circle:
            assert isinstance(menu.name, Word)
            names = " → ".join(rules[one].name for one in circle)
            raise Mistake(menu.name.line, f"callers who press nothing would go round in circles: {names}.")


def _target(led: Goal, ids: dict[str, int]) -> Target:
    return Target(Kind.MENU, ids[led.name]) if led.kind is Kind.MENU else Target(Kind.VOICEMAIL)


def _keys(node: yaml.Node) -> tuple[tuple[str, Goal], ...]:
    read, found = goal(set(Kind), LEADS), {}
    for key, value in pairs(node):
        if key not in KEYS or len(key) != 1:
            raise Mistake(key.line, f"“{key}” is no key: a digit, or in quotes * or #.")
        found[str(key)] = read(value)
    return tuple((key, found[key]) for key in KEYS if key in found)


def _hours(node: yaml.Node) -> str:
    value = word(node)
    try:
        return text(hours(value))
    except Refused as refused:
        raise Mistake(value.line, str(refused)) from refused


def _country(node: yaml.Node) -> str:
    value = word(node)
    if value != NO_HOLIDAYS and value not in holidays.list_supported_countries(include_aliases=False):
        raise Mistake(
            value.line, f"“{value}” is no country whose holidays are known. Example: RU; none for no holidays."
        )
    return str(value)


def _dates(node: yaml.Node) -> tuple[tuple[str, str], ...]:
    found = []
    for key, value in pairs(node):
        try:
            day = date.fromisoformat(key)
        except ValueError:
            raise Mistake(key.line, f"“{key}” is no date. Example: 2026-12-31.") from None
        found.append((day.isoformat(), _hours(value)))
    return tuple(found)


MENU = {
    "name": Key(word),
    "keys": Key(_keys, ()),
    "default": Key(goal(set(Kind) - {Kind.REPEAT}, WITHOUT_KEY), VOICEMAIL),
    "repeats": Key(whole(REPEATS), 1),
    "wait_seconds": Key(whole(SECONDS), 5),
    "barge_in": Key(yes_or_no, True),
}
DAYS = {day: Key(_hours, "") for day in WEEKDAYS}
SCHEDULE = {
    **DAYS,
    HOLIDAYS: Key(_country, NO_HOLIDAYS),
    "dates": Key(_dates, ()),
}
menus = items(lambda item: MenuEntry(**mapping(item, MENU)))
