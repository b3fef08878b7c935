"""A whole company as a file (G4): what may stand in it. `examples/company.yaml` shows the form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import available_timezones

import yaml

from bot.domain import numbers
from bot.domain.errors import Refused
from bot.domain.yaml_nodes import Key, Mistake, Word, document, guess, items, line_of, mapping, word

LANGUAGES = ("ru", "en")
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
PHONE = re.compile(r"[0-9]{2,6}")
EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+")
RING_SECONDS = range(5, 121)


@dataclass(frozen=True, slots=True)
class EmployeeEntry:
    """An employee. `phone` names them in the rest of the file."""

    name: str
    number: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class DepartmentEntry:
    """A department; `members` are phones."""

    name: str
    ring_seconds: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a Did leads to: one of the two."""

    department: str | None = None
    employee: str | None = None  # a phone

    def __str__(self) -> str:
        return f"department {self.department}" if self.department else f"employee {self.employee}"


@dataclass(frozen=True, slots=True)
class DidEntry:
    """A public number."""

    number: str
    leads_to: Goal


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """A company. The first of `dids` is the main one."""

    key: str
    name: str
    time_zone: str
    language: str
    dids: tuple[DidEntry, ...]
    departments: tuple[DepartmentEntry, ...]
    employees: tuple[EmployeeEntry, ...]


def parse(text: str, file_name: str) -> CompanyFile:
    """The company in a file; `Refused` names the line of the first mistake."""
    try:
        company = CompanyFile(**mapping(document(text), COMPANY))
        _check(company)
    except Mistake as mistake:
        raise mistake.in_file(file_name) from mistake
    return company


def _check(company: CompanyFile) -> None:
    """What no line can say of itself: names that lead somewhere, nothing twice."""
    phones = [employee.phone for employee in company.employees]
    departments = [department.name for department in company.departments]
    _once("the number", (employee.number for employee in company.employees))
    _once("the phone", phones)
    _once("the department", departments)
    _once("the number", (did.number for did in company.dids))
    for department in company.departments:
        _once("the member", department.members)
        for member in department.members:
            _known("no employee has the phone", member, phones)
    for did in company.dids:
        _known("there is no department", did.leads_to.department, departments)
        _known("no employee has the phone", did.leads_to.employee, phones)


def _once(what: str, values: Iterable[str]) -> None:
    seen: dict[str, Word] = {}
    for value in values:
        assert isinstance(value, Word)
        if value in seen:
            raise Mistake(value.line, f"{what} {value} is on line {seen[value].line} already.")
        seen[value] = value


def _known(complaint: str, value: str | None, known: list[str]) -> None:
    if value is not None and value not in known:
        assert isinstance(value, Word)
        raise Mistake(value.line, f"{complaint} “{value}”{guess(value, known)}")


def _telephone(node: yaml.Node) -> Word:
    typed = word(node)
    try:
        return Word(numbers.e164(typed), typed.line)
    except Refused as refused:
        raise Mistake(typed.line, str(refused)) from refused


def _matching(pattern: re.Pattern[str], rule: str) -> Any:
    def read(node: yaml.Node) -> Word:
        value = word(node)
        if not pattern.fullmatch(value):
            raise Mistake(value.line, f"“{value}” does not fit: {rule}.")
        return value

    return read


def _seconds(node: yaml.Node) -> int:
    value = word(node)
    if not re.fullmatch(r"[0-9]{1,4}", value) or int(value) not in RING_SECONDS:
        raise Mistake(value.line, f"“{value}” does not fit: whole seconds, from 5 to 120.")
    return int(value)


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def _zone(node: yaml.Node) -> Word:
    zone = word(node)
    if zone not in _zones():
        close = guess(zone, list(_zones())) if "/" in zone else ". Example: Europe/Moscow."
        raise Mistake(zone.line, f"there is no time zone “{zone}”{close}")
    return zone


def _language(node: yaml.Node) -> Word:
    language = word(node)
    if language not in LANGUAGES:
        raise Mistake(language.line, f"the language “{language}” is not spoken here: ru or en.")
    return language


def _goal(node: yaml.Node) -> Goal:
    goal = Goal(**mapping(node, {"department": Key(word, ""), "employee": Key(word, "")}))
    if bool(goal.department) == bool(goal.employee):
        raise Mistake(line_of(node), "a number leads to one department or to one employee.")
    return Goal(goal.department or None, goal.employee or None)


def _dids(node: yaml.Node) -> tuple[DidEntry, ...]:
    dids: tuple[DidEntry, ...] = items(lambda item: DidEntry(**mapping(item, DID)))(node)
    if not dids:
        raise Mistake(line_of(node), "a company has at least one number.")
    return dids


DID = {"number": Key(_telephone), "leads_to": Key(_goal)}
DEPARTMENT = {"name": Key(word), "ring_seconds": Key(_seconds), "members": Key(items(word))}
EMPLOYEE = {
    "name": Key(word),
    "number": Key(_telephone),
    "phone": Key(_matching(PHONE, "the phone of an employee has 2 to 6 digits, such as 101")),
    "email": Key(_matching(EMAIL, "an e-mail address looks like ivanov@example.com"), ""),
}
COMPANY = {
    "key": Key(_matching(KEY, "small Latin letters, digits and “-”, such as romashka")),
    "name": Key(word),
    "time_zone": Key(_zone),
    "language": Key(_language),
    "dids": Key(_dids),
    "departments": Key(items(lambda item: DepartmentEntry(**mapping(item, DEPARTMENT))), ()),
    "employees": Key(items(lambda item: EmployeeEntry(**mapping(item, EMPLOYEE))), ()),
}
