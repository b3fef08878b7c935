"""An employee's number is given to another person: the one before loses it, the next one sees only what comes then."""

from bot.handlers.notes import with_done
from bot.handlers.press import Press, Reply
from bot.handlers.staff import show_details
from bot.keyboards import handover as keys
from bot.keyboards.handover import HandOverNow
from bot.keyboards.people import EditEmployee, HandOver


async def ask(press: Press[HandOver]) -> Reply:
    """What it means."""
    one = await press.desk.numbers.one(press.seat, press.tap.employee)
    return Reply(keys.hand_over(press.t, press.seat.company_id, one), at=press.tap)


async def hand_over(press: Press[HandOverNow]) -> Reply:
    """Do it; then name, number and e-mail are to be changed."""
    employee = press.tap.employee
    with press.acting():
        await press.desk.staff.hand_over(press.seat, employee, press.visitor.account_id)
    reply = await show_details(press.on(EditEmployee(company=press.seat.company_id, employee=employee)))
    done = press.t("✓ Handed over. Change the name and send the new person an invitation.")
    return await with_done(press, reply, done)
