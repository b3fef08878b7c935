"""Whom we call on a stranger's wish, and when somebody orders a call in the chat."""

from collections.abc import Collection

from bot.domain.dialling import COUNTRIES
from bot.domain.errors import N_
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Screen
from bot.keyboards.home import back
from bot.keyboards.options import Options
from bot.keyboards.shared import heading, mark

ABOUT = N_(
    "Whom Gudok may call back at a client's wish or at yours: Russia and the countries that you allow, "
    "never premium or satellite numbers. Your own telephones dial as before."
)


class Regions(CompanyTap, prefix="regions"):
    """The countries."""


class AllowRegion(CompanyTap, prefix="region"):
    """Allow it or not: the state wanted."""

    region: str
    want: bool


def regions(t: Texts, company: int, allowed: Collection[str]) -> Screen:
    """A switch for each country; ours is always on."""
    taps = {it: AllowRegion(company=company, region=it, want=it not in allowed) for it in COUNTRIES}
    buttons = [Button(f"{mark(it in allowed)} {t(name)}", taps[it]) for it, name in COUNTRIES.items()]
    rows = tuple((button,) for button in buttons)
    return Screen(heading(t("Whom to call"), t(ABOUT)), (*rows, back(t, Options(company=company))))
