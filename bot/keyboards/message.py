"""One voice message: what stands under it, what else can be done with it, and the bin."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.cards import DeletedMessage, Seat, VoicemailItem
from bot.domain.roles import Role
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, Tap, lines, paged, turning
from bot.keyboards.home import back
from bot.keyboards.shared import heading
from bot.keyboards.voicemail import Bin, Mailbox, caption, label


class Heard(Tap, prefix="heard"):
    """Stands under a delivered message, for ever: no nonce, and its company is looked up. So do the next three."""

    voicemail: int


class CallBack(Tap, prefix="mcall"):
    """Ring me, then whoever left this."""

    voicemail: int


class Answer(Tap, prefix="mvoice"):
    """Call whoever left this and let them hear what I say."""

    voicemail: int


class More(Tap, prefix="more"):
    """What else can be done with it."""

    voicemail: int


class GetMessage(CompanyTap, prefix="mget"):
    """Send it as a file."""

    voicemail: int


class DeleteMessage(CompanyTap, prefix="mdel"):
    """Into the bin."""

    voicemail: int


class Deleted(CompanyTap, prefix="mgone"):
    """One that is in the bin."""

    voicemail: int


class RestoreMessage(CompanyTap, prefix="mback"):
    """Out of the bin."""

    voicemail: int


def under_message(t: Texts, item: VoicemailItem) -> tuple[Row, ...]:
    """What can be done with a delivered message. Nobody can be called back who has hidden their number."""
    more = Button("⋯", More(voicemail=item.id))
    row = (Button(t("✓ Heard"), Heard(voicemail=item.id)), more) if item.new else (more,)
    return (_answers(t, item.id), row) if item.caller else (row,)


def more(t: Texts, seat: Seat, item: VoicemailItem, now: datetime) -> Screen:
    """Get it as a file, delete it."""
    get = Button(t("⬇ Download"), GetMessage(company=seat.company_id, voicemail=item.id))
    delete = Button(t("🗑 Delete"), DeleteMessage(company=seat.company_id, voicemail=item.id))
    row = (get, delete) if seat.role is Role.ADMIN else (get,)
    return Screen(
        lines(caption(t, item, seat.time_zone, now)), (row, back(t, Mailbox(company=seat.company_id, page=0)))
    )


def file_name(item: VoicemailItem, zone: str) -> str:
    """Of a message that is downloaded: «voicemail-2026-08-03-1241-79001234567.wav»."""
    who = "".join(sign for sign in item.caller if sign.isdecimal()) or "hidden"
    return f"voicemail-{item.created_at.astimezone(ZoneInfo(zone)):%Y-%m-%d-%H%M}-{who}.wav"


def restore(t: Texts, company: int, voicemail: int) -> Button:
    """The way out of the bin."""
    return Button(t("Restore"), RestoreMessage(company=company, voicemail=voicemail))


def bin_page(t: Texts, seat: Seat, messages: Sequence[DeletedMessage], page: int, pages: int, now: datetime) -> Screen:
    """The latest deleted first."""
    company = seat.company_id
    about = t("Deleted messages are kept for 30 days.") if messages else t("The bin is empty.")
    rows = tuple(
        (Button(label(t, seat, it.item, now), Deleted(company=company, voicemail=it.item.id)),) for it in messages
    )
    leaf = turning(page, pages, *(Bin(company=company, page=page + step) for step in (-1, 1)))
    text = heading(t("Bin"), about, *paged(t, page, pages))
    return Screen(text, (*rows, *leaf, back(t, Mailbox(company=company, page=0))))


def deleted(t: Texts, seat: Seat, message: DeletedMessage, now: datetime) -> Screen:
    """One of the bin, and until when it is there."""
    until = t("In the bin until {day}, then it is gone for ever.", day=t.date(message.until, now, seat.time_zone))
    text = lines(caption(t, message.item, seat.time_zone, now), until)
    return Screen(
        text, ((restore(t, seat.company_id, message.item.id),), back(t, Bin(company=seat.company_id, page=0)))
    )


def _answers(t: Texts, voicemail: int) -> Row:
    call = Button(t("☎ Call back"), CallBack(voicemail=voicemail))
    return call, Button(t("🎙 Answer by voice"), Answer(voicemail=voicemail))
