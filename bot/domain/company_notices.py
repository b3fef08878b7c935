"""Notification rules and clients in a company's file: how they are read, checked and written."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml

from bot.domain.company_values import one_of, several_of, telephone, yes_or_no
from bot.domain.errors import Refused
from bot.domain.numbers import human
from bot.domain.rule_plain import FORMS, check, merged, to_plain
from bot.domain.rule_typed import caller, clock, hours
from bot.domain.rules import Callers, Kind, Rule, Timing, Way, When
from bot.domain.schedule_lines import WEEKDAYS
from bot.domain.yaml_nodes import Key, Mistake, Read, Word, items, line_of, mapping, word

PLAIN = to_plain(Rule(0))
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NotificationEntry:
    """A rule; `employee` is the phone of its person, whose id the rule itself does not know yet."""

    employee: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """A client."""

    number: str
    name: str = ""
    vip: bool = False


def written_rule(entry: NotificationEntry) -> dict[str, Any]:
    """What the file says of a rule: words and lists of words; what is as in a plain rule is left out."""
    plain = {**to_plain(entry.rule), **to_plain(entry.rule)["period"]}
    usual = {**PLAIN, **PLAIN["period"]}
    said = {name: plain[name] for name in NOTIFICATION if name in plain and plain[name] != usual[name]}
    return {"employee": entry.employee, **said}


def written_contact(entry: ContactEntry) -> dict[str, Any]:
    """What the file says of a client."""
    more = {"name": entry.name, "vip": "yes" if entry.vip else ""}
    return {"number": human(entry.number), **{key: value for key, value in more.items() if value}}


def differences(old: Sequence[NotificationEntry], new: Sequence[NotificationEntry]) -> Iterator[str]:
    """One line for each rule that is there no more or that is new; a rule has no name but its content."""
    for phone, word_ in _moved(old, new, "removed") + _moved(new, old, "added"):
        yield f"notification of {phone}: {word_}"


def _moved(of: Iterable[NotificationEntry], but: Iterable[NotificationEntry], word_: str) -> list[tuple[str, str]]:
    left = Counter((str(it.employee), it.rule) for it in of) - Counter((str(it.employee), it.rule) for it in but)
    return [(phone, word_) for phone, _ in left.elements()]


def _typed(read: Callable[[str], T]) -> Callable[[yaml.Node], T]:
    """A value as somebody could type it in the chat."""

    def read_node(node: yaml.Node) -> T:
        typed = word(node)
        try:
            return read(typed)
        except Refused as refused:
            raise Mistake(typed.line, str(refused)) from refused

    return read_node


def _hours(name: str) -> Read:
    return _typed(lambda typed: FORMS[name].write(hours(typed)))


def _notification(node: yaml.Node) -> NotificationEntry:
    said = mapping(node, NOTIFICATION)
    employee = said.pop("employee")
    said["period"] = {"days": list(said.pop("days")), "hours": said.pop("hours")}
    try:
        return NotificationEntry(employee, check(merged(Rule(0), {name: _plain(it) for name, it in said.items()})))
    except Refused as refused:
        raise Mistake(line_of(node), str(refused)) from refused


def _plain(value: Any) -> Any:
    """Without lines, so that a rule is the same wherever it stands."""
    match value:
        case Word():
            return str(value)
        case tuple():
            return [str(one) for one in value]
    return value


def _contact(node: yaml.Node) -> ContactEntry:
    return ContactEntry(**mapping(node, CONTACT))


NOTIFICATION = {
    "employee": Key(word),
    "kinds": Key(several_of("kind", sorted(Kind)), PLAIN["kinds"]),
    "when": Key(one_of("time", list(When)), PLAIN["when"]),
    "days": Key(several_of("day", WEEKDAYS), PLAIN["period"]["days"]),
    "hours": Key(_hours("quiet"), PLAIN["period"]["hours"]),
    "callers": Key(one_of("kind of callers", list(Callers)), PLAIN["callers"]),
    "numbers": Key(items(_typed(caller)), PLAIN["numbers"]),
    "ways": Key(several_of("way", sorted(Way)), PLAIN["ways"]),
    "timing": Key(one_of("timing", list(Timing)), PLAIN["timing"]),
    "quiet": Key(_hours("quiet"), PLAIN["quiet"]),
    "digest_at": Key(_typed(lambda typed: FORMS["digest_at"].write(clock(typed))), PLAIN["digest_at"]),
}
CONTACT = {"number": Key(telephone), "name": Key(word, ""), "vip": Key(yes_or_no, False)}
NOTIFICATIONS, CONTACTS = items(_notification), items(_contact)
