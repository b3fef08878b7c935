"""The staff in the chat (G4): the way to each list, details of an employee, a new one step by step."""

from typing import Any

from bot.domain.errors import N_, Refused
from bot.handlers.notes import with_done, with_saved
from bot.handlers.people import show_employee
from bot.handlers.press import Press, Reply
from bot.keyboards import staff as keys
from bot.keyboards.departments import Departments
from bot.keyboards.dids import Dids
from bot.keyboards.menus import Menus
from bot.keyboards.people import EditEmployee, Employee, People, Staff
from bot.keyboards.staff import Answer, Edit, Hire, NewEmployee, Put

STEPS = tuple(keys.FIELDS)
SUMMARY = "summary"


async def show_staff(press: Press[Staff]) -> Reply:
    """What there is, and how much of it."""
    t, desk, company = press.t, press.desk, press.seat.company_id
    counts = (
        (t("Employees"), len(await desk.people.employees(company)), People(company=company, page=0)),
        (t("Departments"), len(await desk.departments.all(press.seat)), Departments(company=company, page=0)),
        (t("Public numbers"), len(await desk.dids.all(press.seat)), Dids(company=company, page=0)),
        (t("Voice menus"), len(await desk.menus.all(press.seat)), Menus(company=company, page=0)),
    )
    return Reply(keys.staff(t, company, counts), at=press.tap)


async def show_details(press: Press[EditEmployee]) -> Reply:
    """What can be changed."""
    one = await press.desk.numbers.one(press.seat, press.tap.employee)
    return Reply(keys.details(press.t, press.seat.company_id, one), at=press.tap)


async def ask(press: Press[Edit]) -> Reply:
    """The question for one detail."""
    one = await press.desk.numbers.one(press.seat, press.tap.employee)
    return Reply(keys.edit(press.t, press.seat.company_id, one, _field(press.tap.field)), at=press.tap)


async def change(press: Press[Edit], text: str) -> Reply:
    """The answer, typed."""
    return await _change(press, press.tap.employee, _field(press.tap.field), text)


async def put(press: Press[Put]) -> Reply:
    """The answer, picked."""
    return await _change(press, press.tap.employee, _field(press.tap.field), press.tap.value)


async def step(press: Press[NewEmployee]) -> Reply:
    """The first question that has no answer yet, if it comes before the one that was asked for; or the summary."""
    wanted = [*STEPS, SUMMARY].index(press.tap.step) if press.tap.step in (*STEPS, SUMMARY) else 0
    reached = next((i for i, field in enumerate(STEPS) if field not in press.form), len(STEPS))
    at = min(wanted, reached)
    t, company = press.t, press.seat.company_id
    before = {field: str(press.form[field]) for field in STEPS[:at]}
    if at == len(STEPS):
        cost = await press.desk.staff.cost(press.seat)
        return Reply(keys.summary(t, company, STEPS[-1], before, cost), at=press.tap, form=press.form)
    here = NewEmployee(company=company, step=STEPS[at])
    return Reply(keys.step(t, company, STEPS, STEPS[at], before), at=here, form=press.form)


async def answer(press: Press[NewEmployee], text: str) -> Reply:
    """An answer, typed; at the summary there is nothing to answer."""
    return await _answer(press, press.tap.step, text) if press.tap.step in STEPS else await step(press)


async def pick(press: Press[Answer]) -> Reply:
    """An answer, picked."""
    return await _answer(press, _field(press.tap.step), press.tap.value)


async def hire(press: Press[Hire]) -> Reply:
    """Save; then the card of the new one."""
    missing = next((field for field in STEPS if field not in press.form), None)
    if missing:
        return await step(press.on(NewEmployee(company=press.seat.company_id, step=missing)))
    name, number, phone, email, kind = (str(press.form[field]) for field in STEPS)
    with press.acting():
        employee = await press.desk.staff.add(press.seat, name, number, phone, email, kind, press.visitor.account_id)
    reply = await show_employee(press.on(Employee(company=press.seat.company_id, employee=employee), {}))
    return await with_done(press, reply, press.t("✓ Added. Send an invitation, so that voicemail comes to them."))


async def _answer(press: Press[Any], field: str, text: str) -> Reply:
    value = await press.desk.staff.check(press.seat, field, text) if text else ""
    following = [*STEPS, SUMMARY][STEPS.index(field) + 1]
    tap = NewEmployee(company=press.seat.company_id, step=following)
    return await step(press.on(tap, {**press.form, field: value}))


async def _change(press: Press[Any], employee: int, field: str, value: str) -> Reply:
    with press.acting():
        await press.desk.staff.change(press.seat, employee, field, value, press.visitor.account_id)
    reply = await show_details(press.on(EditEmployee(company=press.seat.company_id, employee=employee)))
    return await with_saved(press, reply)


def _field(field: str) -> str:
    if field not in STEPS:
        raise Refused(N_("There is no such detail."))
    return field
