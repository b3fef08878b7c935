"""A sound sent into the chat becomes the hold music (M5)."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from aiogram.types import Message

from bot.domain.errors import N_, Refused
from bot.domain.roles import Role
from bot.handlers.board import Board
from bot.handlers.melodies import changed
from bot.handlers.press import Press, Reply
from bot.keyboards.base import Tap, short
from bot.keyboards.melodies import MEGABYTES, TOO_BIG, Hold, listening

SHAPES = ("audio", "voice", "document", "video_note", "video")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as Telegram described it; what it is, is read from its content later."""

    file_id: str
    size: int
    name: str


def sent(message: Message, unnamed: str) -> Sent:
    """The file in a message of one of the five shapes."""
    file = next(part for shape in SHAPES if (part := getattr(message, shape)))
    name = getattr(file, "file_name", None) or getattr(file, "title", None)
    return Sent(file.file_id, file.file_size or 0, short(name, 100) if name else unnamed)


def unnamed(press: Press[Tap]) -> str:
    """What we call a sound that has no name."""
    now = press.desk.clock.now()
    return press.t("Voice message of {day}", day=press.t.date(now, now, press.seat.time_zone))


def fit(file: Sent) -> Sent:
    """The file, if Telegram lets us download it; `Refused` if it is too large."""
    if file.size > MEGABYTES * 2**20:
        raise Refused(TOO_BIG, megabytes=MEGABYTES)
    return file


async def song(press: Press[Tap], message: Message, board: Board) -> Reply:
    """Checked by size, fetched into a private folder, made fit for the telephone; then callers hear it."""
    if press.seat.role is not Role.ADMIN:
        raise Refused(N_("Only an administrator of the company can change the hold music."))
    file = fit(sent(message, unnamed(press)))
    company = press.seat.company_id
    await board.show(press.chat_id, Reply(listening(press.t, company), at=Hold(company=company)), press.message_id)
    with TemporaryDirectory(prefix="gudok-") as folder:
        source = Path(folder) / "sent"
        await press.desk.fetch(file.file_id, source)
        with press.acting():
            await press.desk.melodies.set_hold(company, source, file.name)
    return await changed(press)
