"""Hold music (M1): what plays now, and how to replace it."""

from bot.domain.cards import MelodyCard
from bot.domain.errors import N_
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, bold, lines, short
from bot.keyboards.home import Home, back

MEGABYTES = 20  # more, Telegram does not let bots download
TOO_BIG = N_("The file is larger than {megabytes} MB. Send a smaller one.")


class Hold(CompanyTap, prefix="hold"):
    """The screen of the hold music."""


class HearHold(CompanyTap, prefix="hear"):
    """Listen to it as callers do."""


class GetHold(CompanyTap, prefix="get"):
    """Download it."""


class DefaultHold(CompanyTap, prefix="default"):
    """Back to our own melody."""


class Tunes(CompanyTap, prefix="tunes"):
    """A page of employees' melodies."""

    page: int


def playing(t: Texts, melody: MelodyCard) -> str:
    """The name of what plays."""
    return t("Default") if melody.name is None else short(melody.name)


def hold(t: Texts, company: int, melody: MelodyCard) -> Screen:
    """What plays now; sending a song replaces it."""
    own = melody.name is not None
    now = f"{playing(t, melody)} · {t.length(melody.seconds)}" if own else playing(t, melody)
    text = lines(
        bold(t("Hold music")),
        t("Now: {name}", name=now),
        t("Callers hear it in the queue, while an employee is rung, and on hold."),
        "",
        t("Send a song or a voice message: mp3, wav, up to 5 minutes."),
    )
    tunes = (Button(t("Employees' melodies"), Tunes(company=company, page=0)),)
    rows = (*_listening(t, company), *(_return(t, company) if own else ()), tunes)
    return Screen(text, (*rows, back(t, Home(company=company))))


def listening(t: Texts, company: int) -> Screen:
    """A song has come; this is the progress."""
    return Screen(lines(bold(t("Hold music")), t("Listening to the file…")), (back(t, Home(company=company)),))


def _listening(t: Texts, company: int) -> tuple[Row, ...]:
    return ((Button(t("▶ Listen"), HearHold(company=company)), Button(t("⬇ Download"), GetHold(company=company))),)


def _return(t: Texts, company: int) -> tuple[Row, ...]:
    return ((Button(t("Return the default melody"), DefaultHold(company=company)),),)
