"""Who changed what."""

from bot.handlers.press import Press, Reply
from bot.keyboards import history as keys
from bot.keyboards.history import History


async def show_history(press: Press[History]) -> Reply:
    """A page of it."""
    box = await press.desk.histories.page(press.seat, press.tap.page)
    company = press.seat.company_id
    screen = keys.history(press.t, company, press.seat.time_zone, press.desk.clock.now(), box)
    return Reply(screen, at=History(company=company, page=box.page))
