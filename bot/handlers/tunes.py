"""Employees' melodies: the list, one of them."""

from pathlib import Path
from typing import Any

from bot.domain.cards_options import Choice
from bot.domain.errors import N_, Refused
from bot.handlers.melodies import hear_file, send_file
from bot.handlers.press import Press, Reply
from bot.keyboards import tunes as keys
from bot.keyboards.melodies import Tunes
from bot.keyboards.tunes import GetTune, HearTune, Tune


async def show_tunes(press: Press[Tunes]) -> Reply:
    """A page of the list."""
    return await tunes_screen(press, press.tap.page)


async def tunes_screen(press: Press[Any], page: int = 0) -> Reply:
    """The list as it is now."""
    company, all_ = press.seat.company_id, await press.desk.employee_melodies.all(press.seat)
    return Reply(keys.tunes(press.t, company, all_, page), at=Tunes(company=company, page=page))


async def show_tune(press: Press[Tune]) -> Reply:
    """One of them, and who has it."""
    one = await _one(press, press.tap.melody)
    users = await press.desk.employee_melodies.users(press.seat, one.id)
    return Reply(keys.tune(press.t, press.seat.company_id, one, users), at=press.tap)


async def hear(press: Press[HearTune]) -> Reply:
    """As callers hear it."""
    one, file = await _one(press, press.tap.melody), await _file(press)
    await press.answer()
    await hear_file(press, one.title, file)
    return Reply()


async def get(press: Press[GetTune]) -> Reply:
    """As a file."""
    one, file = await _one(press, press.tap.melody), await _file(press)
    await press.answer()
    await send_file(press, one.title, file)
    return Reply()


async def named(press: Press[Any], melody: int) -> str:
    """What it is called."""
    return (await _one(press, melody)).title


async def _file(press: Press[HearTune | GetTune]) -> Path:
    return await press.desk.employee_melodies.file(press.seat, press.tap.melody)


async def _one(press: Press[Any], melody: int) -> Choice:
    for one in await press.desk.employee_melodies.all(press.seat):
        if one.id == melody:
            return one
    raise Refused(N_("There is no such melody any more."))
