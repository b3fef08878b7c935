"""Voicemail: the list, and what stands under a voice message."""

from datetime import datetime

from bot.domain.cards import MailboxPage, Seat, VoicemailItem
from bot.domain.numbers import human
from bot.domain.roles import Role
from bot.i18n import Html, Texts, quoted
from bot.keyboards.base import Button, CompanyTap, Row, Screen, Tap, bold, lines, short, turning
from bot.keyboards.home import Home, back, switcher
from bot.keyboards.language import language_button


class Mailbox(CompanyTap, prefix="mail"):
    """A page of the list."""

    page: int


class Listen(CompanyTap, prefix="listen"):
    """Send this message into the chat again; `page`: where one was."""

    voicemail: int
    page: int


class Heard(Tap, prefix="heard"):
    """Stands under a delivered message, for ever: no nonce, and its company is looked up."""

    voicemail: int


def mailbox(t: Texts, seat: Seat, box: MailboxPage, now: datetime, seats: int) -> Screen:
    """Newest first; ● marks what nobody has listened to."""
    rows = tuple((_message(t, seat, item, box.page, now),) for item in box.items)
    leaf = turning(box.page, box.pages, _page(seat, box.page - 1), _page(seat, box.page + 1))
    return Screen(_heading(t, seat, box), (*rows, *leaf, *_last(t, seat, seats)))


def caption(t: Texts, item: VoicemailItem, zone: str, now: datetime) -> Html:
    """«Голосовое · +7 900 123-45-67 → Иванов · сегодня 12:41 · 0:23»."""
    return quoted(
        t(
            "Voicemail · {caller} → {whom} · {when} · {length}",
            caller=_caller(t, item),
            whom=short(item.employee or human(item.did), 80),
            when=t.when(item.created_at, now, zone),
            length=t.length(item.seconds),
        )
    )


def under_message(t: Texts, voicemail_id: int) -> tuple[Row, ...]:
    """What can be done with a delivered message."""
    return ((Button(t("✓ Heard"), Heard(voicemail=voicemail_id)),),)


def _heading(t: Texts, seat: Seat, box: MailboxPage) -> Html:
    if seat.role is Role.STAFF:
        title = t.n("Your messages: {n} new", "Your messages: {n} new", box.new) if box.new else t("Your messages")
    else:
        title = t.n("Voicemail: {n} new", "Voicemail: {n} new", box.new) if box.new else t("Voicemail")
    if not box.items:
        return lines(bold(title), t("No messages yet. When somebody leaves one, it comes here by itself."))
    paged = t("Page {page} of {pages}", page=box.page + 1, pages=box.pages) if box.pages > 1 else ""
    return lines(bold(title), *filter(None, (paged, t("Tap a message to listen to it."))))


def _message(t: Texts, seat: Seat, item: VoicemailItem, page: int, now: datetime) -> Button:
    label = f"{t.when(item.created_at, now, seat.time_zone)} · {_caller(t, item)}"
    if seat.role is Role.ADMIN:
        label += f" → {short(item.employee or human(item.did), 24)}"
    tap = Listen(company=seat.company_id, voicemail=item.id, page=page)
    return Button(f"● {label}" if item.new else label, tap)


def _caller(t: Texts, item: VoicemailItem) -> str:
    return short(human(item.caller), 40) if item.caller else t("number withheld")


def _page(seat: Seat, page: int) -> Mailbox:
    return Mailbox(company=seat.company_id, page=page)


def _last(t: Texts, seat: Seat, seats: int) -> tuple[Row, ...]:
    if seat.role is Role.ADMIN:
        return (back(t, Home(company=seat.company_id)),)
    return ((language_button(t, seat.company_id),), *switcher(t, seats))
