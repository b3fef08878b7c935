"""A department's line: whom it rings, how long and how many wait, what then, and the announcement of the callback."""

from bot.domain.department_line import SETTINGS, LineCard
from bot.domain.errors import N_
from bot.domain.routing import Overflow
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, short
from bot.keyboards.departments import STRATEGIES, Department, Line, Strategy
from bot.keyboards.home import back
from bot.keyboards.shared import heading, mark

CALLBACK = "callback"  # the option


class LineSetting(CompanyTap, prefix="lineset"):
    """Ask for one of its numbers."""

    department: int
    key: str


class LineOverflow(CompanyTap, prefix="lineover"):
    """What becomes of those whom nobody answers: the choice."""

    department: int


class PutOverflow(CompanyTap, prefix="lineto"):
    """This; `other`: the department to which they go on, 0 for none."""

    department: int
    value: str
    other: int


class Announce(CompanyTap, prefix="lineann"):
    """Whether the callback is announced."""

    department: int
    want: bool


class TellPlace(CompanyTap, prefix="lineplace"):
    """Whether those who wait are told which one they are."""

    department: int
    want: bool


class AnnounceEverywhere(CompanyTap, prefix="lineall"):
    """In all departments."""


LABELS = {
    "wait": N_("Waiting time"),
    "places": N_("Places"),
    "rest": N_("Rest after a talk"),
    "interval": N_("Between announcements"),
}
NONE = {"wait": N_("until everybody has been rung once"), "places": N_("any number"), "rest": N_("none")}
OVERFLOWS = {Overflow.VOICEMAIL: N_("a message"), Overflow.GOODBYE: N_("goodbye"), Overflow.DEPARTMENT: N_("a message")}


def line(t: Texts, company: int, card: LineCard) -> Screen:
    """What callers go through who wait."""
    at = {"company": company, "department": card.department_id}
    text = heading(
        short(card.name, 80),
        t("How callers wait until somebody answers."),
        *(f"{t(LABELS[key])}: {_number(t, key, value)}" for key, value in card.numbers.items()),
        t("When nobody answers: {what}", what=_overflow(t, card)),
        t("Callback is off: switch the option on first.") if card.announces and not card.callback_on else "",
    )
    picks = tuple(Button(f"{mark(one == card.strategy)} {t(name)}", Strategy(**at, value=one)) for one, name in ROWS)
    numbers = tuple(Button(t(LABELS[key]), LineSetting(**at, key=key)) for key in SETTINGS)
    announce = Button(f"{mark(card.announces)} {t('Announce the callback')}", Announce(**at, want=not card.announces))
    place = f"{mark(card.tells_place)} {t('Say the place in the line')}"
    tell = Button(place, TellPlace(**at, want=not card.tells_place))
    wait, places, rest, interval = numbers
    over = Button(t("When nobody answers"), LineOverflow(**at))
    rows = (*((one,) for one in picks), (wait, places), (rest,), (over,))
    return Screen(text, (*rows, (announce,), (tell,), (interval,), back(t, Department(**at))))


ROWS = tuple(STRATEGIES.items())


def setting(t: Texts, company: int, card: LineCard, key: str) -> Screen:
    """The question for a number."""
    now = t("Now: {name}", name=_number(t, key, card.numbers[key]))
    text = heading(f"{short(card.name, 60)} · {t(LABELS[key])}", now, t(SETTINGS[key].ask))
    return Screen(text, (back(t, Line(company=company, department=card.department_id)),))


def overflow(t: Texts, company: int, card: LineCard) -> Screen:
    """The choice."""
    at = {"company": company, "department": card.department_id}
    simple = ((Overflow.VOICEMAIL, t("Take a message")), (Overflow.GOODBYE, t("Say goodbye")))
    rows: tuple[Row, ...] = tuple(
        (Button(f"{mark(card.overflow is one)} {label}", PutOverflow(**at, value=one.value, other=0)),)
        for one, label in simple
    )
    onward = Overflow.DEPARTMENT.value
    rows += tuple(
        (
            Button(
                f"{mark(card.overflow is Overflow.DEPARTMENT and name == card.other)} {short(name, 40)}",
                PutOverflow(**at, value=onward, other=one),
            ),
        )
        for one, name in card.others[:20]
    )
    text = heading(short(card.name, 80), t("Where callers go whom nobody answers, or for whom there is no place."))
    return Screen(text, (*rows, back(t, Line(**at))))


def announced(t: Texts, screen: Screen, announce: int, departments: int, ways: Row) -> Screen:
    """The option's card, with what it needs to work."""
    what = t("Announced in {n} of {all} departments", n=announce, all=departments)
    todo = "" if announce else "\n" + t("For it to work, mark the departments that announce it.")
    return screen.noting(what + todo, *ways)


def _number(t: Texts, key: str, value: int) -> str:
    if value:
        return str(value) if key == "places" else t.n("{n} second", "{n} seconds", value)
    return t(NONE[key])


def _overflow(t: Texts, card: LineCard) -> str:
    if card.overflow is Overflow.DEPARTMENT and card.other:
        return short(card.other, 60)
    return t(OVERFLOWS[card.overflow])
