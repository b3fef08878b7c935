"""Rules as an administrator keeps them: N1, N2, N7."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.db.models import Call, Employee, Voicemail
from bot.db.money_models import History
from bot.db.rule_models import ContactRow
from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE
from bot.domain.effects import CallKind
from bot.domain.errors import Refused
from bot.domain.plan import CallPlan, Person
from bot.domain.plan_json import to_json
from bot.domain.roles import Role
from bot.domain.routing import Answering, to_department, to_employee
from bot.domain.rules import Callers, Kind, Rule, Timing, When
from bot.domain.searching import search_keys
from bot.ports import Outcome, Progress
from bot.services.notifications import Notifications
from tests.databases import Hand
from tests.services.firm import Firm, member

CLIENT = "+79001234567"


@pytest.fixture
def rules(store: Store, hand: Hand) -> Notifications:
    return Notifications(store, hand, CATALOGUE)


@pytest.fixture
async def account(store: Store, firm: Firm) -> int:
    return await member(store, 1, firm.company, Role.ADMIN)


async def ids(rules: Notifications, firm: Firm) -> list[int]:
    return [line.id for line in await rules.all(firm.admin())]


async def test_it_is_saved_as_one_rule_per_person(rules: Notifications, firm: Firm, account: int) -> None:
    said = {"kinds": ["missed"], "callers": "numbers", "numbers": [CLIENT, "102"]}
    assert await rules.all(firm.admin()) == ()
    assert await rules.add(firm.admin(), [firm.petrova, firm.ivanov, firm.ivanov], said, account) == 2
    numbers = frozenset({CLIENT, "102"})
    expected = [
        Rule(one, frozenset({Kind.MISSED}), callers=Callers.NUMBERS, numbers=numbers)
        for one in (firm.ivanov, firm.petrova)
    ]
    assert [line.rule for line in await rules.all(firm.admin())] == expected
    assert [line.name for line in await rules.all(firm.admin())] == ["Иванов Иван", "Петрова Анна"]


async def test_saving_the_same_twice_keeps_one(rules: Notifications, firm: Firm, account: int) -> None:
    assert await rules.add(firm.admin(), [firm.ivanov], {}, account) == 1
    assert await rules.add(firm.admin(), [firm.ivanov, firm.petrova], {}, account) == 1
    assert len(await ids(rules, firm)) == 2


@pytest.mark.parametrize(
    "said",
    [
        {"kinds": []},
        {"when": "period", "period": {"days": [], "hours": "09:00-18:00"}},
        {"callers": "numbers", "numbers": []},
        {"ways": []},
    ],
)
async def test_a_rule_that_could_tell_nobody_anything_is_refused(
    rules: Notifications, firm: Firm, account: int, said: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        await rules.add(firm.admin(), [firm.ivanov], said, account)
    await rules.add(firm.admin(), [firm.ivanov], {}, account)
    with pytest.raises(Refused):
        await rules.change(firm.admin(), await ids(rules, firm), said, account)


async def test_a_bulk_edit_changes_only_what_was_touched(rules: Notifications, firm: Firm, account: int) -> None:
    await rules.add(firm.admin(), [firm.ivanov], {"when": "working", "callers": "numbers", "numbers": ["102"]}, account)
    await rules.add(firm.admin(), [firm.petrova], {"kinds": ["voicemail"]}, account)
    assert await rules.change(firm.admin(), await ids(rules, firm), {"timing": "digest"}, account) == 2
    working = {"when": When.WORKING, "callers": Callers.NUMBERS, "numbers": frozenset({"102"})}
    assert [line.rule for line in await rules.all(firm.admin())] == [
        Rule(firm.ivanov, timing=Timing.DIGEST, **working),
        Rule(firm.petrova, frozenset({Kind.VOICEMAIL}), timing=Timing.DIGEST),
    ]


async def test_all_or_nothing(rules: Notifications, firm: Firm, account: int) -> None:
    await rules.add(firm.admin(), [firm.ivanov, firm.petrova], {}, account)
    first, second = await ids(rules, firm)
    await rules.remove(firm.admin(), [second], account)
    for act in (rules.change(firm.admin(), [first, second], {"when": "working"}, account),
                rules.remove(firm.admin(), [first, second], account)):  # fmt: skip
        with pytest.raises(Refused):
            await act
    assert [line.rule for line in await rules.all(firm.admin())] == [Rule(firm.ivanov)]


async def test_one_rule_of_many_that_would_lack_something_keeps_all_as_they_were(
    rules: Notifications, firm: Firm, account: int
) -> None:
    await rules.add(firm.admin(), [firm.ivanov], {"numbers": ["102"]}, account)
    await rules.add(firm.admin(), [firm.petrova], {}, account)
    with pytest.raises(Refused, match="at least one number"):
        await rules.change(firm.admin(), await ids(rules, firm), {"callers": "numbers"}, account)
    assert {line.rule.callers for line in await rules.all(firm.admin())} == {Callers.ALL}


async def test_changing_nothing_leaves_no_trace(store: Store, rules: Notifications, firm: Firm, account: int) -> None:
    await rules.add(firm.admin(), [firm.ivanov], {}, account)
    assert await rules.change(firm.admin(), await ids(rules, firm), {"when": "all"}, account) == 0
    async with store.read() as session:
        assert len((await session.scalars(select(History))).all()) == 1


async def test_the_history_says_who_changed_what_from_what(
    store: Store, rules: Notifications, firm: Firm, account: int
) -> None:
    await rules.add(firm.admin(), [firm.ivanov], {}, account)
    await rules.change(firm.admin(), await ids(rules, firm), {"when": "working"}, account)
    await rules.remove(firm.admin(), await ids(rules, firm), account)
    async with store.read() as session:
        rows = (await session.scalars(select(History).order_by(History.id))).all()
    said = [(row.account_id, it["title"], it["key"], it["before"], it["after"]) for row in rows for it in row.changes]
    assert said == [
        (account, "Иванов Иван", "", False, True),
        (account, "Иванов Иван", "when", "all", "working"),
        (account, "Иванов Иван", "", True, False),
    ]


async def test_only_an_administrator_and_only_in_their_company(rules: Notifications, firm: Firm, account: int) -> None:
    await rules.add(firm.admin(), [firm.ivanov], {}, account)
    mine = await ids(rules, firm)
    staff, other = firm.staff(firm.ivanov), firm.other_admin()
    for seat in (staff, other):
        for act in (
            rules.some(seat, mine),
            rules.add(seat, [firm.ivanov], {}, account),
            rules.change(seat, mine, {"when": "working"}, account),
            rules.remove(seat, mine, account),
        ):
            with pytest.raises(Refused):
                await act
    for act in (rules.all(staff), rules.candidates(staff), rules.dry_run(staff, []), rules.recent_callers(staff)):
        with pytest.raises(Refused):
            await act
    assert await rules.all(other) == ()
    assert await rules.dry_run(other, [Rule(firm.ivanov)]) == ()
    assert [line.rule for line in await rules.all(firm.admin())] == [Rule(firm.ivanov)]


@pytest.mark.parametrize("query", ["петр", "ПЕТРОВА анна", "8 900 111-22-44", "102", "anna@", ""])
async def test_people_are_found_by_number_name_and_e_mail(
    store: Store, rules: Notifications, firm: Firm, query: str
) -> None:
    async with store.write() as session:
        (await session.get_one(Employee, firm.petrova)).email = "anna@example.com"
    await member(store, 2, firm.company, Role.STAFF, firm.petrova)
    found = {it.name: it.linked for it in await rules.candidates(firm.admin(), query)}
    assert found["Петрова Анна"] is True
    assert len(found) == (1 if query else 2)


async def call(store: Store, firm: Firm, at: datetime, outcome: Outcome = Outcome.MISSED, **other: Any) -> None:
    """A client called Иванов's own Did."""
    straight = CallPlan(firm.company, to_employee(firm.company, Person(firm.ivanov, "101"), 20.0))
    message_for = other.pop("message_for", None)
    values = {"company_id": firm.company, "caller": CLIENT, "plan": to_json(straight), "direction": CallKind.DID}
    async with store.write() as session:
        row = Call(
            leg_id=f"{at}-{other}-{outcome}", dialled="", progress=Progress.ENDED, outcome=outcome, peer_leg_id="",
            started_at=at, ended_at=at, **(values | other),
        )  # fmt: skip
        session.add(row)
        await session.flush()
        if message_for:
            message = {"recording": row.leg_id, "file": "", "seconds": 5, "created_at": at, "telegram_file_id": ""}
            message |= search_keys(CLIENT, "")
            session.add(Voicemail(company_id=firm.company, call_id=row.id, employee_id=message_for, **message))


