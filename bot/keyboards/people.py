"""Employees: the list, one employee's card with the options of the number, the invitation."""

from collections.abc import Collection

from bot.domain.cards_numbers import NumberCard, NumberLine, NumberOption, NumbersPage
from bot.domain.forwarding import Forwarding
from bot.domain.options import NumberKind
from bot.i18n import Html, Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, few, paged, short, telephone, turning
from bot.keyboards.home import back
from bot.keyboards.shared import everybody, facts_line, found, heading, mark, switch_label


class Staff(CompanyTap, prefix="staff"):
    """Employees, departments, public numbers."""


class People(CompanyTap, prefix="people"):
    """A page of the list."""

    page: int


class Employee(CompanyTap, prefix="person"):
    """One employee's card."""

    employee: int


class Invite(CompanyTap, prefix="invite"):
    """Make a one-time link for this employee."""

    employee: int


class NumberSwitch(CompanyTap, prefix="nopt"):
    """One option of one number."""

    employee: int
    key: str


class ToVoicemail(CompanyTap, prefix="tomail"):
    """When callers of this employee are asked for a message."""

    employee: int


class OwnHours(CompanyTap, prefix="own"):
    """The hours of the employee, where they are not the company's."""

    employee: int


class EditEmployee(CompanyTap, prefix="change"):
    """Which of their details."""

    employee: int


class HandOver(CompanyTap, prefix="handover"):
    """The number has another person now: what that means."""

    employee: int


def people(t: Texts, company: int, shown: NumbersPage, linked: Collection[int], new: CompanyTap) -> Screen:
    """Everybody, a page at a time; ✓ marks who gets messages in Telegram."""
    in_telegram = len(set(shown.ids) & set(linked))
    text = heading(
        t("Employees"),
        t("In Telegram: {linked} of {n}", linked=in_telegram, n=len(shown.ids)) if shown.ids else "",
        found(t, shown.query, len(shown.ids)),
        *paged(t, shown.page, shown.pages),
    )
    rows = tuple((_employee(company, line, line.employee_id in linked),) for line in shown.items)
    leaf = turning(shown.page, shown.pages, *(People(company=company, page=shown.page + step) for step in (-1, 1)))
    all_ = everybody(t, shown.query, People(company=company, page=-1))
    add = (Button(t("+ Add an employee"), new),)
    return Screen(text, (*rows, *leaf, *all_, add, back(t, Staff(company=company))))


def card(t: Texts, company: int, one: NumberCard, linked: bool) -> Screen:
    """Everything about one employee, and the switches of the number."""
    state = (
        t("✓ In Telegram: voicemail comes to them there.")
        if linked
        else t("Not in Telegram yet. Send an invitation, and voicemail will come to them there.")
    )
    text = heading(
        short(one.name, 80),
        t("Number {number} · telephone {phone}", number=short(telephone(one.number)), phone=short(one.phone)),
        t("Added number: no caller ID, no recording") if one.kind is NumberKind.ADDED else "",
        _settings(t, one),
        t("Departments: {names}", names=few(t, one.departments, 5)) if one.departments else t("In no department"),
        short(one.email, 60) if one.email else "",
        state,
    )
    rows = tuple((_option(t, company, one.employee_id, option),) for option in one.options)
    forwarding = (Button(forwarded(t, one), ToVoicemail(company=company, employee=one.employee_id)),)
    theirs = t("Working time: their own") if one.own_hours else t("Working time: as the company")
    hours = (Button(theirs, OwnHours(company=company, employee=one.employee_id)),)
    ways = _ways(t, company, one.employee_id)
    return Screen(text, (*rows, forwarding, hours, *ways, back(t, People(company=company, page=0))))


def forwarded(t: Texts, one: NumberCard) -> str:
    """«На голосовую почту: через 20 с»."""
    names = {
        Forwarding.OFF: t("To voicemail: never"),
        Forwarding.NO_ANSWER: t("To voicemail: after {n} s", n=one.ring_seconds),
        Forwarding.BUSY: t("To voicemail: busy or after {n} s", n=one.ring_seconds),
    }
    return names[one.forwarding]


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


def _employee(company: int, line: NumberLine, linked: bool) -> Button:
    label = facts_line(short(line.name, 30), short(line.phone, 16), line.short_number)
    return Button(f"✓ {label}" if linked else label, Employee(company=company, employee=line.employee_id))


def _settings(t: Texts, one: NumberCard) -> str:
    on = {option.option.key for option in one.options if option.on}
    melody = next((choice.title for choice in one.melodies if choice.chosen), "")
    return facts_line(
        t("short number {number}", number=one.short_number) if one.short_number else "",
        t("clients see {number}", number=short(telephone(one.shows))) if one.shows and "caller-id" in on else "",
        t("melody {name}", name=short(melody, 30)) if melody and "melody" in on else "",
    )


def _option(t: Texts, company: int, employee: int, option: NumberOption) -> Button:
    tap = NumberSwitch(company=company, employee=employee, key=option.option.key)
    if option.missing and not option.on:
        return Button(f"{mark(False)} {t(option.option.name)}", tap)
    return Button(switch_label(t, option.on, option.option.name, option.option.price), tap)


def _ways(t: Texts, company: int, employee: int) -> tuple[Row, ...]:
    edit = Button(t("Change"), EditEmployee(company=company, employee=employee))
    return ((edit, Button(t("Invite"), Invite(company=company, employee=employee))),)
