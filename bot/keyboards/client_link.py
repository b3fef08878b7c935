"""What a client of a company sees, who is nobody's employee; and the link that brings them (O8)."""

from bot.domain.cards_clients import ClientOfCard
from bot.i18n import Html, Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, Tap, bold, lines, short
from bot.keyboards.client_notices import ClientNotices
from bot.keyboards.home import back
from bot.keyboards.shared import heading


class ClientLink(CompanyTap, prefix="clientlink"):
    """The link, for the administrator."""


class ClientOf(Tap, prefix="clientof"):
    """Where a client stands with a company."""

    firm: int


class WantMessages(Tap, prefix="wantmessages"):
    """Messages of a company, or none: the state wanted."""

    firm: int
    want: bool


def link(t: Texts, company: int, url: str) -> Screen:
    """The link itself, to be copied."""
    about = t(
        "Clients who open this link and share their number get your messages in Telegram. Put it on your site and into "
        "the first SMS:"
    )
    none = t("Telegram does not answer now. Try again in a minute.")
    return Screen(
        heading(t("Link for clients"), about, url) if url else heading(t("Link for clients"), none),
        (back(t, ClientNotices(company=company)),),
    )


def client_of(t: Texts, card: ClientOfCard, more: tuple[Row, ...] = ()) -> Screen:
    """Before they share their number, and after."""
    company = short(card.company, 80)
    if not card.number:
        why = t(
            "Share your number, and messages about your calls will come here instead of SMS. "
            "You can stop them with one tap."
        )
        text = lines(t("{company} would like to write to you here.", company=company), why)
        return Screen(text, share_number=t("Share my number"))
    if card.stopped:
        said, label = t("{company} does not write to you any more.", company=company), t("Get them again")
    else:
        said, label = t("✓ {company} will write to you here about your calls.", company=company), stop_label(t)
    want = WantMessages(firm=card.company_id, want=card.stopped)
    return Screen(lines(said), ((Button(label, want),), *more))


def stop_label(t: Texts) -> str:
    """One tap, under each message."""
    return t("Stop the messages")


def message(company: str, text: str) -> Html:
    """As a client reads it: who writes, and what; nothing in it is markup."""
    return lines(bold(short(company, 80)), text)


def stop_row(t: Texts, company_id: int) -> tuple[Row, ...]:
    """The way out, under a message."""
    return ((Button(stop_label(t), WantMessages(firm=company_id, want=False)),),)
