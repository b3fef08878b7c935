"""One voice message: the buttons under it, which may be pressed years later, and the bin."""

from dataclasses import replace
from typing import Any

from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import FSInputFile

from bot.domain.cards import Seat, VoicemailItem
from bot.domain.errors import N_, Refused
from bot.handlers.press import Press, Reply
from bot.handlers.voicemail import mailbox_page
from bot.keyboards.base import inline
from bot.keyboards.message import (
    Deleted,
    DeleteMessage,
    GetMessage,
    Heard,
    More,
    RestoreMessage,
    bin_page,
    deleted,
    file_name,
    more,
    restore,
    under_message,
)
from bot.keyboards.voicemail import Bin, caption

UPLOAD = 60  # seconds


async def heard(press: Press[Heard]) -> Reply:
    """The mark under a delivered message: it is no longer new, the mark goes."""
    seat, item = await found(press, press.tap.voicemail)
    await opened(press, seat, item)
    return Reply()


async def show_more(press: Press[More]) -> Reply:
    """What else can be done with it, below the message."""
    seat, item = await found(press, press.tap.voicemail)
    screen = more(press.t, seat, item, press.desk.clock.now())
    return Reply(screen, at=press.tap, below=press.message_id)


async def get(press: Press[GetMessage]) -> Reply:
    """As a file, just as the PBX recorded it."""
    item = await press.desk.voicemails.one(press.seat, press.tap.voicemail)
    await press.answer()
    path, _, _, zone = await press.desk.voicemails.file_of(item.id)
    await press.desk.bot.send_document(
        press.chat_id,
        FSInputFile(path, filename=file_name(item, zone)),
        caption=caption(press.t, item, zone, press.desk.clock.now()),
        parse_mode=ParseMode.HTML,
        disable_content_type_detection=True,
        request_timeout=UPLOAD,
    )
    return Reply()


async def delete(press: Press[DeleteMessage]) -> Reply:
    """Into the bin; one tap takes it out again."""
    voicemail, company = press.tap.voicemail, press.seat.company_id
    with press.acting():
        await press.desk.voicemail_bin.delete(press.seat, voicemail, press.visitor.account_id)
    reply = await mailbox_page(press, 0)
    return reply.noting(press.t("✓ In the bin for 30 days."), restore(press.t, company, voicemail))


async def put_back(press: Press[RestoreMessage]) -> Reply:
    """Out of the bin."""
    with press.acting():
        await press.desk.voicemail_bin.restore(press.seat, press.tap.voicemail, press.visitor.account_id)
    return (await mailbox_page(press, 0)).noting(press.t("✓ The message is in the mailbox again."))


async def show_bin(press: Press[Bin]) -> Reply:
    """A page of it."""
    messages, page, pages = await press.desk.voicemail_bin.page(press.seat, press.tap.page)
    screen = bin_page(press.t, press.seat, messages, page, pages, press.desk.clock.now())
    return Reply(screen, at=Bin(company=press.seat.company_id, page=page))


async def show_deleted(press: Press[Deleted]) -> Reply:
    """One of the bin."""
    message = await press.desk.voicemail_bin.one(press.seat, press.tap.voicemail)
    return Reply(deleted(press.t, press.seat, message, press.desk.clock.now()), at=press.tap)


async def found(press: Press[Any], voicemail: int) -> tuple[Seat, VoicemailItem]:
    """The message, and as what in which company the person may hear it: the button says neither."""
    for seat in press.visitor.seats:
        try:
            return seat, await press.desk.voicemails.one(seat, voicemail)
        except Refused:
            continue
    raise Refused(N_("This message is not in your mailbox any more."))


async def opened(press: Press[Any], seat: Seat, item: VoicemailItem) -> None:
    """It is not new any more: its mark goes, the other buttons stay."""
    with press.acting():
        await press.desk.voicemails.heard(seat, item.id)
    buttons = inline(under_message(press.t, replace(item, new=False)), "")
    try:
        await press.desk.bot.edit_message_reply_markup(
            chat_id=press.chat_id, message_id=press.message_id, reply_markup=buttons
        )
    except TelegramBadRequest:
        return  # a second tap, or the message was deleted: the mark has gone already
