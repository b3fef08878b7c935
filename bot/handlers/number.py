"""One option of one number, and what is chosen for it."""

from typing import Any

from bot.domain.cards_numbers import NumberCard, NumberOption
from bot.domain.cards_options import Switched
from bot.domain.errors import N_, Refused
from bot.handlers.notes import with_done, with_saved
from bot.handlers.press import Press, Reply
from bot.keyboards.number import PlayMelody, ShowDid, SwitchNumber, number_option
from bot.keyboards.people import NumberSwitch
from bot.keyboards.shared import switched


async def show_number_option(press: Press[NumberSwitch]) -> Reply:
    """What it costs, or what is chosen for it."""
    one = await press.desk.numbers.one(press.seat, press.tap.employee)
    screen = number_option(press.t, press.seat.company_id, one, _option(one, press.tap.key))
    return Reply(screen, at=press.tap, form=press.form)


async def switch(press: Press[SwitchNumber]) -> Reply:
    """On or off for this number; a refusal says why."""
    tap, account = press.tap, press.visitor.account_id
    with press.acting():
        result = await press.desk.numbers.switch(press.seat, tap.key, tap.want, (tap.employee,), account)
    if result.skipped:
        raise Refused(result.skipped[0].why)
    reply = await _again(press, tap.employee, tap.key)
    if not result.changed:
        return reply.noting(press.t("It is on already.") if tap.want else press.t("It is off already."))
    line = switched(press.t, tap.want, result.at, press.seat.time_zone, result.cost)
    return await with_done(press, reply, line, result.history_id)


async def short_number(press: Press[NumberSwitch], text: str) -> Reply:
    """Four digits are typed while this option's screen is open; elsewhere words mean nothing."""
    if press.tap.key != "short-number":
        return await show_number_option(press)
    with press.acting():
        result = await press.desk.numbers.short_number(press.seat, press.tap.employee, text, press.visitor.account_id)
    return await _chosen(press, press.tap.employee, "short-number", result)


async def show_did(press: Press[ShowDid]) -> Reply:
    """Clients see this public number."""
    tap = press.tap
    with press.acting():
        result = await press.desk.numbers.shown_did(press.seat, tap.employee, tap.did or None, press.visitor.account_id)
    return await _chosen(press, tap.employee, "caller-id", result)


async def play_melody(press: Press[PlayMelody]) -> Reply:
    """Callers hear this melody."""
    tap = press.tap
    with press.acting():
        result = await press.desk.numbers.melody(press.seat, tap.employee, tap.melody or None, press.visitor.account_id)
    return await _chosen(press, tap.employee, "melody", result)


async def _chosen(press: Press[Any], employee: int, key: str, result: Switched) -> Reply:
    return await with_saved(press, await _again(press, employee, key), result.history_id)


async def _again(press: Press[Any], employee: int, key: str) -> Reply:
    tap = NumberSwitch(company=press.seat.company_id, employee=employee, key=key)
    return await show_number_option(press.on(tap))


def _option(one: NumberCard, key: str) -> NumberOption:
    for option in one.options:
        if option.option.key == key:
            return option
    raise Refused(N_("There is no such option any more."))
