"""Notification rules: the list, several picked at once, what a dry run has found."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.cards import Seat
from bot.domain.rule_cards import RuleLine, WouldTell
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Screen, few, paged, pages_of, quotation, short, turning
from bot.keyboards.home import Home, back
from bot.keyboards.rule_words import KINDS, told
from bot.keyboards.shared import facts_line, heading


class Rules(CompanyTap, prefix="rules"):
    """A page of the list."""

    page: int


class OpenRule(CompanyTap, prefix="rule"):
    """One rule, to look at and to change."""

    rule: int


class PickRules(CompanyTap, prefix="rpick"):
    """A page of the list with ticks."""

    page: int


class MarkRule(CompanyTap, prefix="rmark"):
    """Take this one in, or out; 0 is all of them."""

    page: int
    rule: int
    want: bool


class EditRules(CompanyTap, prefix="redit"):
    """Change those that are marked."""


class RemoveRules(CompanyTap, prefix="rgone"):
    """Remove what is marked, or what is being changed; not yet `sure`: ask."""

    sure: bool


class RuleStep(CompanyTap, prefix="rstep"):
    """A step of the wizard, or of the change of one rule or several."""

    step: str
    page: int = 0


class RuleSay(CompanyTap, prefix="rsay"):
    """An answer at a step: a word, or «+» or «-» and what to tick or not."""

    step: str
    page: int
    value: str


class SaveRules(CompanyTap, prefix="rsave"):
    """Keep what the wizard has gathered."""


class RuleInvite(CompanyTap, prefix="rinv"):
    """A one-time link for somebody who is to be told in Telegram."""

    employee: int


def rules(t: Texts, company: int, all_: Sequence[RuleLine], page: int) -> Screen:
    """Who is told of what."""
    shown, page, pages = pages_of(all_, page)
    none = t("Notifications are off.\nAdd people, and they will be told of missed calls and voicemail.")
    text = heading(t("Notifications"), *paged(t, page, pages), "" if all_ else none)
    rows = tuple((Button(_label(t, line), OpenRule(company=company, rule=line.id)),) for line in shown)
    leaf = turning(page, pages, *(Rules(company=company, page=page + step) for step in (-1, 1)))
    add = (Button(t("+ Add a rule"), RuleStep(company=company, step="people")),)
    several = ((Button(t("Pick several"), PickRules(company=company, page=page)),),) if len(all_) > 1 else ()
    return Screen(text, (*rows, *leaf, add, *several, back(t, Home(company=company))))


def pick(t: Texts, company: int, all_: Sequence[RuleLine], page: int, marked: Collection[int]) -> Screen:
    """The list with ticks, and what to do with the ticked ones."""
    shown, page, pages = pages_of(all_, page)
    count = t("Marked: {marked} of {n}", marked=len(marked), n=len(all_))
    rows = tuple((_tick(t, company, page, line, line.id in marked),) for line in shown)
    leaf = turning(page, pages, *(PickRules(company=company, page=page + step) for step in (-1, 1)))
    every = Button(t("Mark all {n}", n=len(all_)), MarkRule(company=company, page=page, rule=0, want=True))
    nobody = Button(t("Unmark"), MarkRule(company=company, page=page, rule=0, want=False))
    ticks = (*([every] if len(marked) < len(all_) else []), *([nobody] if marked else []))
    act = (
        Button(t("Change…"), EditRules(company=company)),
        Button(t("Remove…"), RemoveRules(company=company, sure=False)),
    )
    text = heading(t("Notifications"), count, *paged(t, page, pages))
    rest = (*((ticks,) if ticks else ()), *((act,) if marked else ()))
    return Screen(text, (*rows, *leaf, *rest, back(t, Rules(company=company, page=page))))


def removal(t: Texts, company: int, gone: Sequence[RuleLine]) -> Screen:
    """Who will not be told any more."""
    names = few(t, list(dict.fromkeys(line.name for line in gone)), 5)
    title = t.n("Remove {n} rule?", "Remove {n} rules?", len(gone))
    yes = (Button(t("Remove"), RemoveRules(company=company, sure=True)),)
    text = heading(title, t("These notifications will stop for: {names}", names=names))
    return Screen(text, (yes, back(t, Rules(company=company, page=0))))


def dry(t: Texts, seat: Seat, now: datetime, told_of: Sequence[WouldTell], page: int) -> Screen:
    """What would have come last week (N7)."""
    company = seat.company_id
    shown, page, pages = pages_of(told_of, page)
    lines = (_would(t, seat.time_zone, now, one) for one in shown)
    leaf = turning(page, pages, *(RuleStep(company=company, step="dry", page=page + step) for step in (-1, 1)))
    text = heading(would_come(t, len(told_of)), *paged(t, page, pages), *lines)
    return Screen(text, (*leaf, back(t, RuleStep(company=company, step="check"))))


def would_come(t: Texts, n: int) -> str:
    """«За прошлую неделю пришло бы 7 уведомлений.»"""
    none = t("Last week nothing would have come.")
    return (
        t.n("Last week {n} notification would have come.", "Last week {n} notifications would have come.", n)
        if n
        else none
    )


def _label(t: Texts, line: RuleLine) -> str:
    return short(facts_line(short(line.name, 30), told(t, line.rule)), 80)


def _tick(t: Texts, company: int, page: int, line: RuleLine, marked: bool) -> Button:
    tap = MarkRule(company=company, page=page, rule=line.id, want=not marked)
    return Button(f"{'☑️' if marked else '◻️'} {_label(t, line)}", tap)


def _would(t: Texts, zone: str, now: datetime, one: WouldTell) -> str:
    who = (
        short(one.caller_name, 40) if one.caller_name else quotation(one.caller) if one.caller else t("number withheld")
    )
    kinds = ", ".join(t(word) for kind, word in KINDS.items() if kind in one.kinds)
    return f"{t.when(one.at, now, zone)} · {who} → {short(one.employee, 40)} · {kinds}"
