"""An employee's own hours: beside the company's, in rules, in the history, in the file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.roles import Role
from bot.domain.rules import Rule, When
from bot.ports import Outcome
from bot.services.book import CompanyBook
from bot.services.companies import Companies
from bot.services.histories import Histories
from bot.services.notifications import Notifications
from bot.services.staff import Staff
from bot.services.working_time import WorkingTime
from tests.databases import Hand
from tests.services.firm import DIRECT, Firm, member
from tests.services.ruled import mailed, missed, told, with_rules

EVENING = datetime(2026, 8, 3, 17, 0, tzinfo=UTC)  # Monday, 20:00 in Moscow
NOON = EVENING - timedelta(hours=8)


@pytest.fixture
async def admin(store: Store, firm: Firm) -> int:
    return await member(store, 1, firm.company, Role.ADMIN)


@pytest.fixture
def working_time(store: Store, hand: Hand) -> WorkingTime:
    return WorkingTime(store, hand, CATALOGUE)


async def test_a_rule_for_working_time_goes_by_the_hours_of_its_person(
    store: Store, working_time: WorkingTime, firm: Firm, admin: int
) -> None:
    for one in (firm.ivanov, firm.petrova):
        await mailed(store, one, f"{one}@example.com")
    await with_rules(store, firm.company, *(Rule(one, when=When.WORKING) for one in (firm.ivanov, firm.petrova)))
    await working_time.own_weekday(firm.admin(), firm.ivanov, "mon", "18:00-02:00", admin)
    told_of = {
        (one, at): bool(await told(store, missed(firm, at=at, employee_id=one)))
        for one in (firm.ivanov, firm.petrova)
        for at in (NOON, EVENING)
    }
    assert told_of == {
        (firm.ivanov, NOON): False,
        (firm.ivanov, EVENING): True,
        (firm.petrova, NOON): True,
        (firm.petrova, EVENING): False,
    }


async def test_holidays_and_special_days_are_everybodys(
    store: Store, working_time: WorkingTime, firm: Firm, admin: int
) -> None:
    await mailed(store, firm.ivanov)
    await with_rules(store, firm.company, Rule(firm.ivanov, when=When.WORKING))
    await working_time.own_weekday(firm.admin(), firm.ivanov, "mon", "18:00-24:00", admin)
    await working_time.special_day(firm.admin(), "03.08.2026 closed", admin)
    assert await told(store, missed(firm, at=EVENING)) == []


async def test_the_dry_run_counts_by_the_same_hours(
    store: Store, hand: Hand, working_time: WorkingTime, firm: Firm, admin: int
) -> None:
    hand.time = EVENING
    book = CompanyBook(store, hand, Path())
    call = await book.open("leg", "+79001234567", DIRECT)
    assert call
    await book.ended(call.id, Outcome.MISSED)
    rule = Rule(firm.ivanov, when=When.WORKING)
    notifications = Notifications(store, hand, CATALOGUE)
    assert await notifications.dry_run(firm.admin(), [rule]) == ()
    await working_time.own_weekday(firm.admin(), firm.ivanov, "mon", "18:00-22:00", admin)
    assert [it.at for it in await notifications.dry_run(firm.admin(), [rule])] == [EVENING]


async def test_days_that_are_not_their_own_follow_the_company(
    working_time: WorkingTime, firm: Firm, admin: int
) -> None:
    seat = firm.admin()
    await working_time.own_weekday(seat, firm.ivanov, "mon", "10-19", admin)
    await working_time.weekday(seat, "mon", "08-12", admin)
    await working_time.weekday(seat, "tue", "08-12", admin)
    card = await working_time.own_card(seat, firm.ivanov)
    (monday, tuesday), own = card.week[:2], card.own
    assert (monday[0].opens, tuesday[0].opens, own) == (600, 480, {"mon"})
    assert (await working_time.own_card(seat, firm.petrova)).own == frozenset()


async def test_it_is_in_the_history_and_all_of_it_is_taken_back_at_once(
    store: Store, hand: Hand, working_time: WorkingTime, firm: Firm, admin: int
) -> None:
    seat, histories = firm.admin(), Histories(store, hand, CATALOGUE)
    for day in ("mon", "sat"):
        await working_time.own_weekday(seat, firm.ivanov, day, "10-19", admin)
    assert (await working_time.own_weekday(seat, firm.ivanov, "sat", "10:00-19:00", admin)).history_id is None
    gone = await working_time.as_the_company(seat, firm.ivanov, admin)
    assert (await working_time.own_card(seat, firm.ivanov)).own == frozenset()
    assert gone.history_id is not None
    await histories.undo(seat, gone.history_id, admin)
    assert (await working_time.own_card(seat, firm.ivanov)).own == {"mon", "sat"}
    last = (await histories.page(seat, 0)).items[0].lines[0]
    assert (last.name, last.before, last.after, last.whose) == (
        "Saturday",
        "as the company",
        "10:00-19:00",
        ("Иванов Иван",),
    )


async def test_strangers_colleagues_and_nonsense_change_nothing(
    working_time: WorkingTime, firm: Firm, admin: int
) -> None:
    for seat, employee in ((firm.staff(firm.ivanov), firm.ivanov), (firm.other_admin(), firm.ivanov)):
        with pytest.raises(Refused):
            await working_time.own_weekday(seat, employee, "mon", "10-19", admin)
    for day, typed in (("mon", "when I like"), ("holidays", "10-19")):
        with pytest.raises(Refused):
            await working_time.own_weekday(firm.admin(), firm.ivanov, day, typed, admin)
    assert (await working_time.own_card(firm.admin(), firm.ivanov)).own == frozenset()


async def test_who_is_removed_takes_their_hours_along(
    store: Store, hand: Hand, working_time: WorkingTime, firm: Firm, admin: int
) -> None:
    await working_time.own_weekday(firm.admin(), firm.petrova, "mon", "10-19", admin)
    await Staff(store, hand, CATALOGUE).remove(firm.admin(), firm.petrova, admin)
    assert "hours" not in await Companies(store, hand).export_yaml("romashka")


async def test_the_file_says_it_and_comes_back_the_same(
    store: Store, hand: Hand, working_time: WorkingTime, firm: Firm
) -> None:
    companies = Companies(store, hand)
    exported = await companies.export_yaml("romashka")
    assert "hours" not in exported
    edited = exported.replace("phone: '101'", "phone: 101").replace(
        "phone: 101", "phone: 101\n  hours: {sat: 10-14, fri: closed}", 1
    )
    done = await companies.import_yaml(edited, "f.yaml")
    assert done.changes == ("employee 101 Иванов Иван: hours none → fri closed, sat 10:00-14:00",)
    assert (await working_time.own_card(firm.admin(), firm.ivanov)).own == {"fri", "sat"}
    assert (await companies.import_yaml(await companies.export_yaml("romashka"), "f.yaml")).changes == ()
    assert (await companies.import_yaml(exported, "f.yaml")).changes != ()
    assert (await working_time.own_card(firm.admin(), firm.ivanov)).own == frozenset()
