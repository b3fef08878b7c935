"""The steps of the wizard of rules (N1): what is chosen so far stands above each question."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from bot.domain.errors import N_
from bot.domain.rule_cards import Candidate, Draft
from bot.domain.rule_plain import FIELDS
from bot.domain.rule_typed import MOST_NUMBERS
from bot.domain.rule_wizard import ASIDE, MAIN, after, before, before_change, path
from bot.domain.rule_wizard import DAYS as PRESETS
from bot.domain.rules import Kind, Way
from bot.domain.schedule_lines import WEEKDAYS
from bot.i18n import Texts
from bot.keyboards.base import Button, Row, Screen, few, lines, pages_of, short, telephone, turning
from bot.keyboards.home import back
from bot.keyboards.rule_words import CALLERS, DAYS, KINDS, TIMING, WAYS, WHEN, line, timing, unreachable, value
from bot.keyboards.rules import RemoveRules, RuleInvite, Rules, RuleSay, RuleStep, SaveRules, would_come
from bot.keyboards.shared import everybody, facts_line, found, heading, mark

T = TypeVar("T", bound=str)

QUESTIONS = {
    "people": N_("Who shall be told? To search, send a name, a number or an e-mail address."),
    "kinds": N_("What of?"),
    "when": N_("Of which missed calls, by the time at which they came?"),
    "period": N_(
        "Tick the days and send the hours, such as 22:00–06:00. What runs over midnight belongs to its first day."
    ),
    "callers": N_("Of which missed calls, by who called?"),
    "numbers": N_("Send the numbers, one or a whole list, or share a contact."),
    "recent": N_("Who called lately. Tick whom to tell of."),
    "timing": N_("Where to, and when? Hours can be sent: 22:00–08:00 for quiet hours, 18:00 for once a day."),
}
PRESET_NAMES = {"every-day": N_("Every day"), "work-days": N_("Work days"), "week-ends": N_("Weekends")}
MOST_INVITES = 4


def step(t: Texts, company: int, draft: Draft) -> Screen:
    """One step; the dry run's list is in `keyboards.rules`."""
    rows = ROWS[draft.step](t, company, draft)
    chosen, below = heading(_title(t, draft), *_chosen(t, draft)), [part for part in _below(t, draft) if part]
    return Screen(
        lines(chosen, *(["", *below] if below else [])),
        (*rows, *_onward(t, company, draft), back(t, _before(company, draft))),
    )


def _title(t: Texts, draft: Draft) -> str:
    if draft.changing == 1:
        return t("Notification · {name}", name=few(t, [one.name for one in draft.people], 3))
    if draft.changing:
        return t.n("Change of {n} rule", "Change of {n} rules", draft.changing)
    steps = [one for one in path(draft.rule) if one in MAIN]
    here = [one for one in path(draft.rule)[: _at(draft) + 1] if one in MAIN]
    return t("New notification · {step} of {steps}", step=len(here), steps=len(steps))


def _at(draft: Draft) -> int:
    return path(draft.rule).index(ASIDE.get(draft.step, draft.step))


def _chosen(t: Texts, draft: Draft) -> Iterator[str]:
    """What the steps before this one have brought; of several rules only whose they are."""
    names = few(t, [one.name for one in draft.people], 5)
    if draft.people and draft.changing != 1:
        yield line(t, "people", names)
    so_far = () if draft.changing else path(draft.rule)[: _at(draft)]
    yield from (line(t, field, value(t, field, draft.rule)) for field in FIELDS if field in so_far)


def _below(t: Texts, draft: Draft) -> Iterator[str]:
    if draft.step in QUESTIONS:
        yield t(QUESTIONS[draft.step])
    if draft.step == "when":
        yield _whose_hours(t, draft)
    if draft.step == "people":
        yield found(t, draft.query, len(draft.found)) if draft.query or not draft.found else ""
    if draft.step == "period" and draft.changing:
        yield line(t, "when", value(t, "when", draft.rule))
    if draft.step == "numbers":
        yield t("Numbers: {n} of at most {most}", n=len(draft.rule.numbers), most=MOST_NUMBERS)
    if draft.step in ("people", "check"):
        yield from unreachable(t, draft.people, draft.rule)
    if draft.step == "check":
        yield would_come(t, len(draft.would))


