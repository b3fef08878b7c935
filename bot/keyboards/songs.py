"""A song that has been sent: a name that does not fit, and the question whether callers shall hear it."""

from bot.domain.cards_melodies import SongCard
from bot.domain.errors import N_
from bot.domain.melody_slots import EMPLOYEES, slot_of
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, bold, lines, short
from bot.keyboards.home import back
from bot.keyboards.melodies import Slot, Tunes


class Song(CompanyTap, prefix="song"):
    """The song that waits for a yes; `place`: where to be when there is none."""

    place: str


class PutSong(CompanyTap, prefix="put-song"):
    """Yes, callers shall hear it."""


class RenameSong(CompanyTap, prefix="name-song"):
    """Take it under the name that fits."""


class DropSong(CompanyTap, prefix="drop-song"):
    """No. `another`: the next one is on its way."""

    place: str
    another: bool


def place_name(place: str) -> str:
    """The message id of a place's name."""
    slot = slot_of(place)
    return slot.name if slot else N_("Employees' melodies")


def place_tap(company: int, place: str) -> CompanyTap:
    """The screen of a place."""
    return Tunes(company=company, page=0) if place == EMPLOYEES else Slot(company=company, slot=place)


def listening(t: Texts, company: int, place: str) -> Screen:
    """A song has come; this is the progress."""
    return Screen(lines(bold(t(place_name(place))), t("Listening to the file…")), (back(t, place_tap(company, place)),))


def song(t: Texts, company: int, card: SongCard) -> Screen:
    """Shall callers hear it? First its name has to fit."""
    return _misnamed(t, company, card) if card.rename else _offer(t, company, card)


def _offer(t: Texts, company: int, card: SongCard) -> Screen:
    facts = t("{name} · {length} · loudness evened out.", name=short(card.name), length=t.length(card.seconds))
    yes = t("Add") if card.place == EMPLOYEES else t("Put it on")
    another = DropSong(company=company, place=card.place, another=True)
    row = (Button(yes, PutSong(company=company)), Button(t("Another"), another))
    return Screen(lines(bold(t(place_name(card.place))), facts), (row, _keep(t, company, card)))


def _misnamed(t: Texts, company: int, card: SongCard) -> Screen:
    text = lines(
        bold(t(place_name(card.place))),
        t("The file name does not fit: {name}", name=short(card.name, 80)),
        t("A file name has no Cyrillic letters, no spaces and no special characters."),
    )
    fits = Button(t("Upload as {name}", name=card.rename), RenameSong(company=company))
    return Screen(text, ((fits,), _keep(t, company, card)))


def _keep(t: Texts, company: int, card: SongCard) -> Row:
    text = t("‹ Do not add") if card.place == EMPLOYEES else t("‹ Keep the old one")
    return (Button(text, DropSong(company=company, place=card.place, another=False)),)
