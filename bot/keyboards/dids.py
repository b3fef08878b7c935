"""Public numbers: which is the main one, and where each leads."""

from collections.abc import Sequence

from bot.domain.billing import Cost
from bot.domain.cards_options import Choice, DidCard
from bot.domain.numbers import human
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Screen, paged, pages_of, short, turning
from bot.keyboards.home import back
from bot.keyboards.people import Staff
from bot.keyboards.shared import beyond, facts_line, found, heading
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
    """Where shall it lead: a page of departments and employees. `did` 0: the new one of the wizard."""

    did: int
    page: int


class LeadTo(CompanyTap, prefix="lead"):
    """It leads here. 0: neither."""

    did: int
    department: int
    employee: int


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
    leads = t("Leads to: {name}", name=short(card.leads_to, 60)) if card.leads_to else t("Leads nowhere yet")
    main = t("★ The main number: clients see it first.") if card.main else ""
    make_main = ((Button(t("Make it the main one"), MainDid(company=company, did=card.id)),),) if not card.main else ()
    rows = (
        (Button(t("Where it leads"), Leads(company=company, did=card.id, page=0)),),
        *make_main,
        (Button(t("Remove the number"), Remove(company=company, what="did", id=card.id)),),
    )
    text = heading(short(human(card.number)), main, leads)
    return Screen(text, (*rows, back(t, Dids(company=company, page=0))))


def ask_new(t: Texts, company: int) -> Screen:
    """The first step of a new one."""
    text = heading(t("New public number · 1 of 2"), t("Send the number, such as +7 992 385-52-59."))
    return Screen(text, (back(t, Dids(company=company, page=0)),))


def leads(
    t: Texts,
    company: int,
    number: str,
    did: int,
    places: Sequence[tuple[Choice, bool]],
    page: int,
    query: str,
    cost: Cost | None = None,
) -> Screen:
    """Departments, then employees (True); the last step of a new one (`did` 0, and what it costs) or a change."""
    shown, page, pages = pages_of(places, page)
    rows = tuple((_place(company, did, *place),) for place in shown)
    leaf = turning(page, pages, *(Leads(company=company, did=did, page=page + step) for step in (-1, 1)))
    title = short(human(number)) if did else t("New public number · 2 of 2")
    text = heading(
        title,
        "" if did else short(human(number)),
        beyond(t, cost),
        t("Where shall its calls go?"),
        found(t, query, len(places)),
        *paged(t, page, pages),
    )
    before = Did(company=company, did=did) if did else NewDid(company=company)
    return Screen(text, (*rows, *leaf, back(t, before)))


def _did(company: int, card: DidCard) -> Button:
    label = facts_line(short(human(card.number)), short(card.leads_to, 30) if card.leads_to else "")
    return Button(f"★ {label}" if card.main else label, Did(company=company, did=card.id))


def _place(company: int, did: int, place: Choice, employee: bool) -> Button:
    tap = LeadTo(company=company, did=did, department=0 if employee else place.id, employee=place.id if employee else 0)
    icon = "👤" if employee else "👥"
    return Button(f"{icon} {short(place.title, 40)}{' ✓' if place.chosen else ''}", tap)
