"""Employees' melodies (M8): the list, who hears one, a new one by sending it."""

from bot.domain.cards_options import Choice
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Screen, few, paged, pages_of, short, turning
from bot.keyboards.home import back
from bot.keyboards.melodies import Melodies, Tunes
from bot.keyboards.shared import heading
from bot.keyboards.staff import Remove


class Tune(CompanyTap, prefix="tune"):
    """One melody."""

    melody: int


class HearTune(CompanyTap, prefix="hear-tune"):
    """Listen to it as callers do."""

    melody: int


class GetTune(CompanyTap, prefix="get-tune"):
    """Download it."""

    melody: int


def tunes(t: Texts, company: int, all_: tuple[Choice, ...], page: int) -> Screen:
    """What there is to pick from on an employee's card."""
    shown, page, pages = pages_of(all_, page)
    rows = tuple((Button(f"♪ {short(one.title)}", Tune(company=company, melody=one.id)),) for one in shown)
    leaf = turning(page, pages, *(Tunes(company=company, page=page + step) for step in (-1, 1)))
    text = heading(
        t("Employees' melodies"),
        t("Callers hear one while that employee is rung. It is picked on the employee's card."),
        *paged(t, page, pages),
        t("To add one, send a song or a voice message here."),
    )
    return Screen(text, (*rows, *leaf, back(t, Melodies(company=company))))


def tune(t: Texts, company: int, one: Choice, users: tuple[str, ...]) -> Screen:
    """Who has it."""
    whose = t("Plays for: {names}", names=few(t, users)) if users else t("Nobody has picked it yet.")
    hear, get = (tap(company=company, melody=one.id) for tap in (HearTune, GetTune))
    remove = (Button(t("Remove the melody"), Remove(company=company, what="melody", id=one.id)),)
    rows = ((Button(t("▶ Listen"), hear), Button(t("⬇ Download"), get)), remove)
    return Screen(heading(f"♪ {short(one.title, 80)}", whose), (*rows, back(t, Tunes(company=company, page=0))))
