"""Where a public number leads: to a menu, and elsewhere while the company is closed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.db.menu_models import MenuKey, MenuRow, OffHours, ScheduleLine, columns
from bot.db.models import Did
from bot.db.store import Store
from bot.domain.menus import COMPANY_VOICEMAIL, DEFAULT, REPEAT, Kind, Target
from bot.domain.plan import CallPlan, Go, Menu, Queue, Ring, TakeMessage, steps_at
from bot.ports import FallbackLine, Progress
from bot.services.book import CompanyBook
from tests.databases import Hand
from tests.services.firm import DIRECT, MAIN, Firm

NOON, NIGHT = datetime(2026, 8, 3, 9, 0, tzinfo=UTC), datetime(2026, 8, 3, 20, 0, tzinfo=UTC)  # a Monday


@pytest.fixture
def book(store: Store, hand: Hand, tmp_path: Path) -> CompanyBook:
    return CompanyBook(store, hand, tmp_path)


async def menu(store: Store, company: int, name: str, **keys: Target) -> int:
    async with store.write() as session:
        row = MenuRow(company_id=company, name=name, repeats=1, seconds=5, barge_in=True)
        session.add(row)
        await session.flush()
        session.add_all(MenuKey(menu_id=row.id, key=key.strip("_"), **columns(to)) for key, to in keys.items())
        return row.id


async def leads(store: Store, number: str, menu_id: int) -> None:
    async with store.write() as session:
        nowhere = {"department_id": None, "employee_id": None}
        await session.execute(update(Did).where(Did.number == number).values(menu_id=menu_id, **nowhere))


async def twin(store: Store, number: str, target: Target) -> None:
    async with store.write() as session:
        did = await session.scalar(select(Did.id).where(Did.number == number))
        session.add(OffHours(did_id=did, **columns(target)))


async def called(book: CompanyBook, number: str, leg: str = "leg") -> CallPlan:
    call = await book.open(leg, "+79001234567", number)
    assert call
    return call.plan


async def test_a_menu_and_everything_behind_its_keys_come_with_the_call(
    book: CompanyBook, store: Store, firm: Firm
) -> None:
    back = await menu(store, firm.company, "Ещё", _0=Target(Kind.EMPLOYEE, firm.petrova))
    keys = {"_1": Target(Kind.DEPARTMENT, 1), "_2": Target(Kind.MENU, back), "_3": REPEAT}
    first = await menu(store, firm.company, "Главное", **keys)
    await leads(store, MAIN, first)
    plan = await called(book, MAIN)
    assert plan.steps == (Go(f"menu/{first}"),)
    [main] = steps_at(plan, f"menu/{first}")
    assert isinstance(main, Menu)
    assert main.keys == (("1", "department/1"), ("2", f"menu/{back}"), ("3", ""))
    assert main.default == "voicemail"
    ring, message = steps_at(plan, "department/1")
    assert isinstance(ring, Queue)
    assert [person.phone for person in ring.people] == ["102", "101"]
    assert isinstance(message, TakeMessage)
    assert [type(step) for step in steps_at(plan, "voicemail")] == [TakeMessage]
    assert len(plan.branches) == 5


async def test_the_twin_takes_the_calls_while_the_company_is_closed(
    book: CompanyBook, store: Store, firm: Firm, hand: Hand
) -> None:
    await twin(store, DIRECT, Target(Kind.VOICEMAIL, firm.petrova))
    hand.time = NOON
    day = await called(book, DIRECT, "day")
    assert isinstance(day.steps[0], Ring)
    hand.time = NIGHT
    [message] = (await called(book, DIRECT, "night")).steps
    assert isinstance(message, TakeMessage)
    assert message.employee_id == firm.petrova
    async with store.write() as session:
        session.add(ScheduleLine(company_id=firm.company, key="mon", value="22:00-24:00"))
    hand.time = NOON
    assert len((await called(book, DIRECT, "noon")).steps) == 1


async def test_off_hours_may_lead_to_a_menu(book: CompanyBook, store: Store, firm: Firm, hand: Hand) -> None:
    night = await menu(store, firm.company, "Ночь", default=Target(Kind.EMPLOYEE, firm.ivanov))
    await twin(store, MAIN, Target(Kind.MENU, night))
    hand.time = NIGHT
    assert (await called(book, MAIN)).steps == (Go(f"menu/{night}"),)


async def test_without_us_the_pbx_rings_whom_callers_without_a_key_reach(
    book: CompanyBook, store: Store, firm: Firm
) -> None:
    keys = {"_1": Target(Kind.DEPARTMENT, 1), "_2": Target(Kind.EMPLOYEE, firm.petrova)}
    await leads(store, MAIN, await menu(store, firm.company, "Отделы", **keys))
    anna = {DEFAULT: Target(Kind.EMPLOYEE, firm.petrova)}
    await leads(store, DIRECT, await menu(store, firm.company, "Анна", **keys, **anna))
    await twin(store, DIRECT, COMPANY_VOICEMAIL)
    lines = {line.did: line for line in await book.fallback_lines()}
    assert lines[MAIN] == FallbackLine(MAIN, ("102", "101"), 15.0, "ru")
    assert lines[DIRECT].phones == ("102",)


async def test_the_branch_where_a_caller_stands_is_found_again(book: CompanyBook, store: Store, firm: Firm) -> None:
    first = await menu(store, firm.company, "Главное", _1=Target(Kind.DEPARTMENT, 1))
    await leads(store, MAIN, first)
    call = await book.open("leg", "", MAIN)
    assert call
    await book.stands(call.id, Progress.ARRIVED, f"menu/{first}")
    await book.stands(call.id, Progress.ARRIVED, "department/1")
    await book.stands(call.id, Progress.RINGING)
    [found] = await book.unfinished()
    assert (found.progress, found.branch) == (Progress.RINGING, "department/1")
    again = await book.open("leg", "", MAIN)
    assert again
    assert again.branch == "department/1"
