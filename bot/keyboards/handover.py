"""An employee's number is given to another person."""

from bot.domain.cards_numbers import NumberCard
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Screen, short
from bot.keyboards.home import back
from bot.keyboards.people import EditEmployee
from bot.keyboards.shared import heading


class HandOverNow(CompanyTap, prefix="handed"):
    """From now on."""

    employee: int


def hand_over(t: Texts, company: int, one: NumberCard) -> Screen:
    """What it means, before it is done."""
    text = heading(
        t("{name}: another person has the number?", name=short(one.name, 60)),
        t("Whoever had it is disconnected and sees its voicemail no more."),
        t("Their e-mail address is taken out: {email}", email=short(one.email, 60)) if one.email else "",
        t("The new one, once invited, sees only messages that come from now on. You keep them all."),
    )
    yes = Button(t("Hand it over"), HandOverNow(company=company, employee=one.employee_id))
    return Screen(text, ((yes,), back(t, EditEmployee(company=company, employee=one.employee_id))))
