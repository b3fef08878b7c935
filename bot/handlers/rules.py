"""Notification rules: the list, and several of them at once (N2)."""

from typing import Any

from bot.domain.errors import N_, Refused
from bot.handlers.press import Form, Press, Reply
from bot.handlers.rule_wizard import show_step
from bot.keyboards import rules as keys
from bot.keyboards.rules import EditRules, MarkRule, OpenRule, PickRules, RemoveRules, Rules, RuleStep


async def show_rules(press: Press[Rules]) -> Reply:
    """A page of the list."""
    company = press.seat.company_id
    all_ = await press.desk.notifications.all(press.seat)
    return Reply(keys.rules(press.t, company, all_, press.tap.page), at=press.tap)


async def open_rule(press: Press[OpenRule]) -> Reply:
    """One, to change."""
    return await _changing(press, [press.tap.rule])


async def edit(press: Press[EditRules]) -> Reply:
    """Those that are marked."""
    return await _changing(press, _marked(press.form))


async def pick(press: Press[PickRules]) -> Reply:
    """The list with ticks; marks of rules that are gone are forgotten."""
    all_ = await press.desk.notifications.all(press.seat)
    marked = [line.id for line in all_ if line.id in _marked(press.form)]
    screen = keys.pick(press.t, press.seat.company_id, all_, press.tap.page, marked)
    return Reply(screen, at=press.tap, form={"marked": marked})


async def mark(press: Press[MarkRule]) -> Reply:
    """One in or out; or all, or none."""
    one, want = press.tap.rule, press.tap.want
    everyone = [line.id for line in await press.desk.notifications.all(press.seat)]
    touched = [one] if one else everyone
    marked = {*_marked(press.form), *touched} if want else set(_marked(press.form)) - set(touched)
    here = PickRules(company=press.seat.company_id, page=press.tap.page)
    return await pick(press.on(here, {"marked": sorted(marked)}))


async def remove(press: Press[RemoveRules]) -> Reply:
    """Ask; or they go, all or none."""
    ids = press.form.get("ids") or _marked(press.form)
    if not press.tap.sure:
        gone = await press.desk.notifications.some(press.seat, _some(ids))
        return Reply(keys.removal(press.t, press.seat.company_id, gone), at=press.tap, form=press.form)
    with press.acting():
        n = await press.desk.notifications.remove(press.seat, _some(ids), press.visitor.account_id)
    reply = await show_rules(press.on(Rules(company=press.seat.company_id, page=0), {}))
    return reply.noting(press.t.n("✓ {n} rule removed", "✓ {n} rules removed", n))


async def _changing(press: Press[Any], ids: list[int]) -> Reply:
    await press.desk.notifications.some(press.seat, _some(ids))
    return await show_step(press.on(RuleStep(company=press.seat.company_id, step="check"), {"ids": ids}))


def _marked(form: Form) -> list[int]:
    return list(form.get("marked", ()))


def _some(ids: list[int]) -> list[int]:
    if not ids:
        raise Refused(N_("Mark the rules first."))
    return ids
