"""The webhook for a CRM: its address, its secret, how it is doing (O14)."""

from datetime import datetime

from bot.domain.errors import N_
from bot.domain.webhook import Trouble, WebhookCard
from bot.i18n import Html, Texts, quoted
from bot.keyboards.base import Button, CompanyTap, Screen, bold, lines, short
from bot.keyboards.home import back
from bot.keyboards.options import Options
from bot.keyboards.shared import heading

TROUBLES = {
    Trouble.TIMEOUT.value: N_("no answer within 10 seconds"),
    Trouble.UNREACHABLE.value: N_("no connection"),
    Trouble.INSIDE.value: N_("this address is not on the internet"),
}


class Webhooks(CompanyTap, prefix="hooks"):
    """Where events go; an address may be typed."""


class NewSecret(CompanyTap, prefix="hooksecret"):
    """Another secret, shown once."""


class CheckWebhook(CompanyTap, prefix="hookcheck"):
    """Send a test event."""


class RemoveWebhook(CompanyTap, prefix="hookdrop"):
    """Send nothing any more; `sure`: it was asked about."""

    sure: bool


def webhooks(t: Texts, company: int, card: WebhookCard | None, now: datetime, zone: str) -> Screen:
    """How it is doing; the way to set it up where there is none."""
    about = t("Your CRM is told of every call at once: it comes, is answered, ends, is recorded.")
    leave = back(t, Options(company=company))
    if card is None:
        how = t("Send the address to which events go. It begins with https://")
        return Screen(heading(t("Webhooks for a CRM"), about, how), (leave,))
    state = _state(t, card, now, zone) if card.active else t("Switched off: the CRM asked to stop.")
    change = t("For another address, send it.") if card.active else t("To switch it on, send the address again.")
    text = heading(t("Webhooks for a CRM"), about, "", short(card.url, 200), state, change)
    check = (Button(t("Check"), CheckWebhook(company=company)), Button(t("Refresh"), Webhooks(company=company)))
    secret = Button(t("New secret"), NewSecret(company=company))
    remove = Button(t("Remove"), RemoveWebhook(company=company, sure=False))
    return Screen(text, (*((check,) if card.active else ()), (secret, remove), leave))


def removal(t: Texts, company: int, card: WebhookCard) -> Screen:
    """The question."""
    text = heading(t("Remove the webhook?"), short(card.url, 200), t("What has not been sent yet will not be sent."))
    yes = Button(t("Remove"), RemoveWebhook(company=company, sure=True))
    return Screen(text, ((yes,), back(t, Webhooks(company=company))))


def shown_once(t: Texts, screen: Screen, secret: str) -> Screen:
    """With the secret, as something to copy."""
    told = t("The secret that signs the events. It is shown once, keep it:")
    code = Html(f"<code>{quoted(secret)}</code>")
    return Screen(lines(screen.text, "", told, code), screen.rows)


def gone(t: Texts, company: str, url: str) -> Html:
    """The CRM has answered that it wants no more."""
    what = t("Events to the CRM are switched off: {url} asked to stop.", url=short(url, 200))
    return lines(bold(short(company, 80)), what, t("To switch them on: Options → Webhooks for a CRM."))


def _state(t: Texts, card: WebhookCard, now: datetime, zone: str) -> str:
    if card.tried_at is None:
        return t("Nothing has been sent yet.")
    when = t.when(card.tried_at, now, zone)
    if card.answer.startswith("2"):
        return t("Last event {when}: accepted ({code})", when=when, code=card.answer)
    why = t(TROUBLES[card.answer]) if card.answer in TROUBLES else t("answer {code}", code=card.answer)
    return t("Last event {when}: not accepted, {why}", when=when, why=why)
