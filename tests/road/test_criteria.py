"""Every row of the seed's criteria (N1, N3, N4) × what caller and telephone do, over the whole app: who gets a mail."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import time
from typing import Any

import pytest

from bot.db.models import Employee
from bot.db.rule_models import ContactRow
from bot.domain.periods import Hours, Period
from bot.domain.rules import Callers, Kind, Rule, Way, When
from tests.road import test_missed
from tests.road.house import CLIENT, House
from tests.road.test_missed import (
    TOLD,
    a_colleague_rings_out,
    leaves_a_message,
    mails,
    petrova,
    rings_out,
    the_line_rings_out,
)
from tests.services.ruled import with_rules

MISSED, VOICEMAIL = frozenset({Kind.MISSED}), frozenset({Kind.VOICEMAIL})
DAY, QUICK = Hours(time(9), time(18)), 5  # seconds of ringing: every row is called in every way
MONDAY, WEEKEND = Period(frozenset({0}), DAY), Period(frozenset({5, 6}), DAY)  # today is Monday
NIGHT = Period(frozenset(range(7)), Hours(time(22), time(6)))
COLLEAGUE, NOBODY = "101", "+79990000000"

Does = Callable[[House], Awaitable[None]]
ALL: set[Does] = {rings_out, a_colleague_rings_out, leaves_a_message}
OF_CLIENT: set[Does] = {rings_out, leaves_a_message}
MESSAGE: set[Does] = {leaves_a_message}
OF_COLLEAGUE: set[Does] = {a_colleague_rings_out}

WAYS = [what for what in TOLD if what is not the_line_rings_out]  # which is nobody's, and takes minutes
CRITERIA: dict[str, tuple[dict[str, Any] | None, set[Does]]] = {
    "no rule": (None, set()),
    "everything": ({}, ALL),
    "voicemail": ({"kinds": VOICEMAIL}, MESSAGE),
    "missed": ({"kinds": MISSED}, ALL),
    "missed in working time": ({"kinds": MISSED, "when": When.WORKING}, ALL),
    "missed out of working time": ({"kinds": MISSED, "when": When.NON_WORKING}, set()),
    "both, out of working time": ({"when": When.NON_WORKING}, MESSAGE),
    "missed on Mondays": ({"kinds": MISSED, "when": When.PERIOD, "period": MONDAY}, ALL),
    "missed at weekends": ({"kinds": MISSED, "when": When.PERIOD, "period": WEEKEND}, set()),
    "missed at night": ({"kinds": MISSED, "when": When.PERIOD, "period": NIGHT}, set()),
    "both, at night": ({"when": When.PERIOD, "period": NIGHT}, MESSAGE),
    "missed from the client": ({"kinds": MISSED, "callers": Callers.NUMBERS, "numbers": {CLIENT}}, OF_CLIENT),
    "missed from a colleague": ({"kinds": MISSED, "callers": Callers.NUMBERS, "numbers": {COLLEAGUE}}, OF_COLLEAGUE),
    "both, from somebody else": ({"callers": Callers.NUMBERS, "numbers": {NOBODY}}, MESSAGE),
    "missed from VIPs": ({"kinds": MISSED, "callers": Callers.VIP}, OF_CLIENT),
    "missed from VIPs at night": (
        {"kinds": MISSED, "callers": Callers.VIP, "when": When.PERIOD, "period": NIGHT},
        set(),
    ),
}


@pytest.mark.parametrize("row", CRITERIA)
async def test_who_is_told(house: House, row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said, told = CRITERIA[row]
    employee = await petrova(house)
    monkeypatch.setattr(test_missed, "RING_SECONDS", QUICK)
    await known(house, employee)
    if said is not None:
        numbers = frozenset(said.get("numbers", ()))
        rule = Rule(employee, ways=frozenset({Way.EMAIL}), **(said | {"numbers": numbers}))
        await with_rules(house.app.services.store, house.company, rule)
    came: dict[Does, int] = {}
    for what in WAYS:
        before = len(mails(house))
        await what(house)
        await asyncio.sleep(3)
        came[what] = len(mails(house)) - before
    assert came == {what: int(what in told) for what in WAYS}


async def known(house: House, employee: int) -> None:
    """The client is a VIP; Petrova's telephone rings for a short while."""
    async with house.app.services.store.write() as session:
        vip = {"number": CLIENT, "name": "Анна", "sorting": "анна", "vip": True}
        session.add(ContactRow(company_id=house.company, **vip))
        (await session.get_one(Employee, employee)).ring_seconds = QUICK
