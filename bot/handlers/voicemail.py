"""The mailbox: pages, listening again, and the mark under a delivered message."""

from aiogram.exceptions import TelegramBadRequest

from bot.domain.cards import Seat
from bot.domain.errors import N_, Refused
from bot.handlers.press import Press, Reply
from bot.keyboards.base import Tap
from bot.keyboards.voicemail import Heard, Listen, Mailbox, mailbox


async def show_mailbox(press: Press[Mailbox]) -> Reply:
    """A page of the list."""
    return await mailbox_page(press, press.tap.page)


async def listen(press: Press[Listen]) -> Reply:
    """The voice message comes into the chat again, and is no longer new."""
    await press.desk.voicemails.one(press.seat, press.tap.voicemail)
    await press.answer()
    await press.desk.voice.voicemail(press.chat_id, press.t, press.tap.voicemail)
    with press.acting():
        await press.desk.voicemails.heard(press.seat, press.tap.voicemail)
    return await mailbox_page(press, press.tap.page)


async def heard(press: Press[Heard]) -> Reply:
    """The mark under a delivered message: it is no longer new, the button goes."""
    with press.acting():
        await press.desk.voicemails.heard(await _seat_of(press), press.tap.voicemail)
    await press.answer()
    try:
        await press.desk.bot.edit_message_reply_markup(chat_id=press.chat_id, message_id=press.message_id)
    except TelegramBadRequest:
        return Reply()  # a second tap, or the message was deleted: the button has gone already
    return Reply()


async def mailbox_page(press: Press[Tap], page: int) -> Reply:
    """That page, as it is now."""
    box = await press.desk.voicemails.page(press.seat, page)
    screen = mailbox(press.t, press.seat, box, press.desk.clock.now(), len(press.visitor.seats))
    return Reply(screen, at=Mailbox(company=press.seat.company_id, page=box.page))


async def _seat_of(press: Press[Heard]) -> Seat:
    for seat in press.visitor.seats:
        try:
            await press.desk.voicemails.one(seat, press.tap.voicemail)
        except Refused:
            continue
        return seat
    raise Refused(N_("This message is not in your mailbox any more."))
