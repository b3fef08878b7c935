"""A company written as the file that `company_file.parse` reads: the same company, the same text."""

from collections.abc import Mapping
from typing import Any

import yaml

from bot.domain.company_entries import FLAGS, CompanyFile, DepartmentEntry, DidEntry, EmployeeEntry
from bot.domain.company_goals import Goal
from bot.domain.company_menus import MenuEntry, ScheduleEntry
from bot.domain.company_notices import written_contact, written_rule
from bot.domain.forwarding import RING_SECONDS, Forwarding
from bot.domain.numbers import human
from bot.domain.options import NumberKind
from bot.domain.plan import ANNOUNCE_SECONDS
from bot.domain.routing import Overflow

HEAD = "# A company of Gudok: `gudok company import FILE` brings the PBX to exactly this state.\n"


def write(company: CompanyFile) -> str:
    """The text of the file."""
    root = _mapping(
        {
            "key": _text(company.key),
            "name": _text(company.name),
            "time_zone": _text(company.time_zone),
            "language": _text(company.language),
            "tariff": _text(company.tariff),
            "renew": _text(_yes_or_no(company.renew)),
            **_options(company.options),
            **({"flags": _flags(company.toggled)} if company.toggled else {}),
            **({"amounts": _amounts(company.amounts)} if company.amounts else {}),
            **({"calls_to": _list(*map(_text, company.calls_to), in_line=True)} if company.calls_to else {}),
            "dids": _list(*(_did(did) for did in company.dids)),
            "departments": _list(*(_department(department) for department in company.departments)),
            **({"menus": _list(*map(_menu, company.menus))} if company.menus else {}),
            **({"schedule": _schedule(company.schedule)} if company.schedule else {}),
            "employees": _list(*(_employee(employee) for employee in company.employees)),
            **_notices(company),
        }
    )
    return HEAD + str(yaml.serialize(root, Dumper=yaml.SafeDumper, allow_unicode=True, width=1000))


def _did(did: DidEntry) -> yaml.Node:
    keys = {"number": _text(human(did.number)), "leads_to": _goal(did.leads_to)}
    return _mapping(keys | ({"off_hours": _goal(did.off_hours)} if did.off_hours else {}))


def _goal(goal: Goal) -> yaml.Node:
    return _mapping({goal.kind.value: _text(goal.name)}, in_line=True) if goal.name else _text(goal.kind.value)


def _menu(menu: MenuEntry) -> yaml.Node:
    keys = {key: _goal(led) for key, led in menu.keys}
    return _mapping(
        {
            "name": _text(menu.name),
            **({"keys": _mapping(keys)} if keys else {}),
            "default": _goal(menu.default),
            "repeats": _text(str(menu.repeats)),
            "wait_seconds": _text(str(menu.wait_seconds)),
            "barge_in": _text(_yes_or_no(menu.barge_in)),
        }
    )


def _schedule(entries: tuple[ScheduleEntry, ...]) -> yaml.Node:
    usual = {key: _text(value) for key, value in entries if not key[0].isdigit()}
    dates = {key: _text(value) for key, value in entries if key[0].isdigit()}
    return _mapping(usual | ({"dates": _mapping(dates)} if dates else {}))


def _department(department: DepartmentEntry) -> yaml.Node:
    return _mapping(
        {
            "name": _text(department.name),
            "ring_seconds": _text(str(department.ring_seconds)),
            "strategy": _text(department.strategy),
            **{key: _text(value) for key, value in _line(department).items() if value},
            "members": _list(*(_text(phone) for phone in department.members), in_line=True),
        }
    )


def _line(department: DepartmentEntry) -> dict[str, str]:
    """What is not as it is by default; the rest is ""."""
    seconds = department.announce_seconds
    return {
        "wait_seconds": str(department.wait_seconds or ""),
        "capacity": str(department.capacity or ""),
        "wrap_up": str(department.wrap_up or ""),
        "overflow": "" if department.overflow == Overflow.VOICEMAIL.value else department.overflow,
        "announce_callback": _yes_or_no(True) if department.announce_callback else "",
        "tell_place": _yes_or_no(True) if department.tell_place else "",
        "announce_seconds": "" if seconds == ANNOUNCE_SECONDS else str(seconds),
    }


def _employee(employee: EmployeeEntry) -> yaml.Node:
    keys = {
        "name": _text(employee.name),
        "number": _text(human(employee.number)),
        "phone": _text(employee.phone),
    }
    more = {
        "email": employee.email,
        "kind": "" if employee.kind == NumberKind.OWN else employee.kind,
        "short_number": employee.short_number,
        "shows": human(employee.shows) if employee.shows else "",
        "voicemail": "" if employee.voicemail == Forwarding.NO_ANSWER else employee.voicemail,
        "ring_seconds": "" if employee.ring_seconds == RING_SECONDS else str(employee.ring_seconds),
    }
    said = {key: _text(value) for key, value in more.items() if value}
    hours = {"hours": _schedule(employee.hours)} if employee.hours else {}
    return _mapping(keys | said | hours | _options(employee.options))


def _notices(company: CompanyFile) -> dict[str, yaml.Node]:
    written = {
        "notifications": None if company.notifications is None else map(written_rule, company.notifications),
        "contacts": None if company.contacts is None else map(written_contact, company.contacts),
    }
    return {key: _list(*map(_plain, entries)) for key, entries in written.items() if entries is not None}


def _plain(said: Mapping[str, Any]) -> yaml.Node:
    """Words, and lists of words in one line."""
    lists = {key: _list(*map(_text, it), in_line=True) for key, it in said.items() if not isinstance(it, str)}
    return _mapping({key: lists[key] if key in lists else _text(it) for key, it in said.items()})


def _options(options: tuple[str, ...]) -> dict[str, yaml.Node]:
    return {"options": _list(*map(_text, options), in_line=True)} if options else {}


def _amounts(amounts: tuple[str, ...]) -> yaml.Node:
    return _mapping({name: _text(value) for name, value in map(str.split, amounts)}, in_line=True)


def _flags(toggled: tuple[str, ...]) -> yaml.Node:
    return _mapping({flag: _text(_yes_or_no(not FLAGS[flag])) for flag in toggled}, in_line=True)


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"


def _text(value: str) -> yaml.Node:
    """Without quotes wherever YAML lets it stand so; our reader takes the text, whatever YAML thinks that it is."""
    resolver: Any = yaml.resolver.Resolver()
    return yaml.ScalarNode(resolver.resolve(yaml.ScalarNode, value, (True, False)), value)


def _list(*values: yaml.Node, in_line: bool = False) -> yaml.Node:
    return yaml.SequenceNode("tag:yaml.org,2002:seq", list(values), flow_style=in_line or not values)


def _mapping(values: dict[str, yaml.Node], in_line: bool = False) -> yaml.Node:
    pairs = [(_text(key), value) for key, value in values.items()]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=in_line)
