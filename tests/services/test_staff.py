"""Employees, departments and public numbers in the chat: added, changed, removed; the fees follow."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.db.models import Department, Employee, Membership
from bot.db.store import Store
from bot.domain.billing import CompanyDay
from bot.domain.cards import Seat
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.holdings import company_now
from bot.domain.options import NumberKind
from bot.domain.roles import Role
from bot.services.departments import Departments
from bot.services.dids import Dids
from bot.services.histories import Histories
from bot.services.holdings import held_since
from bot.services.numbers import Numbers
from bot.services.staff import Staff
from tests.databases import Hand
from tests.services.firm import DIRECT, MAIN, OTHERS, Firm, member

NEW = ("Новиков  Илья", "8 900 555-03-03", "103", "ilya@example.com", "own")


@pytest.fixture
async def admin(store: Store, firm: Firm) -> int:
    return await member(store, 1, firm.company, Role.ADMIN)


@pytest.fixture
def staff(store: Store, hand: Hand) -> Staff:
    return Staff(store, hand, CATALOGUE)


@pytest.fixture
def departments(store: Store, hand: Hand) -> Departments:
    return Departments(store, hand, CATALOGUE)


@pytest.fixture
def dids(store: Store, hand: Hand) -> Dids:
    return Dids(store, hand, CATALOGUE)


@pytest.fixture
def numbers(store: Store, hand: Hand) -> Numbers:
    return Numbers(store, hand, CATALOGUE)


EVER = datetime(2026, 1, 1, tzinfo=UTC)


async def has(store: Store, firm: Firm) -> CompanyDay:
    async with store.read() as session:
        return company_now(await held_since(session, firm.company, EVER))


async def history(store: Store, hand: Hand, seat: Seat) -> list[tuple[str, str, object, object]]:
    page = await Histories(store, hand, CATALOGUE).page(seat, 0)
    return [(line.title, line.name, line.before, line.after) for item in page.items for line in item.lines]


async def sales(store: Store, firm: Firm) -> int:
    async with store.read() as session:
        return (await session.scalars(select(Department.id).where(Department.company_id == firm.company))).one()


async def test_a_new_employee_is_kept_as_numbers_are_and_charged_from_today(
    staff: Staff, numbers: Numbers, firm: Firm, admin: int, store: Store, hand: Hand
) -> None:
    one = await staff.add(firm.admin(), *NEW, admin)
    card = await numbers.one(firm.admin(), one)
    assert (card.name, card.number, card.phone, card.kind) == ("Новиков Илья", "+79005550303", "103", NumberKind.OWN)
    assert (await has(store, firm)).employees == 3
    assert await history(store, hand, firm.admin()) == [("Новиков Илья", "Employee", None, "103")]


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("number", "abc", "not a telephone number"),
        ("number", "+7 900 111-22-33", "number of Иванов Иван"),
        ("phone", "1", "2 to 6 digits"),
        ("phone", "102", "is taken"),
        ("phone", "201", "is taken"),
        ("number", MAIN, "is a public number already"),
        ("email", "nobody", "e-mail address looks like"),
        ("email", "anna@mail", "e-mail address looks like"),
        ("name", "  ", "1 to 100 characters"),
        ("kind", "other", "own number or an added"),
        ("role", "admin", "not offered"),
    ],
)
async def test_what_cannot_be_is_refused_in_one_sentence(
    staff: Staff, firm: Firm, admin: int, field: str, typed: str, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        await staff.check(firm.admin(), field, typed)
    with pytest.raises(Refused, match=says):
        await staff.change(
            firm.admin(), firm.petrova, field, typed if field != "phone" or typed != "102" else "101", admin
        )


async def test_what_is_the_employees_own_already_is_no_conflict(staff: Staff, firm: Firm, admin: int) -> None:
    assert await staff.check(firm.admin(), "phone", " 101 ", firm.ivanov) == "101"
    done = await staff.change(firm.admin(), firm.ivanov, "number", "+7 900 111-22-33", admin)
    assert done.history_id is None


async def test_a_number_that_becomes_an_added_one_loses_what_added_numbers_cannot_have(
    staff: Staff, numbers: Numbers, firm: Firm, admin: int
) -> None:
    for key in ("caller-id", "number-recording", "melody"):
        await numbers.switch(firm.admin(), key, True, [firm.ivanov], admin)
    done = await staff.change(firm.admin(), firm.ivanov, "kind", "added", admin)
    assert done.cost.monthly == -150_00
    on = {it.option.key for it in (await numbers.one(firm.admin(), firm.ivanov)).options if it.on}
    assert on == {"melody"}


async def test_removing_an_employee_says_what_depends_and_leaves_nothing_charged(
    staff: Staff, dids: Dids, numbers: Numbers, firm: Firm, admin: int, store: Store, hand: Hand
) -> None:
    seat = firm.admin()
    reader = await member(store, 2, firm.company, Role.STAFF, firm.ivanov)
    await numbers.switch(seat, "melody", True, [firm.ivanov], admin)
    facts = [fact.text.format(**fact.params) for fact in await staff.depends(seat, firm.ivanov)]
    assert facts == [
        "+79923855284 leads here.",
        "Answers calls of: Отдел продаж.",
        "Options that will be off: 1.",
        "Will no longer see voicemail in Telegram.",
    ]
    with pytest.raises(Refused, match="Let it lead elsewhere first"):
        await staff.remove(seat, firm.ivanov, admin)
    [direct] = [it.id for it in await dids.all(seat) if it.number == DIRECT]
    await dids.lead(seat, direct, f"employee/{firm.petrova}", admin)
    done = await staff.remove(seat, firm.ivanov, admin)
    assert done.cost.monthly == -30_00
    now = await has(store, firm)
    assert (now.employees, dict(now.options)) == (1, {})
    async with store.read() as session:
        assert await session.get(Employee, firm.ivanov) is None
        assert await session.scalar(select(Membership.id).where(Membership.account_id == reader)) is None
    assert (await history(store, hand, seat))[0] == ("Иванов Иван", "Employee", "101", None)
    with pytest.raises(Refused, match="not in the list"):
        await staff.remove(seat, firm.ivanov, admin)


async def test_a_department_is_made_filled_changed_and_removed(
    departments: Departments, dids: Dids, firm: Firm, admin: int
) -> None:
    seat = firm.admin()
    one = await departments.add(seat, "Бухгалтерия", admin)
    for same in (" Бухгалтерия ", "бухгалтерия"):
        with pytest.raises(Refused, match="already"):
            await departments.add(seat, same, admin)
    await departments.member(seat, one, firm.petrova, True, admin)
    await departments.member(seat, one, firm.ivanov, True, admin)
    assert (await departments.member(seat, one, firm.ivanov, True, admin)).history_id is None
    await departments.strategy(seat, one, "in-turn", admin)
    await departments.ring_seconds(seat, one, "30", admin)
    await departments.rename(seat, one, "Учёт", admin)
    card = await departments.one(seat, one)
    assert (card.name, card.strategy, card.ring_seconds) == ("Учёт", "in-turn", 30)
    assert [(it.id, it.chosen) for it in card.people] == [(firm.petrova, True), (firm.ivanov, True)]
    await departments.member(seat, one, firm.petrova, False, admin)
    assert [(line.name, line.members) for line in await departments.all(seat)] == [("Отдел продаж", 2), ("Учёт", 1)]
    [direct] = [it.id for it in await dids.all(seat) if it.number == DIRECT]
    await dids.lead(seat, direct, f"department/{one}", admin)
    facts = [fact.text.format(**fact.params) for fact in await departments.depends(seat, one)]
    assert facts == ["+79923855284 leads here.", "People who answer here: 1. They stay."]
    with pytest.raises(Refused, match="leads to Учёт"):
        await departments.remove(seat, one, admin)
    await dids.lead(seat, direct, f"employee/{firm.ivanov}", admin)
    await departments.remove(seat, one, admin)
    assert [line.name for line in await departments.all(seat)] == ["Отдел продаж"]


@pytest.mark.parametrize("typed", ["4", "121", "x", "", "1.5", "٧٧"])
async def test_ring_seconds_stay_within_reason(
    departments: Departments, firm: Firm, admin: int, store: Store, typed: str
) -> None:
    with pytest.raises(Refused, match="from 5 to 120"):
        await departments.ring_seconds(firm.admin(), await sales(store, firm), typed, admin)


async def test_public_numbers_are_added_led_and_removed_and_one_stays(
    dids: Dids, numbers: Numbers, firm: Firm, admin: int, store: Store
) -> None:
    seat = firm.admin()
    department = await sales(store, firm)
    new = await dids.add(seat, "8 (992) 385-52-91", f"department/{department}", admin)
    assert (await has(store, firm)).dids == 3
    assert str((await dids.one(seat, new)).leads_to) == "Отдел продаж"
    for taken in ("+79923855291", OTHERS):
        with pytest.raises(Refused, match="already"):
            await dids.add(seat, taken, f"department/{department}", admin)
    with pytest.raises(Refused, match="number of Иванов Иван"):
        await dids.check(seat, "+7 900 111-22-33")
    for nowhere in ("", "voicemail", "repeat", "menu/1", f"employee/{firm.stranger}", "department/2"):
        with pytest.raises(Refused, match="no such place"):
            await dids.lead(seat, new, nowhere, admin)
    await dids.main(seat, new, admin)
    assert (await dids.all(seat))[0].number == "+79923855291"
    await numbers.shown_did(seat, firm.ivanov, new, admin)
    facts = [fact.text.format(**fact.params) for fact in await dids.depends(seat, new)]
    assert facts[1:] == [
        "Employees who will show the main number instead: 1.",
        "+79923855284 will be the main number.",
    ]
    done = await dids.remove(seat, new, admin)
    assert done.cost.monthly == -200_00
    assert (await numbers.one(seat, firm.ivanov)).shows == DIRECT
    left = {it.number: it for it in await dids.all(seat)}
    assert left.keys() == {DIRECT, MAIN}
    assert left[DIRECT].main
    await dids.remove(seat, left[MAIN].id, admin)
    with pytest.raises(Refused, match="only public number"):
        await dids.remove(seat, left[DIRECT].id, admin)


async def test_staff_and_administrators_of_others_reach_nothing(
    staff: Staff, departments: Departments, dids: Dids, firm: Firm, admin: int, store: Store
) -> None:
    department, one = await sales(store, firm), firm.ivanov
    [direct] = [it.id for it in await dids.all(firm.admin()) if it.number == DIRECT]
    for seat in (firm.staff(one), firm.other_admin()):
        for ask in (
            staff.change(seat, one, "name", "x", admin),
            staff.depends(seat, one),
            staff.remove(seat, one, admin),
            staff.hand_over(seat, one, admin),
            departments.one(seat, department),
            departments.rename(seat, department, "x", admin),
            departments.strategy(seat, department, "all", admin),
            departments.ring_seconds(seat, department, "30", admin),
            departments.member(seat, department, one, False, admin),
            departments.depends(seat, department),
            departments.remove(seat, department, admin),
            dids.one(seat, direct),
            dids.add(seat, "+79923855292", f"department/{department}", admin),
            dids.lead(seat, direct, f"department/{department}", admin),
            dids.main(seat, direct, admin),
            dids.depends(seat, direct),
            dids.remove(seat, direct, admin),
        ):
            with pytest.raises(Refused):
                await ask
    outsider = firm.staff(one)
    for ask in (
        staff.check(outsider, "name", "x"),
        staff.add(outsider, *NEW, admin),
        departments.all(outsider),
        departments.add(outsider, "x", admin),
        dids.all(outsider),
    ):
        with pytest.raises(Refused, match="Only an administrator"):
            await ask
    assert [it.number for it in await dids.all(firm.other_admin())] == [OTHERS]
    assert (await has(store, firm)).dids == 2
