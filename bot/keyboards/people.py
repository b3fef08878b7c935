"""Employees: who is linked, and the invitation."""

from bot.domain.cards import EmployeeItem
from bot.domain.numbers import human
from bot.i18n import Html, Texts
from bot.keyboards.base import PER_PAGE, Button, CompanyTap, Screen, bold, lines, short, turning
from bot.keyboards.home import Home, back


class People(CompanyTap, prefix="people"):
    """A page of the list."""

    page: int


class Employee(CompanyTap, prefix="person"):
    """One employee's card; `page`: where one was."""

    employee: int
    page: int


class Invite(CompanyTap, prefix="invite"):
    """Make a one-time link for this employee."""

    employee: int
    page: int


def people(t: Texts, company: int, employees: tuple[EmployeeItem, ...], page: int) -> Screen:
    """Everybody, a page at a time; ✓ marks who gets messages in Telegram."""
    pages = max(1, -(-len(employees) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    linked = sum(employee.linked for employee in employees)
    text = lines(
        bold(t("Employees")),
        t("In Telegram: {linked} of {n}", linked=linked, n=len(employees)),
        *([t("Page {page} of {pages}", page=page + 1, pages=pages)] if pages > 1 else []),
    )
    shown = employees[page * PER_PAGE : (page + 1) * PER_PAGE]
    rows = tuple((_employee(company, employee, page),) for employee in shown)
    leaf = turning(page, pages, People(company=company, page=page - 1), People(company=company, page=page + 1))
    return Screen(text, (*rows, *leaf, back(t, Home(company=company))))


def card(t: Texts, company: int, employee: EmployeeItem, page: int) -> Screen:
    """One employee, and the way to link them."""
    state = (
        t("✓ In Telegram: voicemail comes to them there.")
        if employee.linked
        else t("Not in Telegram yet. Send an invitation, and voicemail will come to them there.")
    )
    numbers = t("Number {number} · telephone {phone}", number=_number(employee), phone=short(employee.phone))
    again = Button(t("Invite"), Invite(company=company, employee=employee.id, page=page))
    return Screen(
        lines(bold(short(employee.name, 80)), numbers, state), ((again,), back(t, People(company=company, page=page)))
    )


def invitation(t: Texts, company_name: str, name: str, link: str) -> Html:
    """A message of its own, to be forwarded to the employee."""
    return t.html(
        "{name}, this is your invitation to the telephone system of {company}. Open the link and press Start:\n"
        "{link}\n"
        "It is for you alone, works once and for 24 hours.",
        name=short(name, 80),
        company=short(company_name, 80),
        link=link,
    )


def _employee(company: int, employee: EmployeeItem, page: int) -> Button:
    label = f"{short(employee.name, 30)} · {short(employee.phone, 16)}"
    return Button(
        f"✓ {label}" if employee.linked else label, Employee(company=company, employee=employee.id, page=page)
    )


def _number(employee: EmployeeItem) -> str:
    return short(human(employee.number))
