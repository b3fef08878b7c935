"""Facts for the screens of notification rules and clients, with a name from outside wherever one stands."""

from dataclasses import replace
from datetime import datetime

from bot.domain.cards import Seat
from bot.domain.client_cards import ClientLine, ClientsPage, Imported
from bot.domain.contact_files import NOT_A_NUMBER, Skipped
from bot.domain.periods import Period
from bot.domain.rule_cards import Caller, Candidate, Draft, RuleLine, WouldTell
from bot.domain.rule_wizard import path
from bot.domain.rules import QUIET, Callers, Kind, Rule, Timing, When
from bot.i18n import Texts
from bot.keyboards import clients, rule_wizard, rules
from bot.keyboards.base import Screen

LONG_ID = 2**31 - 1
RULE = Rule(
    LONG_ID,
    when=When.PERIOD,
    period=Period(frozenset({0, 1, 3, 4, 6}), QUIET),
    callers=Callers.NUMBERS,
    numbers=frozenset(f"+7900123{n:04}" for n in range(200)),
    timing=Timing.AFTER_QUIET,
)


def rule_screens(t: Texts, name: str, seat: Seat, now: datetime) -> list[Screen]:
    line = RuleLine(LONG_ID, name, RULE)
    would = (WouldTell(now, name, name, name, frozenset(Kind)), WouldTell(now, name, "", "", frozenset(Kind))) * 50
    return [
        *(rules.rules(t, LONG_ID, lines, 1) for lines in ((), (line,) * 20)),
        rules.pick(t, LONG_ID, (line,) * 20, 1, [LONG_ID]),
        rules.removal(t, LONG_ID, (line,) * 20),
        rules.dry(t, seat, now, would, 3),
        *(rule_wizard.step(t, LONG_ID, draft) for draft in _drafts(name, would)),
        *_client_screens(t, name),
    ]


def _drafts(name: str, would: tuple[WouldTell, ...]) -> list[Draft]:
    facts = ("+79001112233", "101")
    people = tuple(Candidate(n, name, *facts, name * (n % 2), n % 3 == 0, n % 5 == 0) for n in range(142))
    draft = Draft(
        "people", 1, RULE, people, query=name, found=people, recent=(Caller("+79001234567", name),) * 50, would=would
    )
    drafts = [replace(draft, step=step) for step in (*path(RULE), "recent")]
    differ = frozenset({"kinds", "when", "callers", "timing"})
    changing = [replace(one, changing=n, touched=True, differ=differ) for one in drafts[1:] for n in (1, 142)]
    return drafts + changing


def _client_screens(t: Texts, name: str) -> list[Screen]:
    one = ClientLine(LONG_ID, "+79001234567", name, True)
    nameless = replace(one, name="", vip=False)
    skipped = (Skipped(LONG_ID, name, NOT_A_NUMBER, {"typed": name}),) * 20
    return [
        clients.clients(t, LONG_ID, ClientsPage((one, nameless) * 4, 1, 18, 142, 20_000, 17, name)),
        clients.clients(t, LONG_ID, ClientsPage((), 0, 1, 0, 0, 0, "")),
        *(clients.client(t, LONG_ID, it) for it in (one, nameless)),
        clients.ask_new(t, LONG_ID),
        clients.ask_name(t, LONG_ID, one),
        clients.ask_removal(t, LONG_ID, nameless),
        clients.ask_file(t, LONG_ID),
        clients.imported(t, LONG_ID, Imported(1, 2, 3, skipped)),
    ]
