"""One option for many numbers: pick them, see the cost, switch."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from bot.domain.errors import N_, Refused
from bot.handlers.notes import with_done
from bot.handlers.press import Form, Press, Reply
from bot.handlers.progress import progress
from bot.keyboards import number_options as keys
from bot.keyboards.number_options import Mark, MarkAll, NumberOptions, OfferBulk, Pick, SwitchBulk


async def show_number_options(press: Press[NumberOptions]) -> Reply:
    """Which option."""
    card = await press.desk.options.menu(press.seat)
    return Reply(keys.number_options(press.t, press.seat.company_id, card.number_lines), at=press.tap)


async def pick(press: Press[Pick]) -> Reply:
    """A page of the numbers; the marks and the search stay over pages, the search until page -1."""
    form = press.form if press.form.get("key") == press.tap.key else {"key": press.tap.key}
    form = {**form, "query": ""} if press.tap.page < 0 else form
    shown = await press.desk.numbers.page(press.seat, _query(form), max(press.tap.page, 0), press.tap.key)
    at = Pick(company=press.seat.company_id, key=press.tap.key, page=shown.page)
    return Reply(keys.pick(press.t, press.seat.company_id, shown, _marked(form)), at=at, form=form)


async def search(press: Press[Pick], text: str) -> Reply:
    """What was typed is looked for."""
    tap = Pick(company=press.seat.company_id, key=press.tap.key, page=0)
    return await pick(press.on(tap, {**press.form, "key": press.tap.key, "query": text.strip()[:64]}))


async def mark(press: Press[Mark]) -> Reply:
    """One in or out."""
    others = [one for one in _marked(press.form) if one != press.tap.employee]
    return await _picking(press, [*others, *([press.tap.employee] if press.tap.want else [])])


async def mark_all(press: Press[MarkAll]) -> Reply:
    """Everybody whom the search finds beside those who are marked; or nobody."""
    if not press.tap.want:
        return await _picking(press, [], query="")
    shown = await press.desk.numbers.page(press.seat, _query(press.form), 0, press.tap.key)
    return await _picking(press, [*dict.fromkeys((*_marked(press.form), *shown.ids))])


async def offer(press: Press[OfferBulk]) -> Reply:
    """What it would do and cost."""
    tap = press.tap
    shown = await press.desk.numbers.offer(press.seat, tap.key, tap.want, _some(press))
    return Reply(keys.bulk(press.t, press.seat.company_id, shown, tap.want), at=tap, form=press.form)


async def switch(press: Press[SwitchBulk]) -> Reply:
    """For all who are marked; then on how many numbers each option is, and one line says who was left out."""
    tap, account = press.tap, press.visitor.account_id
    employees = _some(press)
    await press.answer()
    name = (await press.desk.numbers.offer(press.seat, tap.key, tap.want, employees)).option.name
    async with progress(press, partial(keys.working, press.t, name)) as work:
        with press.acting():
            result = await press.desk.numbers.switch(press.seat, tap.key, tap.want, employees, account, work)
    line = keys.done(press.t, result, tap.want, press.seat.time_zone)
    reply = await show_number_options(press.on(NumberOptions(company=press.seat.company_id), {}))
    return await with_done(press, reply, line, result.history_id)


async def _picking(press: Press[Any], employees: Sequence[int], **more: str) -> Reply:
    tap = Pick(company=press.seat.company_id, key=press.tap.key, page=press.tap.page)
    return await pick(press.on(tap, {**press.form, **more, "key": press.tap.key, "ids": list(employees)}))


def _query(form: Form) -> str:
    return str(form.get("query", ""))


def _marked(form: Form) -> tuple[int, ...]:
    return tuple(form.get("ids", ()))


def _some(press: Press[Any]) -> tuple[int, ...]:
    marked = _marked(press.form) if press.form.get("key") == press.tap.key else ()
    if not marked:
        raise Refused(N_("Mark the numbers first."))
    return marked