def _whose_hours(t: Texts, draft: Draft) -> str:
    """Who does not work as the company does; "" where everybody does."""
    theirs = [one.name for one in draft.people if one.own_hours]
    if not theirs:
        return ""
    own = t("By their own working hours: {names}.", names=few(t, theirs, 5))
    others = "" if len(theirs) == len(draft.people) else t("The others go by the company's.")
    return f"{own} {others}".rstrip()


def _onward(t: Texts, company: int, draft: Draft) -> tuple[Row, ...]:
    """The way to the next step, where answering does not lead there by itself."""
    label = t("Done") if draft.changing or draft.step == "recent" else t("Next ›")
    if draft.step in ("kinds", "period", "numbers", "timing") or (draft.step == "people" and draft.people):
        return ((Button(label, _step(company, _next(draft))),),)
    return ((Button(label, _step(company, "numbers")),),) if draft.step == "recent" else ()


def _next(draft: Draft) -> str:
    return "check" if draft.changing else after(draft.step, draft.rule)


def _before(company: int, draft: Draft) -> Rules | RuleStep:
    at = before_change(draft.step) if draft.changing else before(draft.step, draft.rule)
    return _step(company, at) if at else Rules(company=company, page=0)


def _step(company: int, step: str, page: int = 0) -> RuleStep:
    return RuleStep(company=company, step=step, page=page)


def _say(company: int, draft: Draft, value: str) -> RuleSay:
    return RuleSay(company=company, step=draft.step, page=draft.page, value=value)


def _people(t: Texts, company: int, draft: Draft) -> tuple[Row, ...]:
    chosen = {one.id for one in draft.people}
    shown, page, pages = pages_of(draft.found, draft.page)
    rows = tuple((_person(company, draft, one, one.id in chosen),) for one in shown)
    leaf = turning(page, pages, *(_step(company, "people", page + by) for by in (-1, 1)))
    all_ = [Button(t("Mark all {n}", n=len(draft.found)), _say(company, draft, "all"))]
    none = [Button(t("Unmark"), _say(company, draft, "none"))] if draft.people else []
    searched = everybody(t, draft.query, _step(company, "people", -1))
    marking = (*(all_ if {one.id for one in draft.found} - chosen else []), *none)
    return (*rows, *leaf, *searched, *([marking] if marking else []))


def _person(company: int, draft: Draft, one: Candidate, chosen: bool) -> Button:
    label = facts_line(short(one.name, 30), short(one.phone, 8), "" if one.linked else "✉" if one.email else "—")
    tick, sign = ("☑️", "-") if chosen else ("◻️", "+")
    return Button(f"{tick} {label}", _say(company, draft, f"{sign}{one.id}"))


def _kinds(t: Texts, company: int, draft: Draft) -> tuple[Row, ...]:
    return tuple((_switch(t, company, draft, kind, word, kind in draft.rule.kinds),) for kind, word in KINDS.items())


def _when(t: Texts, company: int, draft: Draft) -> tuple[Row, ...]:
    return _one_of(t, company, draft, WHEN, draft.rule.when, "when")


def _callers(t: Texts, company: int, draft: Draft) -> tuple[Row, ...]:
    return _one_of(t, company, draft, CALLERS, draft.rule.callers, "callers")


def _period(t: Texts, company: int, draft: Draft) -> tuple[Row, ...]:
    on = draft.rule.period.weekdays
    days = [_switch(t, company, draft, WEEKDAYS[n], DAYS[n], n in on) for n in range(7)]
    presets = [Button(t(PRESET_NAMES[preset]), _say(company, draft, preset)) for preset in PRESETS]
    return _in_twos([*days, *presets])


