"""Departments: the list, a card, its people, its name and ring time."""

from typing import Any

from bot.domain.cards_options import Switched
from bot.domain.errors import N_, Refused
from bot.domain.searching import finds
from bot.handlers.notes import with_saved
from bot.handlers.places import searched
from bot.handlers.press import Press, Reply
from bot.keyboards import departments as keys
from bot.keyboards.departments import (
    Department,
    Departments,
    EditDepartment,
    Member,
    Members,
    NewDepartment,
)


async def show_departments(press: Press[Departments]) -> Reply:
    """A page of the list."""
    all_ = await press.desk.departments.all(press.seat)
    return Reply(keys.departments(press.t, press.seat.company_id, all_, press.tap.page), at=press.tap)


async def show_department(press: Press[Department]) -> Reply:
    """One card."""
    card = await press.desk.departments.one(press.seat, press.tap.department)
    return Reply(keys.department(press.t, press.seat.company_id, card), at=press.tap)


async def show_members(press: Press[Members]) -> Reply:
    """A page of everybody, or of those whom the search finds; page -1 ends the search."""
    query = searched(press)
    card = await press.desk.departments.one(press.seat, press.tap.department)
    people = [person for person in card.people if finds(query, (person.title,))]
    screen = keys.members(press.t, press.seat.company_id, card, people, press.tap.page, query)
    return Reply(screen, at=press.tap, form={"query": query} if query else {})


async def search(press: Press[Members], text: str) -> Reply:
    """What was typed is looked for."""
    tap = Members(company=press.seat.company_id, department=press.tap.department, page=0)
    return await show_members(press.on(tap, {"query": text.strip()[:64]}))


async def member(press: Press[Member]) -> Reply:
    """One in or out."""
    tap, account = press.tap, press.visitor.account_id
    with press.acting():
        await press.desk.departments.member(press.seat, tap.department, tap.employee, tap.want, account)
    here = Members(company=press.seat.company_id, department=tap.department, page=tap.page)
    return await with_saved(press, await show_members(press.on(here)))


async def ask(press: Press[EditDepartment]) -> Reply:
    """The question for its name or ring time."""
    if press.tap.field not in keys.ASKED:
        raise Refused(N_("There is no such detail."))
    card = await press.desk.departments.one(press.seat, press.tap.department)
    return Reply(keys.ask(press.t, press.seat.company_id, card, press.tap.field), at=press.tap)


async def change(press: Press[EditDepartment], text: str) -> Reply:
    """The answer."""
    departments, tap = press.desk.departments, press.tap
    setting = {"name": departments.rename, "seconds": departments.ring_seconds}[tap.field]
    with press.acting():
        done = await setting(press.seat, tap.department, text, press.visitor.account_id)
    return await _saved(press, tap.department, done)


async def ask_new(press: Press[NewDepartment]) -> Reply:
    """The question for the name of a new one."""
    return Reply(keys.ask_new(press.t, press.seat.company_id), at=press.tap)


async def add(press: Press[NewDepartment], text: str) -> Reply:
    """The answer; then who shall be in it."""
    with press.acting():
        department = await press.desk.departments.add(press.seat, text, press.visitor.account_id)
    here = Members(company=press.seat.company_id, department=department, page=0)
    return (await show_members(press.on(here, {}))).noting(press.t("✓ Added. Now mark who answers its calls."))


async def _saved(press: Press[Any], department: int, done: Switched) -> Reply:
    card = await show_department(press.on(Department(company=press.seat.company_id, department=department)))
    return await with_saved(press, card, done.history_id)
