"""One line about what has just happened, and the way to take it back."""

from typing import Any

from bot.domain.cards_options import Switched
from bot.domain.errors import N_
from bot.handlers.press import Press, Reply
from bot.keyboards.shared import switched, undo_button

NO_WORDS = N_("No words are needed here: choose a button.")


async def with_switched(press: Press[Any], reply: Reply, result: Switched) -> Reply:
    """«✓ Включено с 12:41, +23,33 ₽ сегодня»; nothing new where it was so already."""
    if result.history_id is None:
        already = press.t("It is on already.") if result.on else press.t("It is off already.")
        return reply.noting(already)
    line = switched(press.t, result.on, result.at, press.seat.time_zone, result.cost)
    return await with_done(press, reply, line, result.history_id)


async def with_done(press: Press[Any], reply: Reply, line: str, history_id: int | None = None) -> Reply:
    """Calls ask the database at each ring; only what the PBX keeps for the time without us may come later."""
    if not await press.desk.provisioned():
        later = press.t("The PBX is out of reach now: it takes effect by itself when the connection is back.")
        line = f"{line}\n{later}"
    return reply.noting(line, *undo_button(press.t, press.seat.company_id, history_id))


async def with_saved(press: Press[Any], reply: Reply, history_id: int | None = None) -> Reply:
    """«✓ Сохранено в 12:41»."""
    now = press.desk.clock.now()
    line = press.t("✓ Saved at {time}", time=press.t.clock(now, press.seat.time_zone))
    return await with_done(press, reply, line, history_id)
