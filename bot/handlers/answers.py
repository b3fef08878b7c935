"""Answers to a voice message (V6): a call back, or a spoken answer that the client is called with."""

from pathlib import Path
from tempfile import TemporaryDirectory

from aiogram.types import Message

from bot.domain.errors import N_, Refused
from bot.domain.orders import Why
from bot.handlers.board import Board
from bot.handlers.message import found, opened
from bot.handlers.press import Press, Reply
from bot.handlers.songs import fit, sent
from bot.handlers.voicemail import mailbox_page
from bot.keyboards import answers as keys
from bot.keyboards.answers import CallWithAnswer, SpokenAnswer
from bot.keyboards.message import Answer, CallBack


async def call_back(press: Press[CallBack]) -> Reply:
    """The person's own telephone rings, then the client's; what came of it is told by a note."""
    seat, item = await found(press, press.tap.voicemail)
    with press.acting():
        account = press.visitor.account_id
        await press.desk.orders.call(seat, seat.employee_id, item.caller, Why.VOICEMAIL, account)
    await opened(press, seat, item)
    return Reply(toast=press.t("Your telephone rings first, then the client's."))


async def ask(press: Press[Answer]) -> Reply:
    """Speak now."""
    seat, item = await found(press, press.tap.voicemail)
    return Reply(keys.ask(press.t, seat.company_id, item), at=press.tap, below=press.message_id)


async def spoken(press: Press[Answer | SpokenAnswer], message: Message, board: Board) -> Reply:
    """What was spoken is made fit for the telephone; nothing is called before it is confirmed."""
    seat, item = await found(press, press.tap.voicemail)
    file = fit(sent(message, "answer"))
    with TemporaryDirectory(prefix="gudok-") as folder:
        source = Path(folder) / "sent"
        await press.desk.fetch(file.file_id, source)
        made = await press.desk.answers.make(source)
    form = {"voice": made.file.name, "seconds": made.seconds}
    return await confirm(press.on(SpokenAnswer(company=seat.company_id, voicemail=item.id), form))


async def confirm(press: Press[SpokenAnswer]) -> Reply:
    """«Позвоним +7 … и включим это сообщение»."""
    item = await press.desk.voicemails.one(press.seat, press.tap.voicemail)
    if "voice" not in press.form:
        return Reply(keys.ask(press.t, press.seat.company_id, item), at=Answer(voicemail=item.id))
    screen = keys.confirm(press.t, press.seat.company_id, item, float(press.form["seconds"]))
    return Reply(screen, at=press.tap, form=press.form)


async def call(press: Press[CallWithAnswer]) -> Reply:
    """The client is called and hears it."""
    seat, item = press.seat, await press.desk.voicemails.one(press.seat, press.tap.voicemail)
    voice = str(press.form.get("voice", ""))
    if not press.desk.answers.is_there(voice):
        raise Refused(N_("Your answer is not here any more: record it again."))
    with press.acting():
        account = press.visitor.account_id
        await press.desk.orders.call(seat, seat.employee_id, item.caller, Why.VOICE, account, voice=voice)
    await press.desk.voicemails.heard(seat, item.id)
    return (await mailbox_page(press, 0)).noting(keys.calling(press.t, item))
