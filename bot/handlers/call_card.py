"""One call of the statistics (O13): its card, its recording, calling back."""

from bot.domain.errors import N_, Refused
from bot.domain.orders import Why
from bot.handlers.press import Press, Reply
from bot.keyboards import call_card as keys
from bot.keyboards.call_card import GetTalk, PlayTalk, RingClient
from bot.keyboards.statistics import CallCard


async def show_call(press: Press[CallCard]) -> Reply:
    """One call."""
    details = await press.desk.calls.one(press.seat, press.tap.call)
    day = int(press.form.get("day", 0))
    screen = keys.card(press.t, press.seat, details, press.desk.clock.now(), day)
    return Reply(screen, at=press.tap, form=press.form)


async def play(press: Press[PlayTalk]) -> Reply:
    """It comes into the chat as a voice message; what is too long for one, as mp3."""
    wav, seconds, call = await press.desk.calls.recording(press.seat, press.tap.recording)
    await press.answer()
    caption = keys.talk_caption(press.t, press.seat, call, seconds, press.desk.clock.now())
    await press.desk.voice.talk(press.chat_id, wav, seconds, caption)
    return Reply()


async def get(press: Press[GetTalk]) -> Reply:
    """As a file."""
    wav, seconds, call = await press.desk.calls.recording(press.seat, press.tap.recording)
    await press.answer()
    caption = keys.talk_caption(press.t, press.seat, call, seconds, press.desk.clock.now())
    await press.desk.voice.file(press.chat_id, wav, caption)
    return Reply()


async def ring(press: Press[RingClient]) -> Reply:
    """The person's own telephone rings, then the client's."""
    details = await press.desk.calls.one(press.seat, press.tap.call)
    client, account = details.call.client, press.visitor.account_id
    if not client:
        raise Refused(N_("There is no number outside to call."))
    with press.acting():
        await press.desk.orders.call(press.seat, press.seat.employee_id, client, Why.MISSED, account)
    return Reply(toast=press.t("Your telephone rings first, then the client's."))
