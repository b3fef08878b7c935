"""What an import changes, in words; and who of the new list is who of the old one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from bot.domain.company_entries import CompanyFile, EmployeeEntry
from bot.domain.company_notices import differences

T = TypeVar("T")
Pairs = list[tuple[T | None, T | None]]  # before and after; None: was not there, is there no more

OWN_FIELDS = (
    "name",
    "time_zone",
    "language",
    "tariff",
    "renew",
    "options",
    "toggled",
    "amounts",
    "calls_to",
    "schedule",
)
NOBODY = {"members": "nobody"}  # how nothing is called; else "none"


def changes(old: CompanyFile | None, new: CompanyFile) -> tuple[str, ...]:
    """One line for each thing that differs; none when the company is so already."""
    if old is None:
        return (f"company {new.key}: added", *_parts(None, new))
    main = (old.dids[0].number, new.dids[0].number)
    return (
        *_fields(f"company {new.key}", old, new, OWN_FIELDS),
        *_parts(old, new),
        *([f"main number: {main[0]} → {main[1]}"] if main[0] != main[1] else []),
    )


def same_people(old: Sequence[EmployeeEntry], new: Sequence[EmployeeEntry]) -> Pairs[EmployeeEntry]:
    """Who is who. The number tells; somebody whose number changed is known by name and phone together.

    Never by the phone alone: whoever inherits a desk must not inherit the voicemail.
    """
    before = {employee.number: employee for employee in old}
    after = {employee.number for employee in new}
    moved = {(employee.name, employee.phone): employee for employee in old if employee.number not in after}
    pairs: Pairs[EmployeeEntry] = []
    for employee in new:
        known = before.get(employee.number) or moved.pop((employee.name, employee.phone), None)
        pairs.append((known, employee))
    kept = {known.number for known, _ in pairs if known}
    return pairs + [(employee, None) for employee in old if employee.number not in kept]


def paired(old: Sequence[T], new: Sequence[T], key: Callable[[T], str]) -> Pairs[T]:
    """Old and new entries of the same key; the removed ones last."""
    before, after = {key(entry): entry for entry in old}, {key(entry) for entry in new}
    gone: Pairs[T] = [(entry, None) for entry in old if key(entry) not in after]
    return [(before.get(key(entry)), entry) for entry in new] + gone


def _parts(old: CompanyFile | None, new: CompanyFile) -> Iterator[str]:
    people = same_people(old.employees if old else (), new.employees)
    departments = paired(old.departments if old else (), new.departments, lambda department: department.name)
    dids = paired(old.dids if old else (), new.dids, lambda did: did.number)
    yield from _entries(people, lambda employee: f"employee {employee.phone} {employee.name}")
    yield from _entries(departments, lambda department: f"department {department.name}")
    menus = paired(old.menus if old else (), new.menus, lambda menu: menu.name)
    yield from _entries(menus, lambda menu: f"voice menu {menu.name}")
    yield from _entries(dids, lambda did: f"number {did.number}")
    yield from _notices(old, new)


def _notices(old: CompanyFile | None, new: CompanyFile) -> Iterator[str]:
    if new.notifications is not None:
        yield from differences((old.notifications if old else None) or (), new.notifications)
    if new.contacts is not None:
        contacts = paired((old.contacts if old else None) or (), new.contacts, lambda contact: contact.number)
        yield from _entries(contacts, lambda contact: f"contact {contact.number}")


def _entries(pairs: Pairs[T], title: Callable[[T], str]) -> Iterator[str]:
    for before, after in pairs:
        if before is None:
            assert after is not None, "a pair has at least one side"
            yield f"{title(after)}: added"
        elif after is None:
            yield f"{title(before)}: removed"
        else:
            yield from _fields(title(before), before, after, [field.name for field in fields(before)])  # type: ignore[arg-type]


def _fields(title: str, before: object, after: object, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield f"{title}: {name.replace('_', ' ')} {_shown(name, was)} → {_shown(name, now)}"


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "keys":
        value = tuple(f"{key} {led}" for key, led in value)
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
    return text or NOBODY.get(name, "none")
