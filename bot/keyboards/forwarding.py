"""When callers of an employee are asked for a message (V1)."""

from bot.domain.cards_numbers import NumberCard
from bot.domain.errors import N_
from bot.domain.forwarding import Forwarding
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Screen, short
from bot.keyboards.home import back
from bot.keyboards.people import Employee, forwarded
from bot.keyboards.shared import heading, mark

FORWARDED = {
    Forwarding.NO_ANSWER: N_("When there is no answer"),
    Forwarding.BUSY: N_("When busy or no answer"),
    Forwarding.OFF: N_("Never"),
}
ABOUT = {
    Forwarding.NO_ANSWER: N_("Whoever is on the phone is waited for, and then their phone rings."),
    Forwarding.BUSY: N_("While the employee is on the phone, callers are asked for a message at once."),
    Forwarding.OFF: N_("Nobody is asked for a message: when nobody answers, the call ends."),
}


class Forward(CompanyTap, prefix="forward"):
    """Do it this way."""

    employee: int
    value: str


def forwarding(t: Texts, company: int, one: NumberCard) -> Screen:
    """The three ways; the seconds are typed."""
    text = heading(
        short(one.name, 80),
        forwarded(t, one),
        t(ABOUT[one.forwarding]),
        t("The phone rings for {n} s. To change that, send a number from 5 to 120.", n=one.ring_seconds),
    )
    rows = tuple(
        (Button(f"{mark(way is one.forwarding)} {t(name)}", _forward(company, one.employee_id, way)),)
        for way, name in FORWARDED.items()
    )
    return Screen(text, (*rows, back(t, Employee(company=company, employee=one.employee_id))))


def _forward(company: int, employee: int, way: Forwarding) -> Forward:
    return Forward(company=company, employee=employee, value=way.value)
