"""Public numbers: which is the main one, and where each leads."""

from collections.abc import Sequence

from bot.domain.billing import Cost
from bot.domain.cards_menus import DidCard, Place
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Screen, paged, pages_of, short, telephone, turning
from bot.keyboards.home import back
from bot.keyboards.people import Staff
from bot.keyboards.places import named, picker
from bot.keyboards.shared import beyond, everything, facts_line, found, heading
from bot.keyboards.staff import Remove


class Dids(CompanyTap, prefix="dids"):
    """A page of the list."""

    page: int


class Did(CompanyTap, prefix="did"):
    """One public number."""

    did: int


class MainDid(CompanyTap, prefix="main"):
    """Make it the main one."""

    did: int


class NewDid(CompanyTap, prefix="didnew"):
    """Ask for a new one."""


class Leads(CompanyTap, prefix="leads"):
    """Where shall it lead: a page of places. `did` 0: the new one of the wizard. `closed`: while the company is."""

    did: int
    closed: bool
    page: int


class LeadTo(CompanyTap, prefix="lead"):
    """It leads here. "", only while closed: where it always leads."""

    did: int
    closed: bool
    to: str


def dids(t: Texts, company: int, all_: Sequence[DidCard], page: int) -> Screen:
    """Each with where it leads; ★ marks the main one."""
    shown, page, pages = pages_of(all_, page)
    rows = tuple((_did(company, card),) for card in shown)
    leaf = turning(page, pages, *(Dids(company=company, page=page + step) for step in (-1, 1)))
    add = (Button(t("+ Add a public number"), NewDid(company=company)),)
    text = heading(t("Public numbers"), *paged(t, page, pages), t("★ is the main one.") if all_ else t("None yet."))
    return Screen(text, (*rows, *leaf, add, back(t, Staff(company=company))))


def did(t: Texts, company: int, card: DidCard) -> Screen:
    """One of them."""
    at = {"company": company, "did": card.id}
    main = t("★ The main number: clients see it first.") if card.main else ""
    make_main = ((Button(t("Make it the main one"), MainDid(**at)),),) if not card.main else ()
    rows = (
        (Button(t("Where it leads"), Leads(**at, closed=False, page=0)),),
        (Button(t("While you are closed"), Leads(**at, closed=True, page=0)),),
        *make_main,
        (Button(t("Remove the number"), Remove(company=company, what="did", id=card.id)),),
    )
    text = heading(
        short(telephone(card.number)),
        main,
        t("Leads to: {name}", name=named(t, card.leads_to)) if card.leads_to else t("Leads nowhere yet"),
        t("While you are closed: {name}", name=named(t, card.off_hours)) if card.off_hours else "",
    )
    return Screen(text, (*rows, back(t, Dids(company=company, page=0))))


def ask_new(t: Texts, company: int) -> Screen:
    """The first step of a new one."""
    text = heading(t("New public number · 1 of 2"), t("Send the number, such as +7 992 385-52-59."))
    return Screen(text, (back(t, Dids(company=company, page=0)),))


def leads(
    t: Texts, company: int, card: DidCard, closed: bool, places: Sequence[Place], page: int, query: str
) -> Screen:
    """Where it shall lead, always or only while the company is closed."""
    at = {"company": company, "did": card.id, "closed": closed}
    now = card.off_hours if closed else card.leads_to
    rows, page, pages = picker(
        t, places, now, page, lambda place: LeadTo(**at, to=str(place.target)), lambda to: Leads(**at, page=to)
    )
    always = ((Button(t("As in working hours"), LeadTo(**at, to="")),),) if closed and now else ()
    text = heading(
        short(telephone(card.number)),
        t("Where shall its calls go while you are closed?") if closed else t("Where shall its calls go?"),
        found(t, query, len(places)),
        *paged(t, page, pages),
    )
    all_ = everything(t, query, Leads(**at, page=-1))
    return Screen(text, (*rows, *all_, *always, back(t, Did(company=company, did=card.id))))


def leads_new(
    t: Texts, company: int, number: str, places: Sequence[Place], page: int, query: str, cost: Cost
) -> Screen:
    """The last step of a new one: what it costs, and where it shall lead."""
    at = {"company": company, "did": 0, "closed": False}
    rows, page, pages = picker(
        t, places, None, page, lambda place: LeadTo(**at, to=str(place.target)), lambda to: Leads(**at, page=to)
    )
    text = heading(
        t("New public number · 2 of 2"),
        short(telephone(number)),
        beyond(t, cost),
        t("Where shall its calls go?"),
        found(t, query, len(places)),
        *paged(t, page, pages),
    )
    all_ = everything(t, query, Leads(**at, page=-1))
    return Screen(text, (*rows, *all_, back(t, NewDid(company=company))))


def _did(company: int, card: DidCard) -> Button:
    label = facts_line(short(telephone(card.number)), short(card.leads_to.title, 30) if card.leads_to else "")
    return Button(f"★ {label}" if card.main else label, Did(company=company, did=card.id))
