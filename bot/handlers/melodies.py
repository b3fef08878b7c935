"""What callers hear: see it, hear it, get it, put ours back."""

from pathlib import Path
from typing import Any

from aiogram.types import FSInputFile

from bot.domain.melody_slots import HOLD
from bot.domain.sounds import phrase
from bot.handlers.press import Press, Reply
from bot.i18n import quoted
from bot.keyboards import melodies as keys
from bot.keyboards.base import short
from bot.keyboards.melodies import DefaultSlot, GetSlot, HearSlot, Melodies, Phrases, Slot, playing
from bot.keyboards.sound_places import up

UPLOAD = 60  # seconds


async def show_melodies(press: Press[Melodies]) -> Reply:
    """Everything that callers hear."""
    card = await press.desk.melodies.menu(press.seat)
    return Reply(keys.melodies(press.t, press.seat.company_id, card), at=press.tap)


async def show_phrases(press: Press[Phrases]) -> Reply:
    """What we say to them."""
    card = await press.desk.melodies.menu(press.seat)
    return Reply(keys.phrases(press.t, press.seat.company_id, card), at=press.tap)


async def show_slot(press: Press[Slot]) -> Reply:
    """What plays now."""
    return await slot_screen(press, press.tap.slot)


async def hear(press: Press[HearSlot]) -> Reply:
    """As a voice message: so it sounds in the phone."""
    card = await press.desk.melodies.slot(press.seat, press.tap.slot)
    file = await press.desk.melodies.file(press.seat, press.tap.slot)
    await press.answer()
    await hear_file(press, playing(press.t, card.plays), file)
    return Reply()


async def get(press: Press[GetSlot]) -> Reply:
    """As a file, under the name that people know."""
    card = await press.desk.melodies.slot(press.seat, press.tap.slot)
    file = await press.desk.melodies.file(press.seat, press.tap.slot)
    await press.answer()
    await send_file(press, card.plays.name or press.t(card.slot.name), file)
    return Reply()


async def put_default(press: Press[DefaultSlot]) -> Reply:
    """Back to our own; the uploaded file is deleted."""
    with press.acting():
        await press.desk.melodies.default(press.seat, press.tap.slot, press.visitor.account_id)
    await press.answer()
    return await changed(press, press.tap.slot)


async def changed(press: Press[Any], slot: str = HOLD.key) -> Reply:
    """The screen with one line about when callers hear the change: said only once the PBX plays it (M10)."""
    company = press.seat.company_id
    if await press.desk.plays(phrase(company, slot)):
        await press.desk.confirmations.confirmed(company, slot)
        time = press.t.clock(press.desk.clock.now(), press.seat.time_zone)
        note = press.t("✓ Plays on the PBX since {time}", time=time)
    else:
        note = press.t("The PBX is out of reach now. When the connection is back, it plays by itself, and I tell you.")
    return (await slot_screen(press, slot)).noting(note)


async def slot_screen(press: Press[Any], slot: str) -> Reply:
    """One sound as it is now."""
    company = press.seat.company_id
    card = await press.desk.melodies.slot(press.seat, slot)
    return Reply(keys.slot(press.t, company, card, up(company, slot)), at=Slot(company=company, slot=slot))


async def hear_file(press: Press[Any], name: str, file: Path) -> int:
    """A wav of ours as a voice message; the id of that."""
    caption = press.t("{name} · so it sounds in the phone", name=short(name))
    return await press.desk.voice.sound(press.chat_id, file, quoted(caption))


async def send_file(press: Press[Any], name: str, file: Path) -> None:
    """A wav of ours as a file."""
    document = FSInputFile(file, filename=f"{Path(short(name, 60)).stem}.wav")
    await press.desk.bot.send_document(press.chat_id, document, request_timeout=UPLOAD)
