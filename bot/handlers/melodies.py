"""Hold music: see it, hear it, get it, put ours back."""

from pathlib import Path

from aiogram.types import FSInputFile

from bot.handlers.press import Press, Reply
from bot.i18n import quoted
from bot.keyboards.base import Tap, short
from bot.keyboards.melodies import DefaultHold, GetHold, HearHold, Hold, hold, playing

UPLOAD = 60  # seconds


async def show_hold(press: Press[Hold]) -> Reply:
    """What plays now."""
    return await hold_screen(press)


async def hear(press: Press[HearHold]) -> Reply:
    """As a voice message: so it sounds in the phone."""
    await press.answer()
    melody = await press.desk.melodies.hold(press.seat.company_id)
    caption = press.t("{name} · so it sounds in the phone", name=playing(press.t, melody))
    await press.desk.voice.sound(press.chat_id, await press.desk.melodies.file(press.seat.company_id), quoted(caption))
    return Reply()


async def get(press: Press[GetHold]) -> Reply:
    """As a file, under the name that people know."""
    await press.answer()
    melody = await press.desk.melodies.hold(press.seat.company_id)
    name = Path(short(melody.name or press.t("hold music"), 60)).stem
    file = FSInputFile(await press.desk.melodies.file(press.seat.company_id), filename=f"{name}.wav")
    await press.desk.bot.send_document(press.chat_id, file, request_timeout=UPLOAD)
    return Reply()


async def put_default(press: Press[DefaultHold]) -> Reply:
    """Back to our own melody; the uploaded file is deleted."""
    with press.acting():
        await press.desk.melodies.default_hold(press.seat.company_id)
    await press.answer()
    return await changed(press)


async def changed(press: Press[Tap]) -> Reply:
    """The screen with one line about when callers hear the change: said only once the PBX plays it (M10)."""
    plays = await press.desk.confirm(press.seat.company_id)
    time = press.t.clock(press.desk.clock.now(), press.seat.time_zone)
    note = (
        press.t("✓ Plays on the PBX since {time}", time=time)
        if plays
        else press.t("The PBX is out of reach now. The melody will play by itself when the connection is back.")
    )
    return (await hold_screen(press)).noting(note)


async def hold_screen(press: Press[Tap]) -> Reply:
    """The hold music's screen as it is now."""
    company = press.seat.company_id
    return Reply(hold(press.t, company, await press.desk.melodies.hold(company)), at=Hold(company=company))
