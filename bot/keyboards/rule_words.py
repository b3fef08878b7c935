"""A notification rule in words."""

from collections.abc import Iterable, Iterator
from datetime import time

from bot.domain.errors import N_
from bot.domain.periods import EVERY_DAY, Hours
from bot.domain.rule_cards import Candidate
from bot.domain.rules import Callers, Kind, Rule, Timing, Way, When
from bot.i18n import Texts
from bot.keyboards.base import few, telephone
from bot.keyboards.shared import facts_line

KINDS = {Kind.MISSED: N_("missed calls"), Kind.VOICEMAIL: N_("voicemail")}
WHEN = {
    When.ALL: N_("at any time"),
    When.WORKING: N_("in working time"),
    When.NON_WORKING: N_("outside working time"),
    When.PERIOD: N_("in a period of your own"),
}
CALLERS = {Callers.ALL: N_("everybody"), Callers.NUMBERS: N_("given numbers"), Callers.VIP: N_("VIP clients")}
WAYS = {Way.TELEGRAM: N_("Telegram"), Way.EMAIL: N_("e-mail")}
TIMING = {
    Timing.AT_ONCE: N_("at once"),
    Timing.AFTER_QUIET: N_("not in quiet hours"),
    Timing.DIGEST: N_("once a day, together"),
}
TITLES = {
    "people": N_("To whom: {what}"),
    "kinds": N_("About: {what}"),
    "when": N_("When: {what}"),
    "callers": N_("Who called: {what}"),
    "timing": N_("How: {what}"),
}
DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def value(t: Texts, field: str, rule: Rule) -> str:
    """What the rule says there."""
    match field:
        case "kinds":
            return ", ".join(t(word) for kind, word in KINDS.items() if kind in rule.kinds)
        case "when":
            return _when(t, rule)
        case "callers":
            given = rule.callers is Callers.NUMBERS
            return few(t, [telephone(one) for one in sorted(rule.numbers)], 3) if given else t(CALLERS[rule.callers])
    ways = ", ".join(t(word) for way, word in WAYS.items() if way in rule.ways)
    return facts_line(ways, timing(t, rule))


def line(t: Texts, field: str, what: str) -> str:
    """«Когда: нерабочее время»."""
    return t(TITLES[field], what=what or t("nothing yet"))


def told(t: Texts, rule: Rule) -> str:
    """A rule on one line; what narrows nothing is left out."""
    narrow = Kind.MISSED in rule.kinds
    return facts_line(
        value(t, "kinds", rule),
        value(t, "when", rule) if narrow and rule.when is not When.ALL else "",
        value(t, "callers", rule) if narrow and rule.callers is not Callers.ALL else "",
        timing(t, rule) if rule.timing is not Timing.AT_ONCE else "",
    )


def timing(t: Texts, rule: Rule) -> str:
    """With its hours."""
    if rule.timing is Timing.AFTER_QUIET:
        return t("not in quiet hours {hours}", hours=hours(rule.quiet))
    if rule.timing is Timing.DIGEST:
        return t("all together at {time}", time=clock(rule.digest_at))
    return t(TIMING[rule.timing])


def hours(of: Hours) -> str:
    """«22:00–06:00»."""
    return f"{clock(of.start)}\u2013{clock(of.end)}"


def clock(at: time) -> str:
    """«06:00»."""
    return f"{at:%H:%M}"


def days(t: Texts, weekdays: Iterable[int]) -> str:
    """«Пн–Пт», «Сб, Вс», «каждый день»."""
    if frozenset(weekdays) == EVERY_DAY:
        return t("every day")
    spans = ((t(DAYS[first]), t(DAYS[last]), last - first) for first, last in _runs(sorted(weekdays)))
    return ", ".join(a if not n else f"{a}, {b}" if n == 1 else f"{a}\u2013{b}" for a, b, n in spans)


def unreachable(t: Texts, people: Iterable[Candidate], rule: Rule) -> list[str]:
    """Who of them will not get it, and where."""
    chosen = list(people)
    telegram = [one.name for one in chosen if not one.linked] if Way.TELEGRAM in rule.ways else []
    mail = [one.name for one in chosen if not one.email] if Way.EMAIL in rule.ways else []
    return [
        *([t("For Telegram they have to connect the bot: {names}", names=few(t, telegram, 5))] if telegram else []),
        *([t("No e-mail address: {names}", names=few(t, mail, 5))] if mail else []),
    ]


def _when(t: Texts, rule: Rule) -> str:
    if rule.when is When.PERIOD:
        return f"{days(t, rule.period.weekdays)} {hours(rule.period.hours)}".strip()
    return t(WHEN[rule.when])


def _runs(ordered: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of days."""
    for at, day in enumerate(ordered):
        if at == 0 or ordered[at - 1] != day - 1:
            last = day
            while last + 1 in ordered:
                last += 1
            yield day, last
