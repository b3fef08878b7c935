"""Employees' melodies: the list, one of them, a new one."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiogram.types import Message

from bot.domain.cards_options import Choice
from bot.domain.errors import N_, Refused
from bot.handlers.board import Board
from bot.handlers.press import Press, Reply
from bot.handlers.songs import fit, sent, unnamed
from bot.keyboards import tunes as keys
from bot.keyboards.base import short
from bot.keyboards.melodies import Tunes
from bot.keyboards.tunes import Tune


async def show_tunes(press: Press[Tunes]) -> Reply:
    """A page of the list."""
    all_ = await press.desk.employee_melodies.all(press.seat)
    return Reply(keys.tunes(press.t, press.seat.company_id, all_, press.tap.page), at=press.tap)


async def show_tune(press: Press[Tune]) -> Reply:
    """One of them, and who has it."""
    one = await _one(press, press.tap.melody)
    users = await press.desk.employee_melodies.users(press.seat, one.id)
    return Reply(keys.tune(press.t, press.seat.company_id, one, users), at=press.tap)


async def add(press: Press[Any], message: Message, board: Board) -> Reply:
    """A sound sent to the list is a new melody in it."""
    file = fit(sent(message, unnamed(press)))
    company = press.seat.company_id
    tap = Tunes(company=company, page=0)
    await board.show(press.chat_id, Reply(keys.listening(press.t, company), at=tap), press.message_id)
    with TemporaryDirectory(prefix="gudok-") as folder:
        source = Path(folder) / "sent"
        await press.desk.fetch(file.file_id, source)
        with press.acting():
            added = await press.desk.employee_melodies.add(press.seat, source, file.name)
    note = press.t("✓ Added: {name}. Pick it on an employee's card.", name=short(added.title))
    return (await show_tunes(press.on(tap))).noting(note)


async def named(press: Press[Any], melody: int) -> str:
    """What it is called."""
    return (await _one(press, melody)).title


async def _one(press: Press[Any], melody: int) -> Choice:
    for one in await press.desk.employee_melodies.all(press.seat):
        if one.id == melody:
            return one
    raise Refused(N_("There is no such melody any more."))
