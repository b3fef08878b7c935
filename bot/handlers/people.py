"""Employees: the list, a card, the invitation."""

from typing import Any

from aiogram.enums import ParseMode

from bot.domain.roles import Role
from bot.handlers.press import Press, Reply
from bot.keyboards import people as keys
from bot.keyboards.people import Employee, Invite, People
from bot.keyboards.staff import NewEmployee

FIRST_STEP = "name"


async def show_people(press: Press[People]) -> Reply:
    """A page of the list; page -1 ends the search."""
    query = str(press.form.get("query", "")) if press.tap.page >= 0 else ""
    shown = await press.desk.numbers.page(press.seat, query, max(press.tap.page, 0))
    company = press.seat.company_id
    screen = keys.people(press.t, company, shown, await _linked(press), NewEmployee(company=company, step=FIRST_STEP))
    return Reply(screen, at=People(company=company, page=shown.page), form={"query": query} if query else {})


async def search(press: Press[People], text: str) -> Reply:
    """What was typed is looked for."""
    return await show_people(press.on(People(company=press.seat.company_id, page=0), {"query": text.strip()[:64]}))


async def show_employee(press: Press[Employee]) -> Reply:
    """One card."""
    one = await press.desk.numbers.one(press.seat, press.tap.employee)
    linked = one.employee_id in await _linked(press)
    return Reply(keys.card(press.t, press.seat.company_id, one, linked), at=press.tap, form=press.form)


async def invite(press: Press[Invite]) -> Reply:
    """A one-time link, as a message of its own that can be forwarded."""
    await send_invitation(press, press.tap.employee)
    reply = await show_employee(press.on(Employee(company=press.seat.company_id, employee=press.tap.employee)))
    return reply.noting(press.t("The invitation is below: forward it to the employee."))


async def send_invitation(press: Press[Any], employee: int) -> None:
    """The link alone; the screen is the caller's."""
    company = press.seat.company_id
    one = await press.desk.numbers.one(press.seat, employee)
    with press.acting():
        token = await press.desk.people.invite(company, Role.STAFF, one.employee_id)
    await press.answer()
    link = f"https://t.me/{(await press.desk.bot.me()).username}?start={token}"
    text = keys.invitation(press.t, press.seat.company_name, one.name, link)
    await press.desk.bot.send_message(press.chat_id, text, parse_mode=ParseMode.HTML)


async def _linked(press: Press[Any]) -> set[int]:
    return {one.id for one in await press.desk.people.employees(press.seat.company_id) if one.linked}
