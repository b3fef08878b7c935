"""A sound sent into the chat: heard as it will be in the phone, then put in its place with a yes (M5, M6, M9)."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiogram.types import Message

from bot.domain.cards_melodies import SongCard
from bot.domain.errors import N_, Refused
from bot.domain.melody_slots import EMPLOYEES, HOLD
from bot.domain.roles import Role
from bot.handlers.board import Board
from bot.handlers.melodies import changed, hear_file, slot_screen
from bot.handlers.press import Press, Reply
from bot.handlers.tunes import tunes_screen
from bot.keyboards import songs as keys
from bot.keyboards.base import Tap, short
from bot.keyboards.melodies import MEGABYTES, TOO_BIG, Slot, Tunes
from bot.keyboards.songs import DropSong, PutSong, RenameSong, Song

SHAPES = ("audio", "voice", "document", "video_note", "video")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as Telegram described it; what it is, is read from its content later. `named`: it has a file's name."""

    file_id: str
    size: int
    name: str
    named: bool


def sent(message: Message, unnamed: str) -> Sent:
    """The file in a message of one of the five shapes."""
    file = next(part for shape in SHAPES if (part := getattr(message, shape)))
    named = getattr(file, "file_name", None)
    name = named or getattr(file, "title", None)
    return Sent(file.file_id, file.file_size or 0, short(name, 100) if name else unnamed, bool(named))


def unnamed(press: Press[Tap]) -> str:
    """What we call a sound that has no name."""
    now = press.desk.clock.now()
    return press.t("Voice message of {day}", day=press.t.date(now, now, press.seat.time_zone))


def fit(file: Sent) -> Sent:
    """The file, if Telegram lets us download it; `Refused` if it is too large."""
    if file.size > MEGABYTES * 2**20:
        raise Refused(TOO_BIG, megabytes=MEGABYTES)
    return file


async def song(press: Press[Any], message: Message, board: Board) -> Reply:
    """Sent where no sound is on the screen: it is meant to be the hold music."""
    if press.seat.role is not Role.ADMIN:
        raise Refused(N_("Only an administrator of the company can change the hold music."))
    return await _bring(press, message, board, HOLD.key)


async def for_slot(press: Press[Slot], message: Message, board: Board) -> Reply:
    """Sent to the screen of a sound."""
    return await _bring(press, message, board, press.tap.slot)


async def for_employees(press: Press[Tunes], message: Message, board: Board) -> Reply:
    """Sent to the list of employees' melodies."""
    return await _bring(press, message, board, EMPLOYEES)


async def instead(press: Press[Song], message: Message, board: Board) -> Reply:
    """Another one, sent while one waits for a yes."""
    return await _bring(press, message, board, press.tap.place)


async def show_song(press: Press[Song]) -> Reply:
    """The song that waits, or the place for which it was meant."""
    card = await press.desk.songs.waiting(press.seat, press.visitor.account_id)
    return _question(press, card) if card else await _place(press, press.tap.place)


async def rename(press: Press[RenameSong]) -> Reply:
    """Under the name that fits; then as if it had been sent so."""
    with press.acting():
        card = await press.desk.songs.rename(press.seat, press.visitor.account_id)
    await press.answer()
    return await _offer(press, card)


async def put(press: Press[PutSong]) -> Reply:
    """Callers hear it."""
    with press.acting():
        card = await press.desk.songs.accept(press.seat, press.visitor.account_id)
    await press.answer()
    if card.place != EMPLOYEES:
        return await changed(press, card.place)
    note = press.t("✓ Added: {name}. Pick it on an employee's card.", name=short(card.name))
    return (await tunes_screen(press)).noting(note)


async def drop(press: Press[DropSong]) -> Reply:
    """What plays goes on playing."""
    with press.acting():
        await press.desk.songs.drop(press.seat, press.visitor.account_id)
    reply = await _place(press, press.tap.place)
    return reply.noting(press.t("Send another one.")) if press.tap.another else reply


async def _bring(press: Press[Any], message: Message, board: Board, place: str) -> Reply:
    """Checked by size, fetched into a private folder, made fit for the telephone, kept until a yes."""
    file = fit(sent(message, unnamed(press)))
    company, account = press.seat.company_id, press.visitor.account_id
    waiting = Reply(keys.listening(press.t, company, place), at=Song(company=company, place=place))
    await board.show(press.chat_id, waiting, press.message_id)
    with TemporaryDirectory(prefix="gudok-") as folder:
        source = Path(folder) / "sent"
        await press.desk.fetch(file.file_id, source)
        with press.acting():
            card = await press.desk.songs.bring(press.seat, account, place, source, file.name, named=file.named)
    return await _offer(press, card)


async def _offer(press: Press[Any], card: SongCard) -> Reply:
    """The song as callers will hear it, and below it the question; a name that does not fit comes first."""
    if card.rename:
        return _question(press, card)
    file = await press.desk.songs.file(press.seat, press.visitor.account_id)
    return _question(press, card, below=await hear_file(press, card.name, file))


def _question(press: Press[Any], card: SongCard, below: int = 0) -> Reply:
    company = press.seat.company_id
    return Reply(keys.song(press.t, company, card), at=Song(company=company, place=card.place), below=below)


async def _place(press: Press[Any], place: str) -> Reply:
    return await tunes_screen(press) if place == EMPLOYEES else await slot_screen(press, place)
