"""A whole company as a file (G4): what may stand in it. `examples/company.yaml` shows the form."""

import re

import yaml

from bot.domain.catalogue import CATALOGUE
from bot.domain.company_entries import (
    AMOUNTS,
    FLAGS,
    TARIFFS,
    CompanyFile,
    DepartmentEntry,
    DidEntry,
    EmployeeEntry,
    amounts_set,
)
from bot.domain.company_goals import check, goal
from bot.domain.company_menus import check_menus, menus, own_hours, schedule
from bot.domain.company_notices import CONTACTS, NOTIFICATIONS
from bot.domain.company_values import (
    matching,
    once,
    one_of,
    seconds,
    several_of,
    telephone,
    whole,
    yes_or_no,
    zone,
)
from bot.domain.department_line import SETTINGS
from bot.domain.dialling import COUNTRIES
from bot.domain.forwarding import RING_SECONDS, Forwarding
from bot.domain.menus import FOR_CALLS, FOR_CLOSED, Kind
from bot.domain.number_settings import FOUR_DIGITS
from bot.domain.options import OWN_NUMBER, NumberKind, Scope
from bot.domain.plan import ANNOUNCE_SECONDS
from bot.domain.queueing import Strategy
from bot.domain.routing import Overflow
from bot.domain.staff import EMAIL, PHONE
from bot.domain.yaml_nodes import Key, Mistake, Word, document, guess, items, line_of, mapping, word

UNSAID = object()  # stands for a key of which the file says nothing
LANGUAGES = ("ru", "en")
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
OPTIONS = {scope: [option.key for option in CATALOGUE.of(scope)] for scope in Scope}
WITHOUT_DEPARTMENT = (Overflow.VOICEMAIL.value, Overflow.GOODBYE.value)
NOT_FOR_ADDED = {it.key for it in CATALOGUE.options if OWN_NUMBER in {need.fact for need in it.needs}}


def parse(text: str, file_name: str) -> CompanyFile:
    """The company in a file; `Refused` names the line of the first mistake."""
    try:
        said = mapping(document(text), COMPANY)
        said["toggled"] = said.pop("flags")
        company = CompanyFile(**{name: value for name, value in said.items() if value is not UNSAID})
        _check(company)
    except Mistake as mistake:
        raise mistake.in_file(file_name) from mistake
    return company


def _check(company: CompanyFile) -> None:
    """What no line can say of itself: names that lead somewhere, nothing twice."""
    phones = [employee.phone for employee in company.employees]
    departments = [department.name for department in company.departments]
    once("the number", (employee.number for employee in company.employees))
    once("the phone", phones)
    once("the department", departments)
    once("the number", (did.number for did in company.dids))
    once("the short number", (it.short_number for it in company.employees if it.short_number))
    for employee in company.employees:
        _known("there is no number", employee.shows or None, [did.number for did in company.dids])
        _fits_kind(employee)
    for department in company.departments:
        once("the member", department.members)
        for member in department.members:
            _known("no employee has the phone", member, phones)
        if department.overflow not in WITHOUT_DEPARTMENT:
            _known("there is no department", department.overflow, [it for it in departments if it != department.name])
    for rule in company.notifications or ():
        _known("no employee has the phone", rule.employee, phones)
    once("the number", (contact.number for contact in company.contacts or ()))
    names = {Kind.DEPARTMENT: departments, Kind.MENU: [menu.name for menu in company.menus]}
    names |= dict.fromkeys((Kind.EMPLOYEE, Kind.VOICEMAIL), phones)
    check_menus(company.menus, names)
    for did in company.dids:
        for goal_ in filter(None, (did.leads_to, did.off_hours)):
            check(goal_, names)


def _known(complaint: str, value: str | None, known: list[str]) -> None:
    if value is not None and value not in known:
        assert isinstance(value, Word)
        raise Mistake(value.line, f"{complaint} “{value}”{guess(value, known)}")


