"""Voice menus (V1): the list, a card with its keys drawn plainly, and where each key leads."""

from collections.abc import Sequence

from bot.domain.cards_menus import MenuCard, Place, VoiceMenuLine
from bot.domain.errors import N_
from bot.domain.menus import KEYS
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, lines, paged, pages_of, quotation, short, turning
from bot.keyboards.home import back
from bot.keyboards.melodies import Slot
from bot.keyboards.people import Staff
from bot.keyboards.places import Menu, named, picker
from bot.keyboards.shared import everything, facts_line, found, heading, mark
from bot.keyboards.staff import Remove

ASKED = {
    "name": N_("Send the new name of the menu."),
    "repeats": N_("Send how often the greeting comes again, from 0 to 5."),
    "seconds": N_("Send for how many seconds a key is waited for, from 1 to 30."),
}


class Menus(CompanyTap, prefix="menus"):
    """A page of the list."""

    page: int


class NewMenu(CompanyTap, prefix="menunew"):
    """Ask for the name of a new one."""


class EditMenu(CompanyTap, prefix="menuedit"):
    """Ask for its name, how often it repeats, for how long it waits."""

    menu: int
    field: str


class BargeIn(CompanyTap, prefix="bargein"):
    """A key cuts its greeting short, or not."""

    menu: int
    want: bool


class Keys(CompanyTap, prefix="keys"):
    """All keys, to choose one."""

    menu: int


class Key(CompanyTap, prefix="key"):
    """Where shall this key lead: a page of places. "": without a key."""

    menu: int
    key: str
    page: int


class LeadKey(CompanyTap, prefix="keyto"):
    """It leads there; "": nowhere any more."""

    menu: int
    key: str
    to: str


def menus(t: Texts, company: int, all_: Sequence[VoiceMenuLine], page: int) -> Screen:
    """Each with the number of its keys."""
    shown, page, pages = pages_of(all_, page)
    rows = tuple((Button(f"☰ {short(it.name)} · {it.keys}", Menu(company=company, menu=it.id)),) for it in shown)
    leaf = turning(page, pages, *(Menus(company=company, page=page + step) for step in (-1, 1)))
    add = (Button(t("+ Add a voice menu"), NewMenu(company=company)),)
    about = t("Callers press a key and come to a department, an employee, voicemail or another menu.")
    text = heading(t("Voice menus"), about, *paged(t, page, pages))
    return Screen(text, (*rows, *leaf, add, back(t, Staff(company=company))))


def menu(t: Texts, company: int, card: MenuCard) -> Screen:
    """What callers hear and what they may press."""
    led = ", ".join(quotation(name) for name in card.led[:5])
    repeats = t.n("says it {n} time more", "says it {n} times more", card.repeats)
    waits = t.n("waits {n} second for a key", "waits {n} seconds for a key", card.seconds)
    greeting = t("Default") if card.greeting.name is None else short(card.greeting.name)
    text = lines(
        heading(
            short(card.name, 80),
            t("Led here: {names}", names=led) if led else t("Nothing leads here yet."),
            t("Greeting: {name}", name=greeting),
            facts_line(waits, repeats),
        ),
        "",
        *(f"{key} → {named(t, place)}" for key, place in card.keys),
        t("No key → {name}", name=named(t, card.default)),
    )
    at = {"company": company, "menu": card.id}
    rows = (
        (Button(t("Keys"), Keys(**at)), Button(t("Without a key"), Key(**at, key="", page=0))),
        (Button(f"{mark(card.barge_in)} {t('A key cuts the greeting short')}", BargeIn(**at, want=not card.barge_in)),),
        (Button(t("Repeats"), EditMenu(**at, field="repeats")), Button(t("Wait"), EditMenu(**at, field="seconds"))),
        (
            Button(t("Greeting"), Slot(company=company, slot=f"menu/{card.id}")),
            Button(t("Rename"), EditMenu(**at, field="name")),
        ),
        (Button(t("Remove the menu"), Remove(company=company, what="menu", id=card.id)),),
    )
    return Screen(text, (*rows, back(t, Menus(company=company, page=0))))


def keys(t: Texts, company: int, card: MenuCard) -> Screen:
    """Those that lead somewhere, each on its line; then the free ones. Whichever is pressed here is set next."""
    led = dict(card.keys)
    leading: tuple[Row, ...] = tuple((_key(t, company, card.id, key, led[key]),) for key in KEYS if key in led)
    free = [_key(t, company, card.id, key, None) for key in KEYS if key not in led]
    rows = (*leading, *(tuple(free[at : at + 2]) for at in range(0, len(free), 2)))
    text = heading(short(card.name, 80), t("Which key?"))
    return Screen(text, (*rows, back(t, Menu(company=company, menu=card.id))))


def key(t: Texts, company: int, card: MenuCard, pressed: str, places: Sequence[Place], page: int, query: str) -> Screen:
    """Where shall it lead?"""
    now = dict(card.keys).get(pressed) if pressed else card.default
    at = {"company": company, "menu": card.id, "key": pressed}
    rows, page, pages = picker(
        t, places, now, page, lambda place: LeadKey(**at, to=str(place.target)), lambda to: Key(**at, page=to)
    )
    title = t("Key {key}", key=pressed) if pressed else t("Without a key")
    remove = ((Button(t("Leads nowhere"), LeadKey(**at, to="")),),) if now and pressed else ()
    text = heading(
        facts_line(short(card.name, 60), title),
        t("Now: {name}", name=named(t, now)) if now else t("Leads nowhere"),
        found(t, query, len(places)),
        *paged(t, page, pages),
    )
    way = Keys(company=company, menu=card.id) if pressed else Menu(company=company, menu=card.id)
    all_ = everything(t, query, Key(**at, page=-1))
    return Screen(text, (*rows, *all_, *remove, back(t, way)))


def ask(t: Texts, company: int, card: MenuCard, field: str) -> Screen:
    """The question for its name, repeats or wait."""
    now = {"name": short(card.name, 80), "repeats": str(card.repeats), "seconds": str(card.seconds)}[field]
    text = heading(short(card.name, 80), t("Now: {name}", name=now), t(ASKED[field]))
    return Screen(text, (back(t, Menu(company=company, menu=card.id)),))


def ask_new(t: Texts, company: int) -> Screen:
    """The question for a new one's name."""
    text = heading(t("New voice menu"), t("Send its name: callers do not hear it."))
    return Screen(text, (back(t, Menus(company=company, page=0)),))


def _key(t: Texts, company: int, menu_: int, key_: str, place: Place | None) -> Button:
    label = f"{key_} → {short(named(t, place), 24)}" if place else key_
    return Button(label, Key(company=company, menu=menu_, key=key_, page=0))
