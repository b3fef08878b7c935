"""A department's line: its screen, its numbers, what comes after it, the announcement of the callback."""

from dataclasses import replace
from typing import Any

from bot.domain.cards_options import Switched
from bot.domain.department_line import SETTINGS
from bot.domain.errors import N_, Refused
from bot.handlers.notes import with_saved
from bot.handlers.press import Press, Reply
from bot.keyboards import department_line as keys
from bot.keyboards.base import Button, CompanyTap
from bot.keyboards.department_line import (
    Announce,
    AnnounceEverywhere,
    LineOverflow,
    LineSetting,
    PutOverflow,
    TellPlace,
)
from bot.keyboards.departments import STRATEGIES, Departments, Line, Strategy
from bot.services.administration import known


async def show_line(press: Press[Line]) -> Reply:
    """How callers wait."""
    card = await press.desk.lines.one(press.seat, press.tap.department)
    return Reply(keys.line(press.t, press.seat.company_id, card), at=press.tap)


async def strategy(press: Press[Strategy]) -> Reply:
    """Whom it rings."""
    tap = press.tap
    if tap.value not in STRATEGIES:
        raise Refused(N_("There is no such way to ring a department."))
    with press.acting():
        done = await press.desk.departments.strategy(press.seat, tap.department, tap.value, press.visitor.account_id)
    return await _saved(press, tap.department, done)


async def ask(press: Press[LineSetting]) -> Reply:
    """The question for a number."""
    key = known(press.tap.key, SETTINGS)
    card = await press.desk.lines.one(press.seat, press.tap.department)
    return Reply(keys.setting(press.t, press.seat.company_id, card, key), at=press.tap)


async def change(press: Press[LineSetting], text: str) -> Reply:
    """The answer."""
    tap, account = press.tap, press.visitor.account_id
    with press.acting():
        done = await press.desk.lines.set(press.seat, tap.department, tap.key, text, account)
    return await _saved(press, tap.department, done)


async def show_overflow(press: Press[LineOverflow]) -> Reply:
    """What becomes of those whom nobody answers."""
    card = await press.desk.lines.one(press.seat, press.tap.department)
    return Reply(keys.overflow(press.t, press.seat.company_id, card), at=press.tap)


async def put_overflow(press: Press[PutOverflow]) -> Reply:
    """This from now on."""
    tap, account = press.tap, press.visitor.account_id
    with press.acting():
        done = await press.desk.lines.overflow(press.seat, tap.department, tap.value, tap.other, account)
    return await _saved(press, tap.department, done)


async def announce(press: Press[Announce]) -> Reply:
    """The callback is announced, or no more."""
    tap, account = press.tap, press.visitor.account_id
    with press.acting():
        done = await press.desk.lines.announce(press.seat, tap.department, tap.want, account)
    return await _saved(press, tap.department, done)


async def tell_place(press: Press[TellPlace]) -> Reply:
    """Those who wait are told their place, or no more."""
    tap, account = press.tap, press.visitor.account_id
    with press.acting():
        done = await press.desk.lines.tell_place(press.seat, tap.department, tap.want, account)
    return await _saved(press, tap.department, done)


async def announced(press: Press[CompanyTap], reply: Reply) -> Reply:
    """The card of the option, with the departments that announce it."""
    t, company = press.t, press.seat.company_id
    if reply.screen is None:
        return reply
    state = await press.desk.lines.announcing(press.seat)
    everywhere = Button(t("Mark all"), AnnounceEverywhere(company=company))
    some = Button(t("Choose departments"), Departments(company=company, page=0))
    ways = (everywhere, some) if state.announce < state.departments else (some,)
    return replace(reply, screen=keys.announced(t, reply.screen, state.announce, state.departments, ways))


async def _saved(press: Press[Any], department: int, done: Switched) -> Reply:
    card = await show_line(press.on(Line(company=press.seat.company_id, department=department)))
    return await with_saved(press, card, done.history_id)