def _numbers(t: Texts, company: int, draft: Draft) -> tuple[Row, ...]:
    shown, page, pages = pages_of(sorted(draft.rule.numbers), draft.page)
    rows = tuple((Button(f"✕ {telephone(one)}", _say(company, draft, f"-{one}")),) for one in shown)
    leaf = turning(page, pages, *(_step(company, "numbers", page + by) for by in (-1, 1)))
    return (*rows, *leaf, (Button(t("From the call log"), _step(company, "recent")),))


def _recent(t: Texts, company: int, draft: Draft) -> tuple[Row, ...]:
    shown, page, pages = pages_of(draft.recent, draft.page)
    rows = []
    for one in shown:
        tick, sign = ("☑️", "-") if one.number in draft.rule.numbers else ("◻️", "+")
        label = facts_line(telephone(one.number), short(one.name, 30) if one.name else "")
        rows.append((Button(f"{tick} {label}", _say(company, draft, f"{sign}{one.number}")),))
    return (*rows, *turning(page, pages, *(_step(company, "recent", page + by) for by in (-1, 1))))


def _timing(t: Texts, company: int, draft: Draft) -> tuple[Row, ...]:
    ways = tuple(_switch(t, company, draft, way, word, way in draft.rule.ways) for way, word in WAYS.items())
    return (ways, *_one_of(t, company, draft, TIMING, draft.rule.timing, "timing"))


def _check(t: Texts, company: int, draft: Draft) -> tuple[Row, ...]:
    list_ = ((Button(t("Show"), _step(company, "dry")),),) if draft.would else ()
    if draft.changing:
        return (*_fields(t, company, draft), *list_, *_save(t, company, draft), _removal(t, company))
    waiting = [one for one in draft.people if not one.linked and Way.TELEGRAM in draft.rule.ways]
    invites = tuple((_invite(t, company, one),) for one in waiting[:MOST_INVITES])
    return (*list_, *invites, *_save(t, company, draft))


def _fields(t: Texts, company: int, draft: Draft) -> Iterable[Row]:
    for field, attributes in FIELDS.items():
        said = t("differs, stays as it is") if draft.differ & set(attributes) else value(t, field, draft.rule)
        if field not in ("when", "callers") or Kind.MISSED in draft.rule.kinds or "kinds" in draft.differ:
            yield (Button(short(line(t, field, said), 70), _step(company, field)),)


def _save(t: Texts, company: int, draft: Draft) -> tuple[Row, ...]:
    n = draft.changing or len(draft.people)
    save = (Button(t.n("Save: {n} rule", "Save: {n} rules", n), SaveRules(company=company)),)
    return (save,) if draft.touched or not draft.changing else ()


def _removal(t: Texts, company: int) -> Row:
    return (Button(t("Remove…"), RemoveRules(company=company, sure=False)),)


def _invite(t: Texts, company: int, one: Candidate) -> Button:
    return Button(t("Invite {name}", name=short(one.name, 40)), RuleInvite(company=company, employee=one.id))


def _switch(t: Texts, company: int, draft: Draft, value: str, word: str, on: bool) -> Button:
    return Button(f"{mark(on)} {_first_big(t(word))}", _say(company, draft, f"{'-' if on else '+'}{value}"))


def _one_of(
    t: Texts, company: int, draft: Draft, words: Mapping[T, str], present: T, attribute: str
) -> tuple[Row, ...]:
    known = attribute not in draft.differ
    labels = {choice: timing(t, draft.rule) if attribute == "timing" and choice == present else t(word)
              for choice, word in words.items()}  # fmt: skip
    return tuple(
        (Button(f"{mark(known and choice == present)} {_first_big(label)}", _say(company, draft, choice)),)
        for choice, label in labels.items()
    )


def _first_big(label: str) -> str:
    return label[:1].upper() + label[1:]


def _in_twos(buttons: list[Button]) -> tuple[Row, ...]:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


ROWS: Mapping[str, Callable[[Texts, int, Draft], tuple[Row, ...]]] = {
    "people": _people,
    "kinds": _kinds,
    "when": _when,
    "period": _period,
    "callers": _callers,
    "numbers": _numbers,
    "recent": _recent,
    "timing": _timing,
    "check": _check,
}
