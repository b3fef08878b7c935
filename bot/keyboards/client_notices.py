"""Messages to clients: scenarios, their texts, what was sent (O6, O8)."""

from datetime import datetime

from bot.domain.cards_clients import NoticeCard, NoticesCard, SentMessage, SentPage
from bot.domain.client_notices import ABOUT, IN_TELEGRAM, MONTHS, NAMES, Settings
from bot.domain.errors import N_
from bot.domain.message_states import MessageState
from bot.domain.sms import LONGEST, cut
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, lines, paged, telephone, turning
from bot.keyboards.home import back
from bot.keyboards.options import OptionCard, Options
from bot.keyboards.shared import facts_line, heading, mark, question
from bot.keyboards.sms_packs import SmsPacks, coming, left

STATES = {
    MessageState.WAITING: N_("on its way"),
    MessageState.SENT: N_("sent"),
    MessageState.DELIVERED: N_("delivered"),
    MessageState.FAILED: N_("not delivered"),
    MessageState.UNKNOWN: N_("nobody knows whether it arrived"),
}


class ClientNotices(CompanyTap, prefix="notices"):
    """All of them."""


class Notice(CompanyTap, prefix="notice"):
    """One scenario."""

    scenario: str


class SwitchNotice(CompanyTap, prefix="switchnotice"):
    """A way of a scenario, to the state wanted."""

    scenario: str
    way: str
    want: bool


class NoticeText(CompanyTap, prefix="noticetext"):
    """Another text is to be sent."""

    scenario: str


class UsualText(CompanyTap, prefix="usualtext"):
    """Our text again."""

    scenario: str


class CardMonths(CompanyTap, prefix="cardmonths"):
    """How long a card is not sent again."""

    scenario: str


class PutMonths(CompanyTap, prefix="putmonths"):
    """So long."""

    scenario: str
    months: int


class SentMessages(CompanyTap, prefix="sentmessages"):
    """A page of what was sent."""

    page: int


def notices(t: Texts, company: int, card: NoticesCard, way_in: CompanyTap) -> Screen:
    """The scenarios, and what is left."""
    rows = tuple(
        (Button(f"{mark(it.on)} {t(NAMES[it.scenario])}", Notice(company=company, scenario=it.scenario.value)),)
        for it in card.scenarios
    )
    packs = Button(t("SMS packs"), SmsPacks(company=company))
    sent = Button(t("What was sent"), SentMessages(company=company, page=0))
    text = heading(t("Messages to clients"), left(t, card.stock), coming(t, card.pack))
    link = Button(t("Link for clients"), way_in)
    return Screen(text, (*rows, (packs, sent), (link,), back(t, Options(company=company))))


def notice(t: Texts, company: int, card: NoticeCard) -> Screen:
    """A scenario: who gets it, the text, its ways."""
    it = card.settings
    name = {"company": company, "scenario": it.scenario.value}
    rows: list[Row] = [_ways(t, company, card), (Button(t("Change the text"), NoticeText(**name)),)]
    if it.scenario.is_card:
        again = t.n("Again after {n} month", "Again after {n} months", it.months)
        rows.append((Button(again, CardMonths(**name)),))
    facts = lines(t(ABOUT[it.scenario]), "", t("“{text}”", text=it.text), counted(t, it.text), "", *_hints(t, card))
    return Screen(heading(t(NAMES[it.scenario]), facts), (*rows, back(t, ClientNotices(company=company))))


def counted(t: Texts, text: str) -> str:
    """«65 символов · 1 SMS»."""
    parts = t("{n} SMS", n=len(cut(text).parts))
    return facts_line(t.n("{n} character", "{n} characters", len(text)), parts)


def ask_text(t: Texts, company: int, card: NoticeCard) -> Screen:
    """The question for another text."""
    it = card.settings
    said = lines(
        t("Now: “{text}”", text=it.text),
        counted(t, it.text),
        "",
        t("Send another text as a message, {most} characters at most.", most=LONGEST),
        t("Latin letters: 160 fit into one SMS. Cyrillic ones: 70."),
    )
    usual = Button(t("The usual text"), UsualText(company=company, scenario=it.scenario.value))
    to = Notice(company=company, scenario=it.scenario.value)
    return question(t(NAMES[it.scenario]), said, ((usual,),) if card.own_text else (), back(t, to))


def months(t: Texts, company: int, it: Settings) -> Screen:
    """The question for the months of a card."""
    buttons = [_months_button(t, company, it, n) for n in MONTHS]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    said = t("A client gets the card again after so many months. A missed call does not use it up.")
    return question(t(NAMES[it.scenario]), said, rows, back(t, Notice(company=company, scenario=it.scenario.value)))


def _months_button(t: Texts, company: int, it: Settings, n: int) -> Button:
    label = t.n("{n} month", "{n} months", n)
    return Button(f"{mark(n == it.months)} {label}", PutMonths(company=company, scenario=it.scenario.value, months=n))


def sent(t: Texts, company: int, zone: str, now: datetime, box: SentPage) -> Screen:
    """What became of the last messages."""
    empty = "" if box.items else t("Nothing has been sent yet.")
    text = heading(t("What was sent"), *paged(t, box.page, box.pages), empty)
    told = (line for it in box.items for line in ("", *_sent(t, it, zone, now)))
    pages = (SentMessages(company=company, page=box.page - 1), SentMessages(company=company, page=box.page + 1))
    leaf = turning(box.page, box.pages, *pages)
    return Screen(lines(text, *told), (*leaf, back(t, ClientNotices(company=company))))


def _sent(t: Texts, it: SentMessage, zone: str, now: datetime) -> tuple[str, str]:
    way = "Telegram" if it.by_telegram else "SMS"
    return facts_line(t.when(it.at, now, zone), telephone(it.number), way), facts_line(
        t(NAMES[it.scenario]), t(STATES[it.state])
    )


def _ways(t: Texts, company: int, card: NoticeCard) -> Row:
    it, name = card.settings, card.settings.scenario.value
    sms = SwitchNotice(company=company, scenario=name, way="sms", want=not it.sms)
    telegram = SwitchNotice(company=company, scenario=name, way="telegram", want=not it.telegram)
    priced = t("Telegram · {price}", price=t.money(card.price))
    paid = Button(f"{mark(it.telegram)} Telegram", telegram)
    offered = Button(f"{mark(False)} {priced}", OptionCard(company=company, key=IN_TELEGRAM))
    return (Button(f"{mark(it.sms)} SMS", sms), paid if card.telegram_on else offered)


def _hints(t: Texts, card: NoticeCard) -> tuple[str, ...]:
    reach = t("Telegram reaches only clients who have linked their number; the others get an SMS where that is on.")
    none = t("There are no SMS: choose a pack.")
    return (reach, *([none] if card.no_sms and card.settings.sms else []))
