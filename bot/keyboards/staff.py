"""Who and what there is (G4): the way to each, details to change, a new employee step by step, removals."""

from collections.abc import Mapping, Sequence

from bot.domain.billing import Cost
from bot.domain.cards_numbers import NumberCard
from bot.domain.errors import N_
from bot.domain.options import NumberKind
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, quotation, short, telephone
from bot.keyboards.home import Home, back
from bot.keyboards.people import EditEmployee, Employee, HandOver, People
from bot.keyboards.shared import beyond, heading, mark

KINDS = {NumberKind.OWN: N_("Main"), NumberKind.ADDED: N_("Added")}

FIELDS = {
    "name": N_("Name"),
    "number": N_("Own number"),
    "phone": N_("Telephone that rings"),
    "email": N_("E-mail"),
    "kind": N_("Kind of number"),
}
QUESTIONS = {
    "name": N_("Send the name, as everybody will see it."),
    "number": N_("Send the employee's telephone number, such as +7 992 385-52-59: by it I recognise them in Telegram."),
    "phone": N_("Send the number of the telephone on the PBX that rings, 2 to 6 digits."),
    "email": N_("Send the e-mail address."),
    "kind": N_("An added number is an outside number that is registered on the PBX: no caller ID, no recording."),
}


class Edit(CompanyTap, prefix="edit"):
    """Ask for one detail of an employee."""

    employee: int
    field: str


class Put(CompanyTap, prefix="put"):
    """One detail of an employee becomes this, picked from a list."""

    employee: int
    field: str
    value: str


class NewEmployee(CompanyTap, prefix="hire"):
    """A step of the wizard; after the last field the summary."""

    step: str


class Answer(CompanyTap, prefix="answer"):
    """The same as typing this at the step."""

    step: str
    value: str


class Hire(CompanyTap, prefix="hired"):
    """Save what the wizard has gathered."""


class Remove(CompanyTap, prefix="remove"):
    """Say what depends on it."""

    what: str
    id: int


class RemoveNow(CompanyTap, prefix="removed"):
    """It goes."""

    what: str
    id: int


def staff(t: Texts, company: int, counts: Sequence[tuple[str, int, CompanyTap]]) -> Screen:
    """What there is, and how much of it."""
    rows = tuple((Button(f"{name} · {n}", tap),) for name, n, tap in counts)
    return Screen(heading(t("Company")), (*rows, back(t, Home(company=company))))


def details(t: Texts, company: int, one: NumberCard) -> Screen:
    """What can be changed, each with its present value."""
    present = present_values(t, one)
    rows = tuple((_field(t, company, one.employee_id, field, present[field]),) for field in FIELDS)
    remove = (Button(t("Remove the employee"), Remove(company=company, what="employee", id=one.employee_id)),)
    end = back(t, Employee(company=company, employee=one.employee_id))
    other = (Button(t("Another person has the number"), HandOver(company=company, employee=one.employee_id)),)
    return Screen(heading(short(one.name, 80), t("What shall be changed?")), (*rows, other, remove, end))


def present_values(t: Texts, one: NumberCard) -> dict[str, str]:
    """Of every detail, as people read it."""
    values = {"name": one.name, "number": telephone(one.number), "phone": one.phone, "email": one.email}
    return values | {"kind": t(KINDS[one.kind])}


def edit(t: Texts, company: int, one: NumberCard, field: str) -> Screen:
    """The question for one detail."""
    now = present_values(t, one)[field]
    shown = t("Now: {name}", name=short(now, 80) if now else t("none"))
    text = heading(short(one.name, 80), shown, t(QUESTIONS[field]))
    employee = one.employee_id
    picks: dict[str, tuple[Row, ...]] = {
        "kind": tuple(
            (Button(f"{mark(kind is one.kind)} {t(name)}", _put(company, employee, field, kind)),)
            for kind, name in KINDS.items()
        ),
        "email": ((Button(t("Without e-mail"), _put(company, employee, field, "")),),) if now else (),
    }
    return Screen(text, (*picks.get(field, ()), back(t, EditEmployee(company=company, employee=employee))))


def step(t: Texts, company: int, steps: Sequence[str], field: str, gathered: Mapping[str, str]) -> Screen:
    """One question of the wizard, above it what is known."""
    at = steps.index(field)
    text = heading(
        t("New employee · {step} of {steps}", step=at + 1, steps=len(steps)), *_known(t, gathered), t(QUESTIONS[field])
    )
    picks: dict[str, tuple[Row, ...]] = {
        "kind": tuple((Button(t(name), _answer(company, field, kind)),) for kind, name in KINDS.items()),
        "email": ((Button(t("Without e-mail"), _answer(company, field, "")),),),
    }
    before = NewEmployee(company=company, step=steps[at - 1]) if at else People(company=company, page=0)
    return Screen(text, (*picks.get(field, ()), back(t, before)))


def summary(t: Texts, company: int, last: str, gathered: Mapping[str, str], cost: Cost) -> Screen:
    """Everything that was said and what it costs, before it is saved."""
    save = (Button(t("Save"), Hire(company=company)),)
    text = heading(t("New employee"), *_known(t, gathered), beyond(t, cost))
    return Screen(text, (save, back(t, NewEmployee(company=company, step=last))))


def _known(t: Texts, gathered: Mapping[str, str]) -> list[str]:
    return [f"{t(FIELDS[field])}: {_value(t, field, gathered[field])}" for field in FIELDS if field in gathered]


def _value(t: Texts, field: str, value: str) -> str:
    if field == "kind":
        return t(KINDS[NumberKind(value)])
    return quotation(value) if value else t("none")


def _field(t: Texts, company: int, employee: int, field: str, value: str) -> Button:
    shown = short(value, 40) if value else t("none")
    return Button(f"{t(FIELDS[field])}: {shown}", Edit(company=company, employee=employee, field=field))


def _put(company: int, employee: int, field: str, value: str) -> Put:
    return Put(company=company, employee=employee, field=field, value=value)


def _answer(company: int, field: str, value: str) -> Answer:
    return Answer(company=company, step=field, value=value)
