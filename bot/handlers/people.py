"""Employees: the list, a card, the invitation."""

from aiogram.enums import ParseMode

from bot.domain.cards import EmployeeItem
from bot.domain.errors import N_, Refused
from bot.domain.roles import Role
from bot.handlers.press import Press, Reply
from bot.keyboards.base import CompanyTap
from bot.keyboards.people import Employee, Invite, People, card, invitation, people


async def show_people(press: Press[People]) -> Reply:
    """A page of the list."""
    employees = await press.desk.people.employees(press.seat.company_id)
    return Reply(people(press.t, press.seat.company_id, employees, press.tap.page), at=press.tap)


async def show_employee(press: Press[Employee]) -> Reply:
    """One card."""
    employee = await _employee(press, press.tap.employee)
    return Reply(card(press.t, press.seat.company_id, employee, press.tap.page), at=press.tap)


async def invite(press: Press[Invite]) -> Reply:
    """A one-time link, as a message of its own that can be forwarded."""
    employee = await _employee(press, press.tap.employee)
    with press.acting():
        token = await press.desk.people.invite(press.seat.company_id, Role.STAFF, employee.id)
    await press.answer()
    link = f"https://t.me/{(await press.desk.bot.me()).username}?start={token}"
    text = invitation(press.t, press.seat.company_name, employee.name, link)
    await press.desk.bot.send_message(press.chat_id, text, parse_mode=ParseMode.HTML)
    screen = card(press.t, press.seat.company_id, employee, press.tap.page)
    at = Employee(company=press.seat.company_id, employee=employee.id, page=press.tap.page)
    return Reply(screen, at=at).noting(press.t("The invitation is below: forward it to the employee."))


async def _employee(press: Press[CompanyTap], employee_id: int) -> EmployeeItem:
    for employee in await press.desk.people.employees(press.seat.company_id):
        if employee.id == employee_id:
            return employee
    raise Refused(N_("There is no such employee any more."))
