"""Facts for every screen of the statistics."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.billing import Cost
from bot.domain.call_log import CallDetails, CallsPage, LoggedCall, Narrowed, Party, Result, Talk
from bot.domain.cards import Seat
from bot.domain.cards_options import Choice
from bot.domain.cards_storage import StorageCard
from bot.domain.effects import CallKind
from bot.domain.outcomes import Outcome
from bot.domain.roles import Role
from bot.domain.storage import Room
from bot.domain.tariffs import GIB
from bot.i18n import Texts
from bot.keyboards import call_card, figures, statistics
from bot.keyboards.base import Screen

AT = datetime(2026, 8, 3, 9, 30, tzinfo=UTC)
DAY = date(2026, 8, 3)
ROOM, PACK = Room(GIB, 0, 5 * GIB, 9), Cost(15000, 483)


def a_call(name: str, outcome: Outcome | None = Outcome.ANSWERED, kind: CallKind = CallKind.DID) -> LoggedCall:
    talked = 83.0 if outcome is Outcome.ANSWERED else None
    return LoggedCall(10**9, kind, AT, Party(name, name), Party("+79923855259", name), outcome, 5.0, talked, True)


def call_screens(t: Texts, name: str, seat: Seat) -> list[Screen]:
    lines = tuple(a_call(name, outcome) for outcome in (*Outcome, None))
    narrowed = Narrowed(name, (1, name), Result.MISSED, True) if name else Narrowed()
    page = CallsPage(lines[:8], 1, 3, 20, DAY.replace(day=1), DAY, DAY.replace(day=9), narrowed)
    empty = CallsPage((), 0, 1, 0, DAY, DAY, DAY, Narrowed())
    talks = (Talk(1, 83.0, 10**6, None), Talk(2, 9.0, 10**5, AT))
    working = Seat(seat.company_id, seat.company_name, seat.time_zone, Role.ADMIN, 1)
    calls = [*lines, a_call(name, kind=CallKind.INTERNAL), a_call("+79001234567")]
    people = tuple(Choice(n, name) for n in range(20))
    return [
        *(statistics.calls(t, seat, shown) for shown in (page, empty)),
        statistics.ask_employee(t, 1, 20260803, people, 1),
        statistics.ask_result(t, 1, 20260803),
        figures.pictures(t, 1, DAY),
        figures.forecast(t, 1, StorageCard(ROOM, GIB // 2, False, 15000, PACK, 100, 41), DAY, 12),
        figures.forecast(t, 1, StorageCard(replace(ROOM, packs=9), 0, False, 15000, PACK, 0, None), None, 0),
        *(call_card.card(t, working, CallDetails(it, name, name, talks, (1, 2)), AT, 0) for it in calls),
        Screen(call_card.talk_caption(t, seat, a_call(name), 83.0, AT)),
    ]
