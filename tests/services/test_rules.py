"""Whom an event is told to."""

from datetime import UTC, datetime, time

from sqlalchemy import delete

from bot.db.models import Employee
from bot.db.rule_models import ContactRow, RuleNumber, RuleRow
from bot.db.store import Store
from bot.domain.roles import Role
from bot.domain.rules import Callers, Kind, Recipient, Rule, Timing, Way, When
from bot.services.rule_rows import rule_of, values_of
from tests.services.firm import founded, member
from tests.services.ruled import CLIENT, EMAIL, NOON, TELEGRAM, mailed, missed, told, with_rules


async def test_nobody_is_told_without_a_rule(store: Store) -> None:
    firm = await founded(store)
    assert await told(store, missed(firm)) == []


async def test_who_is_linked_gets_it_in_telegram_and_who_has_an_address_by_mail(store: Store) -> None:
    firm = await founded(store)
    await with_rules(store, firm.company, Rule(firm.ivanov))
    assert await told(store, missed(firm)) == []
    account = await member(store, 1, firm.company, Role.STAFF, firm.ivanov)
    await mailed(store, firm.ivanov)
    assert await told(store, missed(firm)) == [
        Recipient(firm.ivanov, Way.TELEGRAM, NOON, account_id=account),
        Recipient(firm.ivanov, Way.EMAIL, NOON, email="ivanov@example.com"),
    ]


async def test_rules_that_overlap_tell_once_and_the_one_that_is_not_a_digest_wins(store: Store) -> None:
    firm = await founded(store)
    account = await member(store, 1, firm.company, Role.STAFF, firm.ivanov)
    digest = Rule(firm.ivanov, timing=Timing.DIGEST, digest_at=time(12, 1))
    await with_rules(store, firm.company, digest, Rule(firm.ivanov), Rule(firm.ivanov, when=When.WORKING))
    assert await told(store, missed(firm)) == [Recipient(firm.ivanov, Way.TELEGRAM, NOON, account_id=account)]


async def test_a_digest_waits(store: Store) -> None:
    firm = await founded(store)
    await mailed(store, firm.ivanov)
    await with_rules(store, firm.company, Rule(firm.ivanov, timing=Timing.DIGEST, digest_at=time(18)))
    due = datetime(2026, 8, 3, 15, 0, tzinfo=UTC)
    assert await told(store, missed(firm)) == [Recipient(firm.ivanov, Way.EMAIL, due, True, email="ivanov@example.com")]


async def test_only_the_ways_that_the_rule_names(store: Store) -> None:
    firm = await founded(store)
    await member(store, 1, firm.company, Role.STAFF, firm.ivanov)
    await mailed(store, firm.ivanov)
    await with_rules(store, firm.company, Rule(firm.ivanov, ways=EMAIL))
    assert [it.way for it in await told(store, missed(firm))] == [Way.EMAIL]


async def test_who_blocked_the_bot_still_gets_the_mail(store: Store) -> None:
    firm = await founded(store)
    await member(store, 1, firm.company, Role.STAFF, firm.ivanov, reachable=False)
    await mailed(store, firm.ivanov)
    await with_rules(store, firm.company, Rule(firm.ivanov))
    assert [it.way for it in await told(store, missed(firm))] == [Way.EMAIL]


async def test_an_employee_with_two_telegrams_is_told_in_both(store: Store) -> None:
    firm = await founded(store)
    accounts = [await member(store, n, firm.company, Role.STAFF, firm.ivanov) for n in (1, 2)]
    await with_rules(store, firm.company, Rule(firm.ivanov))
    assert [it.account_id for it in await told(store, missed(firm))] == accounts


async def test_given_numbers_and_vip_are_looked_up(store: Store) -> None:
    firm = await founded(store)
    await mailed(store, firm.ivanov)
    numbers = Rule(firm.ivanov, callers=Callers.NUMBERS, numbers=frozenset({CLIENT, "102"}))
    ids = await with_rules(store, firm.company, numbers)
    assert len(await told(store, missed(firm))) == 1
    assert await told(store, missed(firm, caller="+79990000000")) == []
    async with store.write() as session:
        await session.execute(delete(RuleRow).where(RuleRow.id.in_(ids)))
    await with_rules(store, firm.company, Rule(firm.ivanov, callers=Callers.VIP))
    assert await told(store, missed(firm)) == []
    async with store.write() as session:
        vip = {"number": CLIENT, "name": "Анна", "sorting": "анна", "vip": True}
        session.add_all([ContactRow(company_id=company, **vip) for company in (firm.company, firm.other_company)])
    assert len(await told(store, missed(firm))) == 1


async def test_a_vip_of_another_company_is_nobody_here(store: Store) -> None:
    firm = await founded(store)
    await mailed(store, firm.ivanov)
    await with_rules(store, firm.company, Rule(firm.ivanov, callers=Callers.VIP))
    async with store.write() as session:
        session.add(ContactRow(company_id=firm.other_company, number=CLIENT, name="А", sorting="а", vip=True))
    assert await told(store, missed(firm)) == []


async def test_rules_of_colleagues_and_of_other_companies_do_not_count(store: Store) -> None:
    firm = await founded(store)
    await mailed(store, firm.ivanov)
    await with_rules(store, firm.company, Rule(firm.petrova))
    await with_rules(store, firm.other_company, Rule(firm.stranger))
    assert await told(store, missed(firm)) == []


async def test_a_rule_goes_with_its_employee(store: Store) -> None:
    firm = await founded(store)
    await with_rules(store, firm.company, Rule(firm.petrova, callers=Callers.NUMBERS, numbers=frozenset({CLIENT})))
    async with store.write() as session:
        await session.execute(delete(Employee).where(Employee.id == firm.petrova))
    async with store.read() as session:
        assert await session.get(RuleRow, 1) is None
        assert await session.get(RuleNumber, (1, CLIENT)) is None


def test_a_rule_is_the_same_after_its_row() -> None:
    rule = Rule(
        1,
        frozenset({Kind.VOICEMAIL}),
        When.PERIOD,
        callers=Callers.NUMBERS,
        numbers=frozenset({CLIENT}),
        ways=TELEGRAM,
        timing=Timing.DIGEST,
        digest_at=time(7, 45),
    )
    assert rule_of(RuleRow(**values_of(rule)), rule.numbers) == rule
