"""What a company file changes of people, departments and Dids, as the history keeps it (G5)."""

from collections.abc import Iterator, Mapping

from bot.domain.company_changes import paired, same_people
from bot.domain.company_entries import CompanyFile, DepartmentEntry, EmployeeEntry
from bot.domain.company_goals import Goal
from bot.domain.company_menus import MenuEntry
from bot.domain.history import Change, Value, What
from bot.domain.menus import Kind

Shown = Mapping[str, Value]  # fields of the history with their values in words
LINE = ("ring_seconds", "strategy", "wait_seconds", "capacity", "wrap_up", "overflow", "announce_seconds")
FLAGS = ("announce_callback", "tell_place")


def staff_changes(old: CompanyFile, new: CompanyFile) -> tuple[Change, ...]:
    """The same entries as if an administrator had done it in the chat; options are written down by who switches."""
    return (*_people(old, new), *_departments(old, new), *_menus(old, new), *_dids(old, new))


def _people(old: CompanyFile, new: CompanyFile) -> Iterator[Change]:
    for before, after in same_people(old.employees, new.employees):
        title = str((before or after).name)  # type: ignore[union-attr]
        if before and after:
            yield from _fields(What.EMPLOYEE, title, _person(before), _person(after))
        else:
            was, now = (str(one.phone) if one else None for one in (before, after))
            yield Change(What.EMPLOYEE, was, now, title=title)


def _departments(old: CompanyFile, new: CompanyFile) -> Iterator[Change]:
    names = {file: {str(one.phone): str(one.name) for one in file.employees} for file in (old, new)}
    for before, after in paired(old.departments, new.departments, lambda department: department.name):
        title = str((before or after).name)  # type: ignore[union-attr]
        if before and after:
            facts = (_department(before, names[old]), _department(after, names[new]))
            yield from _fields(What.DEPARTMENT, title, *facts)
        else:
            yield Change(What.DEPARTMENT, title if before else None, title if after else None, title=title)


def _dids(old: CompanyFile, new: CompanyFile) -> Iterator[Change]:
    for before, after in paired(old.dids, new.dids, lambda did: did.number):
        title = str((before or after).number)  # type: ignore[union-attr]
        was, now = (_goal(one.leads_to if one else None, file) for one, file in ((before, old), (after, new)))
        if was != now:
            yield Change(What.DID, was, now, "leads_to" if before and after else "", title=title)
        was, now = (_goal(one.off_hours if one else None, file) for one, file in ((before, old), (after, new)))
        if before and after and was != now:
            yield Change(What.DID, was, now, "off_hours", title=title)
    main = (str(old.dids[0].number), str(new.dids[0].number))
    if main[0] != main[1]:
        yield Change(What.DID, *main, "main")


def _fields(what: What, title: str, was: Shown, now: Shown) -> Iterator[Change]:
    return (Change(what, was[key], now[key], key, title=title) for key in was if was[key] != now[key])


def _person(one: EmployeeEntry) -> Shown:
    return {field: str(getattr(one, field)) for field in ("name", "number", "phone", "email", "kind")}


def _department(one: DepartmentEntry, names: Mapping[str, str]) -> Shown:
    line = {field: str(getattr(one, field)) for field in LINE} | {field: getattr(one, field) for field in FLAGS}
    return line | {"members": ", ".join(names[phone] for phone in one.members)}


def _menus(old: CompanyFile, new: CompanyFile) -> Iterator[Change]:
    for before, after in paired(old.menus, new.menus, lambda menu: menu.name):
        title = str((before or after).name)  # type: ignore[union-attr]
        if before and after:
            yield from _fields(What.MENU, title, _menu(before, old), _menu(after, new))
        else:
            yield Change(What.MENU, title if before else None, title if after else None, title=title)


def _menu(one: MenuEntry, company: CompanyFile) -> Shown:
    keys = ", ".join(f"{key} → {_goal(led, company)}" for key, led in one.keys)
    default = _goal(one.default, company) or ""
    barge_in = "on" if one.barge_in else "off"
    more = {"repeats": str(one.repeats), "seconds": str(one.wait_seconds), "barge_in": barge_in}
    return {"keys": keys, "default": default} | more


def _goal(led: Goal | None, company: CompanyFile) -> str | None:
    """As a `Place` is written down when somebody leads there in the chat."""
    if led is None:
        return None
    if not led.name:
        return led.kind.value
    names = {str(one.phone): str(one.name) for one in company.employees}
    title = names[str(led.name)] if led.kind in (Kind.EMPLOYEE, Kind.VOICEMAIL) else str(led.name)
    return f"✉ {title}" if led.kind is Kind.VOICEMAIL else title
