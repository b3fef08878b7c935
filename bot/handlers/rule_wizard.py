"""The wizard of notification rules (N1): the form holds what was said, and a restart in the middle loses nothing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from aiogram.types import Message

from bot.domain import rule_wizard as wizard
from bot.domain.rule_cards import Candidate, Draft
from bot.domain.rule_plain import merged
from bot.domain.rule_typed import callers
from bot.domain.rules import Rule
from bot.handlers.notes import NO_WORDS, with_saved
from bot.handlers.people import send_invitation
from bot.handlers.press import Form, Press, Reply
from bot.keyboards import rule_wizard as keys
from bot.keyboards import rules as list_keys
from bot.keyboards.base import few
from bot.keyboards.rules import RuleInvite, Rules, RuleSay, RuleStep, SaveRules

ONWARD = ("when", "callers")  # steps where one answer is all, and leads on by itself


async def show_step(press: Press[RuleStep]) -> Reply:
    """The step, or the first before it that lacks its answer; page -1 ends a search."""
    if press.tap.page < 0:
        press = press.on(press.tap.model_copy(update={"page": 0}), {**press.form, "query": ""})
    draft = await _draft(press, press.tap.step, press.tap.page)
    here = RuleStep(company=press.seat.company_id, step=draft.step, page=draft.page)
    if draft.step == "dry":
        now = press.desk.clock.now()
        return Reply(list_keys.dry(press.t, press.seat, now, draft.would, draft.page), at=here, form=press.form)
    return Reply(keys.step(press.t, press.seat.company_id, draft), at=here, form=press.form)


async def say(press: Press[RuleSay]) -> Reply:
    """An answer by a button."""
    step, value = press.tap.step, press.tap.value
    if step == "people":
        return await _to(press, step, {"people": await _people(press, value)}, press.tap.page)
    draft = await _draft(press, step)
    said = wizard.answered(step, value, draft.rule)
    if step not in ONWARD:
        return await _said(press, step, said, press.tap.page)
    following = wizard.after_change if draft.changing else wizard.after
    return await _said(press, following(step, merged(draft.rule, said)), said)


async def typed(press: Press[RuleStep], text: str) -> Reply:
    """An answer in words: whom to look for, hours, numbers."""
    step = press.tap.step
    if step == "people":
        return await _to(press, step, {"query": text.strip()[:64]})
    rule = (await _draft(press, step)).rule
    if step == "period":
        return await _said(press, step, wizard.typed_hours(text, rule))
    if step == "timing":
        return await _said(press, step, wizard.typed_timing(text))
    if step in ("numbers", "recent"):
        return await _listed(press, rule, text)
    return (await show_step(press)).noting(press.t(NO_WORDS))


async def shared(press: Press[RuleStep], message: Message) -> Reply:
    """A contact from Telegram: a caller to tell of, or somebody to look for."""
    assert message.contact is not None, "a message of kind contact has one"
    return await typed(press, "+" + message.contact.phone_number.removeprefix("+"))


async def save(press: Press[SaveRules]) -> Reply:
    """One rule per person, or the change of those that were opened."""
    form, rules, account = press.form, press.desk.notifications, press.visitor.account_id
    draft = await _draft(press, "check")
    if draft.step != "check":
        return await show_step(press.on(RuleStep(company=press.seat.company_id, step=draft.step)))
    with press.acting():
        if draft.changing:
            n = await rules.change(press.seat, _ids(form), _said_in(form), account)
        else:
            n = await rules.add(press.seat, [one.id for one in draft.people], _said_in(form), account)
    company = press.seat.company_id
    all_ = await rules.all(press.seat)
    screen = list_keys.rules(press.t, company, all_, 0)
    note = press.t.n("✓ {n} rule saved", "✓ {n} rules saved", n)
    if draft.changing:
        return await with_saved(press, Reply(screen, at=Rules(company=company, page=0)))
    return Reply(screen, at=Rules(company=company, page=0)).noting(note)


async def invite(press: Press[RuleInvite]) -> Reply:
    """A link to forward; the wizard stays where it is."""
    await send_invitation(press, press.tap.employee)
    here = RuleStep(company=press.seat.company_id, step="check")
    return (await show_step(press.on(here))).noting(press.t("The invitation is below: forward it to the employee."))


async def _draft(press: Press[Any], step: str, page: int = 0) -> Draft:
    """What the form makes, with what its step shows."""
    form, desk, seat = press.form, press.desk.notifications, press.seat
    everybody = await desk.candidates(seat)
    lines = await desk.some(seat, _ids(form)) if _ids(form) else ()
    whose = {line.rule.employee_id for line in lines} or set(form.get("people", ()))
    people = tuple(one for one in everybody if one.id in whose)
    base, differ = wizard.common(tuple(line.rule for line in lines)) if lines else (Rule(0), frozenset[str]())
    said = _said_in(form)
    rule = merged(base, said)
    here = step if lines and step in wizard.EDITABLE else wizard.reached("check" if lines else step, rule, whose)
    draft = Draft(here, page, rule, people, len(lines), bool(said), differ - set(said))
    rules = [merged(line.rule, said) for line in lines] or [replace(rule, employee_id=one.id) for one in people]
    return await _filled(press, draft, rules, everybody)


async def _filled(press: Press[Any], draft: Draft, rules: list[Rule], everybody: tuple[Candidate, ...]) -> Draft:
    desk, query = press.desk.notifications, str(press.form.get("query", ""))
    match draft.step:
        case "people":
            return replace(draft, query=query, found=await desk.candidates(press.seat, query) if query else everybody)
        case "recent":
            return replace(draft, recent=await desk.recent_callers(press.seat))
        case "check" | "dry":
            return replace(draft, would=await desk.dry_run(press.seat, rules))
    return draft


async def _people(press: Press[Any], value: str) -> list[int]:
    """Who is marked after this."""
    marked = [int(one) for one in press.form.get("people", ())]
    if value == "none":
        return []
    if value == "all":
        found = await press.desk.notifications.candidates(press.seat, str(press.form.get("query", "")))
        return [*dict.fromkeys((*marked, *(one.id for one in found)))]
    one = int(value[1:]) if value[1:].isdecimal() else 0
    return [other for other in marked if other != one] + ([one] if value.startswith("+") else [])


async def _listed(press: Press[Any], rule: Rule, text: str) -> Reply:
    numbers, wrong = callers(text)
    reply = await _said(press, "numbers", wizard.with_numbers(rule, numbers))
    if not wrong:
        return reply
    return reply.noting(press.t("Not telephone numbers: {names}", names=few(press.t, wrong, 5)))


async def _said(press: Press[Any], step: str, said: Mapping[str, Any], page: int = 0) -> Reply:
    return await _to(press, step, {"said": {**_said_in(press.form), **said}}, page)


async def _to(press: Press[Any], step: str, more: Form, page: int = 0) -> Reply:
    tap = RuleStep(company=press.seat.company_id, step=step, page=page)
    return await show_step(press.on(tap, {**press.form, **more}))


def _said_in(form: Form) -> Mapping[str, Any]:
    return dict(form.get("said", {}))


def _ids(form: Form) -> list[int]:
    return list(form.get("ids", ()))
