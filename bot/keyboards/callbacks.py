"""Promised calls back: the list, and a card that is edited as things go on."""

from collections.abc import Sequence

from bot.domain.callbacks import Ending, Stage
from bot.domain.cards_callbacks import CallbackCard
from bot.domain.errors import N_
from bot.i18n import Texts
from bot.keyboards.base import (
    Button,
    CompanyTap,
    Row,
    Screen,
    Tap,
    bold,
    lines,
    paged,
    pages_of,
    short,
    telephone,
    turning,
)
from bot.keyboards.home import Home, back
from bot.keyboards.shared import heading


class Callbacks(CompanyTap, prefix="cbs"):
    """A page of those that are open."""

    page: int


class Callback(CompanyTap, prefix="cb"):
    """One of them."""

    request: int


class CallNow(Tap, prefix="cb-now"):
    """Stands under a card, for ever: no nonce, and its company is looked up."""

    request: int


class CancelCallback(Tap, prefix="cb-off"):
    """The client is not called any more."""

    request: int


ENDED = {
    Ending.ANSWERED: N_("✓ Called back at {time}"),
    Ending.MET: N_("✓ Called again and was answered at {time}"),
    Ending.CANCELLED: N_("Cancelled at {time}"),
    Ending.LAPSED: N_("The working hours were over at {time}, nobody has called back."),
    Ending.NOBODY: N_("Nobody was free in time, up to {time}. The client still waits for a call."),
    Ending.FAILED: N_("The client did not pick up twice, the last time at {time}."),
}
UNHEARD = frozenset({Ending.LAPSED, Ending.NOBODY, Ending.FAILED})  # somebody of ours should know, and may call


def callbacks(t: Texts, company: int, cards: Sequence[CallbackCard], page: int) -> Screen:
    """In the order of the line."""
    shown, page, pages = pages_of(cards, page)
    rows = tuple((_line(t, company, card),) for card in shown)
    leaf = turning(page, pages, *(Callbacks(company=company, page=page + step) for step in (-1, 1)))
    state = t.n("{n} client waits for a call", "{n} clients wait for a call", len(cards))
    text = heading(t("Calls back"), state if cards else t("Nobody waits for a call."), *paged(t, page, pages))
    return Screen(text, (*rows, *leaf, back(t, Home(company=company))))


def callback(t: Texts, company: int, card: CallbackCard) -> Screen:
    """One on the living screen."""
    screen = card_of(t, card)
    return Screen(screen.text, (*screen.rows, back(t, Callbacks(company=company, page=0))))


def card_of(t: Texts, card: CallbackCard) -> Screen:
    """«Обратный звонок · Отдел продаж, +7 900 … · ждёт с 12:30 · 2-й в очереди»."""
    title = t("Call back") + (f" · {short(card.department, 80)}" if card.department else "")
    facts = [short(telephone(card.client)), t("waits since {time}", time=t.clock(card.asked_at, card.zone))]
    if card.stage is Stage.WAITING:
        facts.append(t("number {n} in the line", n=card.place))
    return Screen(lines(bold(title), " · ".join(facts), _state(t, card)), _buttons(t, card))


def _state(t: Texts, card: CallbackCard) -> str:
    time = t.clock(card.at, card.zone)
    if card.ending:
        return t(ENDED[card.ending], time=time)
    if card.stage is Stage.CALLING:
        return t("Being called now")
    if card.attempts:
        return t("Attempt 1 has failed, the second one at {time}", time=time)
    return t("Will be called as soon as somebody is free")


def _buttons(t: Texts, card: CallbackCard) -> tuple[Row, ...]:
    now = Button(t("☎ Call now"), CallNow(request=card.id))
    if card.stage is Stage.WAITING:
        return ((now, Button(t("Cancel the call"), CancelCallback(request=card.id))),)
    return ((now,),) if card.ending in UNHEARD else ()


def _line(t: Texts, company: int, card: CallbackCard) -> Button:
    state = t("being called") if card.stage is Stage.CALLING else t.clock(card.at, card.zone)
    return Button(
        f"{card.place}. {short(telephone(card.client))} · {state}", Callback(company=company, request=card.id)
    )
