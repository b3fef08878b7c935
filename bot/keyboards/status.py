"""The status card (G2): an administrator's first screen."""

from datetime import date

from bot.domain.cards import CompanyCard
from bot.domain.cards_options import StatusLine
from bot.domain.tariffs import GIB
from bot.i18n import Texts
from bot.keyboards.base import Button, Row, Screen, bold, lines, short, telephone
from bot.keyboards.callbacks import Callbacks
from bot.keyboards.home import Further, switcher
from bot.keyboards.melodies import Melodies
from bot.keyboards.options import Options, on_now
from bot.keyboards.people import Staff
from bot.keyboards.rules import Rules
from bot.keyboards.shared import bar, facts_line, gigabytes
from bot.keyboards.statistics import Calls
from bot.keyboards.voicemail import Mailbox


def status(t: Texts, company: int, card: CompanyCard, line: StatusLine, today: date, seats: int) -> Screen:
    """Everything at a glance, and the way to it."""
    waiting = t("Wait for a call: {n}", n=card.callbacks) if card.callbacks else ""
    text = lines(
        bold(short(card.name, 80)),
        _numbers(t, card.dids),
        _tariff(t, line, today),
        t("Options: {state}", state=on_now(t, line.options, line.options_monthly)),
        *_room(t, line),
        facts_line(waiting, t("New messages: {n}", n=card.new_messages)),
    )
    return Screen(text, (*_sections(t, company, card), *switcher(t, seats)))


def _numbers(t: Texts, dids: tuple[str, ...]) -> str:
    if not dids:
        return t("No telephone numbers yet")
    main, more = short(telephone(dids[0])), len(dids) - 1
    return t("☎ {main} and {n} more", main=main, n=more) if more else f"☎ {main}"


def _room(t: Texts, line: StatusLine) -> list[str]:
    """Of recordings, once there are any."""
    if not line.used:
        return []
    used, quota = t.number(round(line.used / GIB, 1 if line.used >= GIB else 2)), gigabytes(t, line.quota)
    room = t("Recordings: {bar} {used} of {quota}", bar=bar(line.used, line.quota), used=used, quota=quota)
    lasts = "" if line.days is None else lasting(t, line.days)
    return [facts_line(room, lasts)]


def lasting(t: Texts, days: int) -> str:
    """«хватит на 12 дней»."""
    return t.n("will do for {n} day", "will do for {n} days", days) if days else t("will do for less than a day")


def _sections(t: Texts, company: int, card: CompanyCard) -> tuple[Row, ...]:
    new, owed = card.new_messages, card.callbacks
    mail = t("✉ Voicemail {n}", n=new) if new else t("✉ Voicemail")
    calls = t("↩ Calls back {n}", n=owed) if owed else t("↩ Calls back")
    return (
        (Button(t("🔀 Options"), Options(company=company)), Button(t("♪ Melodies"), Melodies(company=company))),
        (Button(mail, Mailbox(company=company, page=0)), Button(calls, Callbacks(company=company, page=0))),
        (
            Button(t("🔔 Notifications"), Rules(company=company, page=0)),
            Button(t("📈 Statistics"), Calls(company=company, page=0)),
        ),
        (
            Button(t("👥 Company"), Staff(company=company)),
            Button(t("⚙ More"), Further(company=company)),
        ),
    )


def _tariff(t: Texts, line: StatusLine, today: date) -> str:
    tariff = t("Tariff “{name}”", name=t(line.tariff))
    if line.paid_until is None:
        return tariff
    paid = t("paid until {day}", day=t.calendar(line.paid_until)) if line.paid_until >= today else t("not paid")
    return f"{tariff} · {paid}"
