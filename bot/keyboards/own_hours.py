"""An employee's own hours (G4): the week beside the company's, and the question for a day."""

from bot.domain.cards_menus import OwnHoursCard
from bot.domain.history import FIELDS
from bot.domain.schedule_lines import CLOSED, WEEKDAYS
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, short
from bot.keyboards.home import back
from bot.keyboards.people import Employee, OwnHours
from bot.keyboards.schedule import ALWAYS, HOW, USUAL, said
from bot.keyboards.shared import facts_line, heading

WEEK = "week"  # instead of a day: all of them


class OwnWeekday(CompanyTap, prefix="ownday"):
    """Ask for the employee's hours of a day of the week."""

    employee: int
    day: str


class PutOwnWeekday(CompanyTap, prefix="ownput"):
    """They are off on that day, work round the clock, or as the company."""

    employee: int
    day: str
    value: str


def own_hours(t: Texts, company: int, card: OwnHoursCard) -> Screen:
    """The week; what is theirs says so."""
    text = heading(
        short(card.name, 80),
        t("Working hours of the employee: rules of notifications go by them."),
        t("Public holidays and special days are the company's."),
    )
    rows: tuple[Row, ...] = tuple((_day(t, company, card, name),) for name in WEEKDAYS)
    usual = Button(t("As the company on all days"), _put(company, card, WEEK, USUAL))
    end = back(t, Employee(company=company, employee=card.employee_id))
    return Screen(text, (*rows, *([(usual,)] if card.own else []), end))


def own_weekday(t: Texts, company: int, card: OwnHoursCard, name: str) -> Screen:
    """The question for the hours of a day."""
    at = WEEKDAYS.index(name)
    text = heading(
        short(card.name, 80),
        t("{day}: {hours}", day=t(FIELDS[name]), hours=said(t, card.week[at])),
        t("The company: {hours}", hours=said(t, card.companys[at])),
        t(HOW),
    )
    answers = (
        Button(t("Day off"), _put(company, card, name, CLOSED)),
        Button(t("Round the clock"), _put(company, card, name, ALWAYS)),
    )
    usual = ((Button(t("As the company"), _put(company, card, name, USUAL)),),) if name in card.own else ()
    return Screen(text, (answers, *usual, back(t, OwnHours(company=company, employee=card.employee_id))))


def _day(t: Texts, company: int, card: OwnHoursCard, name: str) -> Button:
    hours = said(t, card.week[WEEKDAYS.index(name)])
    label = facts_line(t(FIELDS[name]), hours, t("own") if name in card.own else "")
    return Button(label, OwnWeekday(company=company, employee=card.employee_id, day=name))


def _put(company: int, card: OwnHoursCard, day: str, value: str) -> PutOwnWeekday:
    return PutOwnWeekday(company=company, employee=card.employee_id, day=day, value=value)
