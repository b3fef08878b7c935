"""An employee's way to voicemail (V1)."""

from typing import Any

from bot.domain import staff
from bot.domain.cards_options import Switched
from bot.domain.errors import N_, Refused
from bot.domain.forwarding import Forwarding
from bot.handlers.notes import with_saved
from bot.handlers.press import Press, Reply
from bot.keyboards import forwarding as keys
from bot.keyboards.forwarding import Forward
from bot.keyboards.people import ToVoicemail


async def show(press: Press[ToVoicemail]) -> Reply:
    """The ways there are, and the present one."""
    one = await press.desk.numbers.one(press.seat, press.tap.employee)
    return Reply(keys.forwarding(press.t, press.seat.company_id, one), at=press.tap)


async def forward(press: Press[Forward]) -> Reply:
    """Choose one."""
    if press.tap.value not in list(Forwarding):
        raise Refused(N_("This is not offered any more."))
    tap, account = press.tap, press.visitor.account_id
    with press.acting():
        result = await press.desk.numbers.forwarding(press.seat, tap.employee, Forwarding(tap.value), account)
    return await _saved(press, tap.employee, result)


async def seconds(press: Press[ToVoicemail], text: str) -> Reply:
    """How long the phone rings, typed."""
    tap, account, wanted = press.tap, press.visitor.account_id, staff.ring_seconds(text)
    with press.acting():
        result = await press.desk.numbers.ring_seconds(press.seat, tap.employee, wanted, account)
    return await _saved(press, tap.employee, result)


async def _saved(press: Press[Any], employee: int, result: Switched) -> Reply:
    reply = await show(press.on(ToVoicemail(company=press.seat.company_id, employee=employee)))
    return await with_saved(press, reply, result.history_id)
