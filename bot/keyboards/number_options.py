"""Options for numbers (O10): the list of them, and one for many numbers at once."""

from collections.abc import Collection
from itertools import groupby

from bot.domain.cards_numbers import BulkOffer, BulkResult, NumberLine, NumbersPage, SkippedNumber
from bot.domain.cards_options import NumberOptionLine
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, few, paged, short, turning
from bot.keyboards.home import back
from bot.keyboards.options import Options, not_now
from bot.keyboards.shared import cost, everybody, found, heading, mark, switched


class NumberOptions(CompanyTap, prefix="nopts"):
    """Which option."""


class Pick(CompanyTap, prefix="pick"):
    """Whose numbers: a page of the list; -1 ends the search."""

    key: str
    page: int


class Mark(CompanyTap, prefix="mark"):
    """Take this one in, or out."""

    key: str
    page: int
    employee: int
    want: bool


class MarkAll(CompanyTap, prefix="all"):
    """Take in everybody whom the search finds, or nobody."""

    key: str
    page: int
    want: bool


class OfferBulk(CompanyTap, prefix="many"):
    """What it would do and cost for those who are marked."""

    key: str
    want: bool


class SwitchBulk(CompanyTap, prefix="bulk"):
    """For all who are marked, to this state."""

    key: str
    want: bool


def number_options(t: Texts, company: int, options: tuple[NumberOptionLine, ...]) -> Screen:
    """Each with its price and on how many numbers it is on."""
    rows = tuple((_option(t, company, line),) for line in options)
    text = heading(t("Options for numbers"), t("The fee is taken for each number that has the option."))
    return Screen(text, (*rows, back(t, Options(company=company))))


def pick(t: Texts, company: int, shown: NumbersPage, marked: Collection[int]) -> Screen:
    """The list with ticks; a circle says whether the option is on already."""
    assert shown.option is not None, "numbers are picked for an option"
    key, page = shown.option.key, shown.page
    text = heading(
        t(shown.option.name),
        t("Marked: {n}", n=len(marked)),
        found(t, shown.query, len(shown.ids)),
        *paged(t, page, shown.pages),
    )
    rows = tuple((_pick(company, key, page, line, line.employee_id in marked),) for line in shown.items)
    leaf = turning(page, shown.pages, *(Pick(company=company, key=key, page=page + step) for step in (-1, 1)))
    end = back(t, NumberOptions(company=company))
    all_ = everybody(t, shown.query, Pick(company=company, key=key, page=-1))
    ways = (*leaf, *all_, *_all(t, company, shown, marked), *_act(t, company, key, marked))
    return Screen(text, (*rows, *ways, end))


def bulk(t: Texts, company: int, shown: BulkOffer, want: bool) -> Screen:
    """What it does and costs, before it is done."""
    back_to = Pick(company=company, key=shown.option.key, page=0)
    change = t.n("For {n} number", "For {n} numbers", shown.change)
    text = heading(
        t(shown.option.name),
        (f"{change}: {cost(t, shown.cost)}" if want else change) if shown.change else t("There is nothing to change."),
        *_rest(t, want, shown.already, shown.skipped),
    )
    if not shown.change:
        return Screen(text, (back(t, back_to),))
    label = t("Switch on for {n}", n=shown.change) if want else t("Switch off for {n}", n=shown.change)
    do = Button(label, SwitchBulk(company=company, key=shown.option.key, want=want))
    return Screen(text, ((do,), not_now(t, back_to)))


def working(t: Texts, name: str, done: int, total: int) -> Screen:
    """The progress of a long work; no buttons meanwhile."""
    bar = "▓" * round(10 * done / max(total, 1))
    return Screen(heading(t(name), f"{bar:░<10} {t('{done} of {total}', done=done, total=total)}"))


def done(t: Texts, result: BulkResult, want: bool, zone: str) -> str:
    """One line about what has happened, and who was left out."""
    count = t.n("{n} number", "{n} numbers", result.changed)
    first = (
        f"{switched(t, want, result.at, zone, result.cost)} · {count}" if result.changed else t("Nothing was changed.")
    )
    return "\n".join((first, *_rest(t, want, result.already, result.skipped)))


def _rest(t: Texts, want: bool, already: int, skipped: tuple[SkippedNumber, ...]) -> list[str]:
    on, off = t("Already on: {n}", n=already), t("Already off: {n}", n=already)
    return [*([on if want else off] if already else []), *_skipped(t, skipped)]


def _skipped(t: Texts, skipped: tuple[SkippedNumber, ...]) -> list[str]:
    reasons = groupby(sorted(skipped, key=lambda one: one.why), key=lambda one: one.why)
    return [
        t("Left out {n}: {names}. {why}", n=len(people), names=few(t, [one.name for one in people]), why=t(why))
        for why, group in reasons
        if (people := list(group))
    ]


def _option(t: Texts, company: int, line: NumberOptionLine) -> Button:
    on = t("{on} of {n}", on=line.on, n=line.numbers)
    return Button(f"{t(line.name)} · {t.money(line.price)} · {on}", Pick(company=company, key=line.key, page=0))


def _pick(company: int, key: str, page: int, line: NumberLine, marked: bool) -> Button:
    label = f"{'☑️' if marked else '◻️'} {short(line.name, 28)} · {short(line.phone, 8)} {mark(key in line.on)}"
    return Button(label, Mark(company=company, key=key, page=page, employee=line.employee_id, want=not marked))


def _all(t: Texts, company: int, shown: NumbersPage, marked: Collection[int]) -> tuple[Row, ...]:
    assert shown.option is not None, "numbers are picked for an option"
    where = {"company": company, "key": shown.option.key, "page": shown.page}
    everybody = Button(t("Mark all {n}", n=len(shown.ids)), MarkAll(**where, want=True))
    nobody = Button(t("Unmark"), MarkAll(**where, want=False))
    return ((*([everybody] if set(shown.ids) - set(marked) else []), *([nobody] if marked else [])),)


def _act(t: Texts, company: int, key: str, marked: Collection[int]) -> tuple[Row, ...]:
    if not marked:
        return ()
    on, off = (OfferBulk(company=company, key=key, want=want) for want in (True, False))
    return ((Button(t("Switch on…"), on), Button(t("Switch off…"), off)),)