def _fits_kind(employee: EmployeeEntry) -> None:
    for option in employee.options if employee.kind == NumberKind.ADDED else ():
        if option in NOT_FOR_ADDED:
            assert isinstance(option, Word)
            raise Mistake(option.line, f"{option} is not for added numbers.")


def _toggled(node: yaml.Node) -> tuple[str, ...]:
    said = mapping(node, {flag: Key(yes_or_no, default) for flag, default in FLAGS.items()})
    return tuple(flag for flag, default in FLAGS.items() if said[flag] != default)


def _amounts(node: yaml.Node) -> tuple[str, ...]:
    return amounts_set(mapping(node, {name: Key(whole(it.allowed), it.default) for name, it in AMOUNTS.items()}))


def _did(node: yaml.Node) -> DidEntry:
    said = mapping(node, DID)
    return DidEntry(said["number"], said["leads_to"], said["off_hours"] or None)


def _dids(node: yaml.Node) -> tuple[DidEntry, ...]:
    dids: tuple[DidEntry, ...] = items(_did)(node)
    if not dids:
        raise Mistake(line_of(node), "a company has at least one number.")
    return dids


DID = {
    "number": Key(telephone),
    "leads_to": Key(goal(FOR_CALLS, "a number leads to one department, employee or voice menu.")),
    "off_hours": Key(goal(FOR_CLOSED, "a closed number leads to one department, employee, menu or voicemail."), ()),
}
DEPARTMENT = {
    "name": Key(word),
    "ring_seconds": Key(seconds),
    "strategy": Key(one_of("strategy", list(Strategy)), Strategy.ALL.value),
    "wait_seconds": Key(whole(SETTINGS["wait"].allowed), 0),
    "capacity": Key(whole(SETTINGS["places"].allowed), 0),
    "wrap_up": Key(whole(SETTINGS["rest"].allowed), 0),
    "overflow": Key(word, Overflow.VOICEMAIL.value),
    "announce_callback": Key(yes_or_no, False),
    "tell_place": Key(yes_or_no, False),
    "announce_seconds": Key(whole(SETTINGS["interval"].allowed), ANNOUNCE_SECONDS),
    "members": Key(items(word)),
}
EMPLOYEE = {
    "name": Key(word),
    "number": Key(telephone),
    "phone": Key(matching(PHONE, "the phone of an employee has 2 to 6 digits, such as 101")),
    "email": Key(matching(EMAIL, "an e-mail address looks like ivanov@example.com"), ""),
    "kind": Key(one_of("kind of number", list(NumberKind)), NumberKind.OWN.value),
    "short_number": Key(matching(FOUR_DIGITS, "a short number is exactly four digits, such as 0042"), ""),
    "shows": Key(telephone, ""),
    "voicemail": Key(one_of("way to voicemail", list(Forwarding)), Forwarding.NO_ANSWER.value),
    "ring_seconds": Key(seconds, RING_SECONDS),
    "hours": Key(own_hours, ()),
    "options": Key(several_of("option of a number", OPTIONS[Scope.NUMBER]), ()),
}
COMPANY = {
    "key": Key(matching(KEY, "small Latin letters, digits and “-”, such as romashka")),
    "name": Key(word),
    "time_zone": Key(zone),
    "language": Key(one_of("language", LANGUAGES)),
    "tariff": Key(one_of("tariff", TARIFFS), TARIFFS[0]),
    "renew": Key(yes_or_no, True),
    "options": Key(several_of("option", OPTIONS[Scope.COMPANY]), ()),
    "flags": Key(_toggled, ()),
    "amounts": Key(_amounts, ()),
    "calls_to": Key(several_of("country", list(COUNTRIES)), ()),
    "dids": Key(_dids),
    "departments": Key(items(lambda item: DepartmentEntry(**mapping(item, DEPARTMENT))), ()),
    "notifications": Key(NOTIFICATIONS, UNSAID),
    "contacts": Key(CONTACTS, UNSAID),
    "employees": Key(items(lambda item: EmployeeEntry(**mapping(item, EMPLOYEE))), ()),
    "menus": Key(menus, ()),
    "schedule": Key(schedule, ()),
}
