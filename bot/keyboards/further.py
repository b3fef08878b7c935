"""What is needed seldom: working time, clients, history, the language."""

from bot.i18n import Texts
from bot.keyboards.base import Button, Screen
from bot.keyboards.clients import Clients
from bot.keyboards.history import History
from bot.keyboards.home import Home, back
from bot.keyboards.language import language_button
from bot.keyboards.schedule import WorkingHours
from bot.keyboards.shared import heading


def further(t: Texts, company: int) -> Screen:
    """The way to each."""
    rows = (
        (Button(t("Working time"), WorkingHours(company=company)),),
        (Button(t("Clients and VIP"), Clients(company=company, page=0)),),
        (Button(t("History of changes"), History(company=company, page=0)),),
        (language_button(t, company),),
    )
    return Screen(heading(t("More")), (*rows, back(t, Home(company=company))))
