"""The way home, and between one's companies (G7)."""

from bot.domain.cards import Seat
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, Tap, bold, short


class Home(CompanyTap, prefix="home"):
    """The first screen of a company: the status card, or the mailbox for Staff."""


class Further(CompanyTap, prefix="further"):
    """What is needed seldom."""


class Choose(Tap, prefix="choose"):
    """The list of the person's companies."""


def back(t: Texts, to: Tap) -> Row:
    """Always the last row."""
    return (Button(t("‹ Back"), to),)


def switcher(t: Texts, seats: int) -> tuple[Row, ...]:
    """The way to one's other companies, for those who have them."""
    return ((Button(t("Other company"), Choose()),),) if seats > 1 else ()


def companies(t: Texts, seats: tuple[Seat, ...]) -> Screen:
    """Which one?"""
    rows = tuple((Button(short(seat.company_name), Home(company=seat.company_id)),) for seat in seats)
    return Screen(bold(t("Your companies")), rows)
