"""What callers hear: the list, and one sound with what plays now and how to replace it (M1-M4, M7, M11)."""

from bot.domain.cards import MelodyCard
from bot.domain.cards_melodies import MelodiesCard, SlotCard, Unheard
from bot.domain.errors import N_
from bot.domain.melody_slots import MELODIES
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, bold, lines, short
from bot.keyboards.departments import Departments
from bot.keyboards.home import Home, back
from bot.keyboards.options import OptionCard
from bot.keyboards.shared import facts_line

MEGABYTES = 20  # more, Telegram does not let bots download
TOO_BIG = N_("The file is larger than {megabytes} MB. Send a smaller one.")


class Melodies(CompanyTap, prefix="melodies"):
    """The list of what callers hear."""


class Phrases(CompanyTap, prefix="phrases"):
    """The list of spoken sentences."""


class Slot(CompanyTap, prefix="slot"):
    """The screen of one sound."""

    slot: str


class HearSlot(CompanyTap, prefix="hear"):
    """Listen to it as callers do."""

    slot: str


class GetSlot(CompanyTap, prefix="get"):
    """Download it."""

    slot: str


class DefaultSlot(CompanyTap, prefix="default"):
    """Back to our own."""

    slot: str


class Tunes(CompanyTap, prefix="tunes"):
    """A page of employees' melodies."""

    page: int


def playing(t: Texts, melody: MelodyCard) -> str:
    """The name of what plays."""
    return t("Default") if melody.name is None else short(melody.name)


def melodies(t: Texts, company: int, card: MelodiesCard) -> Screen:
    """Everything that callers hear."""
    own = sum(one.plays.name is not None for one in card.phrases)
    phrases = t("Phrases: {own} of {n} are your own", own=own, n=len(card.phrases))
    tunes = t("Employees' melodies: {n}", n=card.employees)
    text = lines(bold(t("Melodies")), *(_line(t, one) for one in card.melodies), phrases, tunes)
    rows = (
        *((_open(t, company, one),) for one in card.melodies),
        (Button(t("Phrases"), Phrases(company=company)),),
        (Button(t("Employees' melodies"), Tunes(company=company, page=0)),),
    )
    return Screen(text, (*rows, back(t, Home(company=company))))


def phrases(t: Texts, company: int, card: MelodiesCard) -> Screen:
    """The sentences that we say to callers; each can be the company's own voice."""
    hint = t("Record a voice message, and callers hear you.")
    text = lines(bold(t("Phrases")), *(_line(t, one) for one in card.phrases), "", hint)
    return Screen(text, (*((_open(t, company, one),) for one in card.phrases), back(t, Melodies(company=company))))


def slot(t: Texts, company: int, card: SlotCard, up: CompanyTap) -> Screen:
    """What plays now; sending a song or a voice message replaces it. `up`: the way back."""
    key, own = card.slot.key, card.plays.name is not None
    now = facts_line(playing(t, card.plays), t.length(card.plays.seconds) if own else "")
    text = lines(
        bold(t(card.slot.name)),
        t("Now: {name}", name=now),
        t(card.slot.heard),
        *(("", _why(t, card.unheard)) if card.unheard else ()),
        "",
        t("Send a song or a voice message: mp3, wav, up to 5 minutes."),
    )
    ways = (*_option(t, company, card.unheard), *_listening(t, company, key))
    return Screen(text, (*ways, *(_return(t, company, card) if own else ()), back(t, up)))


def _line(t: Texts, card: SlotCard) -> str:
    off = t("callers do not hear it") if card.unheard else ""
    return t("{name}: {value}", name=t(card.slot.name), value=facts_line(playing(t, card.plays), off))


def _open(t: Texts, company: int, card: SlotCard) -> Button:
    return Button(f"♪ {t(card.slot.name)}", Slot(company=company, slot=card.slot.key))


def _why(t: Texts, off: Unheard) -> str:
    if off.silent:
        return t("Callers do not hear it: no department announces the callback.")
    if off.flag:
        flag, option = t(off.flag), t(off.name)
        return t("Callers do not hear it: “{flag}” is off in the option “{option}”.", flag=flag, option=option)
    return t("Callers do not hear it: the option “{option}” is off.", option=t(off.name))


def _option(t: Texts, company: int, off: Unheard | None) -> tuple[Row, ...]:
    if off is None:
        return ()
    if off.silent:
        return ((Button(t("Departments"), Departments(company=company, page=0)),),)
    return ((Button(t("Option “{option}”", option=t(off.name)), OptionCard(company=company, key=off.option)),),)


def _listening(t: Texts, company: int, key: str) -> tuple[Row, ...]:
    hear, get = HearSlot(company=company, slot=key), GetSlot(company=company, slot=key)
    return ((Button(t("▶ Listen"), hear), Button(t("⬇ Download"), get)),)


def _return(t: Texts, company: int, card: SlotCard) -> tuple[Row, ...]:
    text = t("Return the default melody") if card.slot in MELODIES else t("Return the default phrase")
    return ((Button(text, DefaultSlot(company=company, slot=card.slot.key)),),)
