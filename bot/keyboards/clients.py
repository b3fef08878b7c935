"""The company's clients: the list, one of them, import and export."""

from collections.abc import Sequence

from bot.domain.client_cards import ClientLine, ClientsPage, Imported
from bot.domain.contact_files import MOST_CONTACTS, Skipped
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Screen, paged, quotation, short, telephone, told, turning
from bot.keyboards.home import Further, back
from bot.keyboards.shared import everybody, facts_line, found, heading, mark

SHOWN_SKIPPED = 8


class Clients(CompanyTap, prefix="clients"):
    """A page of the list; page -1 ends the search."""

    page: int


class Client(CompanyTap, prefix="client"):
    """One of them."""

    contact: int


class ClientVip(CompanyTap, prefix="cvip"):
    """VIP, or no more."""

    contact: int
    want: bool


class AddClient(CompanyTap, prefix="cadd"):
    """Ask for the number and name of a new one."""


class RenameClient(CompanyTap, prefix="cname"):
    """Ask for another name."""

    contact: int


class RemoveClient(CompanyTap, prefix="cgone"):
    """Not yet `sure`: ask."""

    contact: int
    sure: bool


class ImportClients(CompanyTap, prefix="cimport"):
    """What a file should look like."""


class ExportClients(CompanyTap, prefix="cexport"):
    """All of them as a file."""


def clients(t: Texts, company: int, shown: ClientsPage) -> Screen:
    """Everybody, a page at a time; ★ marks VIP."""
    known = t("Clients: {n}, VIP: {vips}", n=t.number(shown.everybody), vips=t.number(shown.vips))
    none = t("No clients yet. Add them one by one or send a file: CSV or vCard.")
    text = heading(
        t("Clients"),
        known if shown.everybody else none,
        found(t, shown.query, shown.total) if shown.everybody else "",
        *paged(t, shown.page, shown.pages),
    )
    rows = tuple((_client(company, line),) for line in shown.items)
    leaf = turning(shown.page, shown.pages, *(Clients(company=company, page=shown.page + by) for by in (-1, 1)))
    all_ = everybody(t, shown.query, Clients(company=company, page=-1))
    add, import_ = Button(t("+ Add a client"), AddClient(company=company)), Button(t("Import"), _import(company))
    export = (Button(t("Export"), ExportClients(company=company)),) if shown.everybody else ()
    return Screen(text, (*rows, *leaf, *all_, (add,), (import_, *export), back(t, Further(company=company))))


def client(t: Texts, company: int, one: ClientLine) -> Screen:
    """One, and what can be done."""
    at = {"company": company, "contact": one.id}
    rows = (
        (Button(f"{mark(one.vip)} {t('VIP')}", ClientVip(**at, want=not one.vip)),),
        (Button(t("Rename"), RenameClient(**at)), Button(t("Remove"), RemoveClient(**at, sure=False))),
    )
    about = t("Calls of VIP clients can be told of apart: choose so in a rule of notifications.")
    text = heading(_title(one), quotation(one.number), about)
    return Screen(text, (*rows, back(t, Clients(company=company, page=0))))


def ask_new(t: Texts, company: int) -> Screen:
    """The question for number and name."""
    text = heading(
        t("New client"), t("Send the number and the name, such as +7 900 123-45-67 Anna, or share a contact.")
    )
    return Screen(text, (back(t, Clients(company=company, page=0)),))


def ask_name(t: Texts, company: int, one: ClientLine) -> Screen:
    """The question for another name."""
    text = heading(_title(one), quotation(one.number), t("Send the new name."))
    return Screen(text, (back(t, Client(company=company, contact=one.id)),))


def ask_removal(t: Texts, company: int, one: ClientLine) -> Screen:
    """Sure?"""
    yes = (Button(t("Remove"), RemoveClient(company=company, contact=one.id, sure=True)),)
    text = heading(t("Remove {name}?", name=_title(one)), t("Calls and messages of this client stay."))
    return Screen(text, (yes, back(t, Client(company=company, contact=one.id))))


def ask_file(t: Texts, company: int) -> Screen:
    """What a file should look like."""
    text = heading(
        t("Import of clients"),
        t("Send a file: CSV with number, name and, if you like, VIP (yes or no), or vCard from a telephone."),
        t(
            "Who is in the list already gets the name from the file. At most {most} clients.",
            most=t.number(MOST_CONTACTS),
        ),
    )
    return Screen(text, (back(t, Clients(company=company, page=0)),))


def imported(t: Texts, company: int, result: Imported) -> Screen:
    """What the import has done, and what it left out and why."""
    counts = t(
        "Added: {added}, changed: {changed}, as they were: {same}",
        added=t.number(result.added),
        changed=t.number(result.changed),
        same=t.number(result.same),
    )
    more = len(result.skipped) - SHOWN_SKIPPED
    lines = [t("Left out: {n}", n=t.number(len(result.skipped)))] if result.skipped else []
    lines += [_skipped(t, one) for one in result.skipped[:SHOWN_SKIPPED]]
    rest = [t("and {n} more: the whole list is in the file below", n=t.number(more))] if more > 0 else []
    return Screen(heading(t("Import of clients"), f"✓ {counts}", *lines, *rest), (back(t, _list(company)),))


def reasons(t: Texts, skipped: Sequence[Skipped]) -> list[str]:
    """Why each was left out."""
    return [told(t, one.why, one.params) for one in skipped]


def _skipped(t: Texts, one: Skipped) -> str:
    why = told(t, one.why, one.params)
    return short(facts_line(t("line {n}", n=one.line), short(one.text, 30) if one.text else "", why), 120)


def _client(company: int, line: ClientLine) -> Button:
    name = short(line.name, 30) if line.name else ""
    label = facts_line(name, telephone(line.number))
    return Button(f"★ {label}" if line.vip else label, Client(company=company, contact=line.id))


def _title(one: ClientLine) -> str:
    return short(one.name, 80) if one.name else quotation(one.number)


def _import(company: int) -> ImportClients:
    return ImportClients(company=company)


def _list(company: int) -> Clients:
    return Clients(company=company, page=0)