async def test_a_dry_run_lists_what_the_last_week_would_have_sent(
    store: Store, rules: Notifications, firm: Firm, hand: Hand
) -> None:
    now, line = hand.now(), Answering(1, (Person(firm.ivanov, "101"),), 15.0)
    department = CallPlan(firm.company, to_department(firm.company, (line,)))
    async with store.write() as session:
        session.add(ContactRow(company_id=firm.company, number=CLIENT, name="Анна", sorting="анна", vip=True))
    await call(store, firm, now - timedelta(hours=1))
    await call(store, firm, now - timedelta(days=2), Outcome.VOICEMAIL, message_for=firm.ivanov)
    await call(store, firm, now - timedelta(days=3), caller="+79990000000")
    # and what is not told: too old, given up, answered, through a department, dialled out, somebody else's company
    await call(store, firm, now - timedelta(days=7, minutes=1))
    await call(store, firm, now, Outcome.ABANDONED)
    await call(store, firm, now, Outcome.ANSWERED)
    await call(store, firm, now, plan=to_json(department))
    await call(store, firm, now, direction=CallKind.OUTGOING)
    await call(store, firm, now, company_id=firm.other_company)
    told = await rules.dry_run(firm.admin(), [Rule(firm.ivanov), Rule(firm.ivanov), Rule(firm.petrova)])
    assert [(it.at, it.caller_name, it.employee, it.kinds) for it in told] == [
        (now - timedelta(hours=1), "Анна", "Иванов Иван", frozenset({Kind.MISSED})),
        (now - timedelta(days=2), "Анна", "Иванов Иван", frozenset(Kind)),
        (now - timedelta(days=3), "", "Иванов Иван", frozenset({Kind.MISSED})),
    ]
    assert len(await rules.dry_run(firm.admin(), [Rule(firm.ivanov, callers=Callers.VIP)])) == 2
    assert len(await rules.dry_run(firm.admin(), [Rule(firm.ivanov, frozenset({Kind.VOICEMAIL}))])) == 1
    assert await rules.dry_run(firm.admin(), []) == ()


async def test_callers_are_picked_from_the_log_the_latest_first_and_once(
    store: Store, rules: Notifications, firm: Firm, hand: Hand
) -> None:
    now = hand.now()
    await call(store, firm, now - timedelta(days=3))
    await call(store, firm, now - timedelta(days=2), caller="+79990000000")
    await call(store, firm, now - timedelta(days=1))
    await call(store, firm, now, caller="")
    await call(store, firm, now, caller="102", direction=CallKind.INTERNAL)
    await call(store, firm, now, company_id=firm.other_company, caller="+79995555555")
    found = await rules.recent_callers(firm.admin())
    assert [(it.number, it.name) for it in found] == [(CLIENT, ""), ("+79990000000", "")]
