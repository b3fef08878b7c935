"""The status card (G2): an administrator's first screen."""

from bot.domain.cards import CompanyCard
from bot.domain.numbers import human
from bot.i18n import Texts
from bot.keyboards.base import Button, Row, Screen, bold, lines, short
from bot.keyboards.home import switcher
from bot.keyboards.language import language_button
from bot.keyboards.melodies import Hold, playing
from bot.keyboards.people import People
from bot.keyboards.voicemail import Mailbox


def status(t: Texts, company: int, card: CompanyCard, seats: int) -> Screen:
    """Everything at a glance, and the way to it."""
    text = lines(
        bold(short(card.name, 80)),
        _numbers(t, card.dids),
        t("Employees in Telegram: {linked} of {n}", linked=card.linked_employees, n=card.employees),
        t("Hold music: {name}", name=playing(t, card.hold)),
        t("New messages: {n}", n=card.new_messages),
    )
    return Screen(text, (*_sections(t, company, card.new_messages), *switcher(t, seats)))


def _numbers(t: Texts, dids: tuple[str, ...]) -> str:
    if not dids:
        return t("No telephone numbers yet")
    main, more = short(human(dids[0])), len(dids) - 1
    return t("☎ {main} and {n} more", main=main, n=more) if more else f"☎ {main}"


def _sections(t: Texts, company: int, new: int) -> tuple[Row, ...]:
    mail = t("✉ Voicemail {n}", n=new) if new else t("✉ Voicemail")
    return (
        (Button(t("♪ Melodies"), Hold(company=company)), Button(mail, Mailbox(company=company, page=0))),
        (Button(t("👥 Employees"), People(company=company, page=0)), language_button(t, company)),
    )
