"""Departments: who answers, all at once or one after another, for how long."""

from collections.abc import Sequence

from bot.domain.cards_options import Choice, DepartmentCard, DepartmentLine
from bot.domain.errors import N_
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Screen, few, paged, pages_of, quotation, short, turning
from bot.keyboards.home import back
from bot.keyboards.people import Staff
from bot.keyboards.shared import everybody, found, heading
from bot.keyboards.staff import Remove

STRATEGIES = {
    "all": N_("All at once"),
    "in-turn": N_("One after another"),
    "least-recent": N_("Who has rested longest"),
    "fewest-calls": N_("Who has had the fewest calls"),
}
ASKED = {
    "name": N_("Send the new name of the department."),
    "seconds": N_("Send for how many seconds to ring, such as 20."),
}


class Departments(CompanyTap, prefix="deps"):
    """A page of the list."""

    page: int


class Department(CompanyTap, prefix="dep"):
    """One department."""

    department: int


class Members(CompanyTap, prefix="members"):
    """Who is in it: a page of all employees."""

    department: int
    page: int


class Member(CompanyTap, prefix="member"):
    """This one in, or out."""

    department: int
    employee: int
    page: int
    want: bool


class Strategy(CompanyTap, prefix="ring"):
    """How its people are rung from now on."""

    department: int
    value: str


class Line(CompanyTap, prefix="line"):
    """How its callers wait."""

    department: int


class EditDepartment(CompanyTap, prefix="depedit"):
    """Ask for its name or for its ring time."""

    department: int
    field: str


class NewDepartment(CompanyTap, prefix="depnew"):
    """Ask for the name of a new one."""


def departments(t: Texts, company: int, all_: Sequence[DepartmentLine], page: int) -> Screen:
    """Each with the number of its people."""
    shown, page, pages = pages_of(all_, page)
    rows = tuple((_department(t, company, line),) for line in shown)
    leaf = turning(page, pages, *(Departments(company=company, page=page + step) for step in (-1, 1)))
    add = (Button(t("+ Add a department"), NewDepartment(company=company)),)
    text = heading(t("Departments"), *paged(t, page, pages), "" if all_ else t("No departments yet."))
    return Screen(text, (*rows, *leaf, add, back(t, Staff(company=company))))


def department(t: Texts, company: int, card: DepartmentCard) -> Screen:
    """Who is rung and how."""
    names = [person.title for person in card.people if person.chosen]
    dids = ", ".join(quotation(did) for did in card.dids[:5])
    text = heading(
        short(card.name, 80),
        t("Public numbers: {numbers}", numbers=dids) if dids else t("No public number leads here"),
        t("People: {names}", names=few(t, names)) if names else t("Nobody in it: callers are asked for a message."),
        t(STRATEGIES[card.strategy]) + " · " + t.n("{n} second", "{n} seconds", card.ring_seconds),
    )
    at = {"company": company, "department": card.id}
    rows = (
        (Button(t("People · {n}", n=len(names)), Members(**at, page=0)),),
        (Button(t("How callers wait"), Line(**at)),),
        (Button(t("Ring time"), EditDepartment(**at, field="seconds")), _rename(t, company, card.id)),
        (Button(t("Remove the department"), Remove(company=company, what="department", id=card.id)),),
    )
    return Screen(text, (*rows, back(t, Departments(company=company, page=0))))


def members(t: Texts, company: int, card: DepartmentCard, people: Sequence[Choice], page: int, query: str) -> Screen:
    """Everybody, ticked who is in it; `people`: whom the search finds."""
    shown, page, pages = pages_of(people, page)
    chosen = sum(person.chosen for person in card.people)
    text = heading(
        short(card.name, 80),
        t("In the department: {n} of {all}", n=chosen, all=len(card.people)),
        found(t, query, len(people)),
        *paged(t, page, pages),
    )
    rows = tuple((_member(company, card.id, person, page),) for person in shown)
    leaf = turning(page, pages, *(Members(company=company, department=card.id, page=page + step) for step in (-1, 1)))
    all_ = everybody(t, query, Members(company=company, department=card.id, page=-1))
    return Screen(text, (*rows, *leaf, *all_, back(t, Department(company=company, department=card.id))))


def ask(t: Texts, company: int, card: DepartmentCard, field: str) -> Screen:
    """The question for its name or ring time."""
    now = {"name": short(card.name, 80), "seconds": t.n("{n} second", "{n} seconds", card.ring_seconds)}[field]
    text = heading(short(card.name, 80), t("Now: {name}", name=now), t(ASKED[field]))
    return Screen(text, (back(t, Department(company=company, department=card.id)),))


def ask_new(t: Texts, company: int) -> Screen:
    """The question for a new one's name."""
    text = heading(t("New department"), t("Send its name."))
    return Screen(text, (back(t, Departments(company=company, page=0)),))


def _department(t: Texts, company: int, line: DepartmentLine) -> Button:
    return Button(f"{short(line.name, 40)} · {line.members}", Department(company=company, department=line.id))


def _rename(t: Texts, company: int, department: int) -> Button:
    return Button(t("Rename"), EditDepartment(company=company, department=department, field="name"))


def _member(company: int, department: int, person: Choice, page: int) -> Button:
    label = f"{'☑️' if person.chosen else '◻️'} {short(person.title, 40)}"
    want = not person.chosen
    return Button(label, Member(company=company, department=department, employee=person.id, page=page, want=want))
