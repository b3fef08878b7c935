"""Where callers may be led, the same way on every screen that asks for it."""

from collections.abc import Callable, Sequence

from bot.domain.cards_menus import Place
from bot.domain.errors import N_
from bot.domain.menus import Kind
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, pages_of, short, turning


class Menu(CompanyTap, prefix="menu"):
    """One voice menu."""

    menu: int


ICONS = {Kind.DEPARTMENT: "👥", Kind.EMPLOYEE: "👤", Kind.MENU: "☰", Kind.VOICEMAIL: "✉", Kind.REPEAT: "↻"}
ALONE = {Kind.VOICEMAIL.value: N_("Voicemail of the company"), Kind.REPEAT.value: N_("The greeting once more")}


def named(t: Texts, place: Place) -> str:
    """«👥 Отдел продаж»."""
    title = short(place.title, 40) if place.target.id else t(ALONE[place.target.kind.value])
    return f"{ICONS[place.target.kind]} {title}"


def picker(
    t: Texts,
    places: Sequence[Place],
    chosen: Place | None,
    page: int,
    pick: Callable[[Place], CompanyTap],
    turn: Callable[[int], CompanyTap],
) -> tuple[tuple[Row, ...], int, int]:
    """The rows of a page of them, which page it is, and of how many."""
    shown, page, pages = pages_of(places, page)
    rows = tuple((Button(_label(t, place, chosen), pick(place)),) for place in shown)
    return (*rows, *turning(page, pages, turn(page - 1), turn(page + 1))), page, pages


def _label(t: Texts, place: Place, chosen: Place | None) -> str:
    label = f"{named(t, place)} · {short(place.phone)}" if place.phone else named(t, place)
    return f"{label} ✓" if chosen and place.target == chosen.target else label
