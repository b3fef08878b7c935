"""What is asked all the time is a search in an index, however much history there is."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert, text

from bot.db.inbox import Inbox
from bot.db.models import Call, Voicemail
from bot.db.outbox import Outbox
from bot.db.rule_models import ContactRow
from bot.db.store import Store
from bot.domain.call_log import Narrowed
from bot.domain.cards import Seat
from bot.domain.catalogue import CATALOGUE
from bot.domain.effects import CallKind
from bot.domain.pings import Ending, How
from bot.domain.plan import CallPlan
from bot.domain.roles import Role
from bot.domain.rules import Event, Kind
from bot.domain.searching import search_keys
from bot.services.book import CompanyBook
from bot.services.call_log import CallLog
from bot.services.callback_cards import CallbackCards
from bot.services.callbacks import asked_so_far
from bot.services.claims import Claims
from bot.services.dialling import is_on_the_line, rules_for, spent
from bot.services.figures import Figures
from bot.services.following import CallEvent
from bot.services.notice_sweep import NoticeSweep
from bot.services.people import People
from bot.services.pinging import close, open_cards_of
from bot.services.placing import Placing
from bot.services.promises import KeptPromises, follow_callbacks
from bot.services.redials import returned
from bot.services.routes import Goal
from bot.services.rules import matching
from bot.services.tallies import tallies
from bot.services.voicemail import Voicemails
from bot.services.voicemail_bin import VoicemailBin
from tests.databases import Hand
from tests.services.firm import FOUNDED, MAIN, Firm, founded

TODAY = date(2026, 8, 3)
ADMIN, STAFF = (Seat(1, "", "UTC", role, 1) for role in Role)
SHORT = {  # indexes of what is not over
    "SCAN call USING INDEX ix_call_started_at",
    "SCAN callback_request USING INDEX ix_callback_request_place",
}
GROWING = (
    "ping",
    "digest_line",
    "outbox",
    "inbox",
    "voicemail",
    "recording",
    "call",
    "account",
    "invite",
    "ordered_call",
    "redial",
    "rule",
    "own_hours",
    "contact",
    "callback_request",
    "callback_card",
    "client_message",
    "sms_part",
    "client_card",
    "linked_client",
)


@pytest.fixture
async def store(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Store]:
    shutil.copy(sqlite_template, tmp_path / "gudok.db")
    store = Store.open(f"sqlite:///{tmp_path / 'gudok.db'}")
    yield store
    await store.close()


async def plans(store: Store, ask: Callable[[], Awaitable[object]]) -> list[str]:
    """SQLite's plan of everything that `ask` asks."""
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _u: object, statement: str, parameters: object, _x: object, _m: bool) -> None:
        asked.append((statement, parameters))

    engine = store._engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    await ask()
    event.remove(engine, "before_cursor_execute", note)
    steps: list[str] = []
    async with store.read() as session:
        connection = await session.connection()
        for statement, parameters in asked:
            if statement.startswith(("SELECT", "UPDATE", "WITH", "DELETE")):
                found = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                steps += [row[-1] for row in found]
    assert steps
    return steps


def table_scans(steps: list[str]) -> list[str]:
    return [
        step for step in steps if step.startswith(tuple(f"SCAN {table}" for table in GROWING)) and step not in SHORT
    ]


def log(store: Store, hand: Hand) -> CallLog:
    return CallLog(store, hand, Path())


def box(store: Store, hand: Hand) -> Voicemails:
    return Voicemails(store, hand, Path())


async def client_is_answered(store: Store, now: datetime) -> None:
    async with store.write() as session:
        await close(session, open_cards_of(1, "+79001234567"), Ending(How.DONE, "", now))


ASKED_ALL_THE_TIME: dict[str, Callable[[Store, Hand], Callable[[], Awaitable[object]]]] = {
    "mailbox of an administrator": lambda store, hand: lambda: box(store, hand).page(ADMIN, 0),
    "mailbox of an employee": lambda store, hand: lambda: box(store, hand).page(STAFF, 0),
    "a month of the mailbox": lambda store, hand: lambda: box(store, hand).page(ADMIN, 0, date(2026, 8, 1)),
    "an employee's month": lambda store, hand: lambda: box(store, hand).page(STAFF, 0, date(2026, 8, 1)),
    "an heir's mailbox": lambda store, hand: lambda: box(store, hand).page(replace(STAFF, since=hand.now()), 0),
    "months of a year": lambda store, hand: lambda: box(store, hand).months(ADMIN, 2026),
    "months of an employee": lambda store, hand: lambda: box(store, hand).months(STAFF, 2026),
    "search by a number": lambda store, hand: lambda: box(store, hand).found(ADMIN, "8 900 123-45-67", 0),
    "search of an employee": lambda store, hand: lambda: box(store, hand).found(STAFF, "4567", 0),
    "the bin": lambda store, hand: lambda: VoicemailBin(store, hand, CATALOGUE, Path()).page(ADMIN, 0),
    "claim": lambda store, hand: lambda: Outbox(store, hand).claim(10),
    "next due": lambda store, hand: Outbox(store, hand).next_due,
    "pending updates": lambda store, hand: Inbox(store, hand).pending,
    "last update": lambda store, hand: Inbox(store, hand).last_update_id,
    "sweep of updates": lambda store, hand: Inbox(store, hand).sweep,
    "sweep of notices": lambda store, hand: NoticeSweep(store, hand).sweep,
    "unfinished calls": lambda store, hand: CompanyBook(store, hand, Path()).unfinished,
    "a caller": lambda store, hand: lambda: CompanyBook(store, hand, Path()).open("leg", "", "+79923855259"),
    "whom to tell": lambda store, hand: lambda: who_is_told(store, hand),
    "ordered calls that are due": lambda store, hand: Claims(store, hand, Placing(CATALOGUE, ())).claim,
    "a client who may be dialled": lambda store, hand: lambda: may_be_dialled(store, hand),
    "a client who calls back": lambda store, hand: lambda: calls_back(store, hand),
    "a client is answered": lambda store, hand: lambda: client_is_answered(store, hand.now()),
    "calls back that are owed": lambda store, hand: promises(store, hand).owed,
    "calls back under way": lambda store, hand: promises(store, hand).under_way,
    "calls back that may lapse": lambda store, hand: promises(store, hand).lapse,
    "list of calls back": lambda store, hand: lambda: CallbackCards(store, hand).all(ADMIN),
    "an employee's calls back": lambda store, hand: lambda: CallbackCards(store, hand).all(STAFF),
    "place in the line": lambda store, hand: lambda: CallbackCards(store, hand).in_chat(3, 1),
    "budget of calls back": lambda store, hand: lambda: asks_to_be_called(store, hand),
    "an attempt ends, a client is met": lambda store, hand: lambda: calls_go_on(store),
    "what everybody has done today": lambda store, hand: lambda: done_today(store, hand),
    "a day of the log of calls": lambda store, hand: lambda: log(store, hand).page(ADMIN, TODAY, Narrowed(), 0),
    "calls of a number": lambda store, hand: lambda: log(store, hand).page(ADMIN, TODAY, Narrowed("4567"), 0),
    "calls of an employee": lambda store, hand: lambda: log(store, hand).page(ADMIN, TODAY, Narrowed("", (1, "")), 0),
    "calls of 30 days": lambda store, hand: lambda: Figures(store).arrived(ADMIN, TODAY),
    "recordings of 30 days": lambda store, hand: lambda: Figures(store).kept(ADMIN, TODAY),
    "who presses": lambda store, hand: lambda: People(store, hand).meet(1, "", ""),
}


async def who_is_told(store: Store, hand: Hand) -> None:
    async with store.read() as session:
        await matching(session, Event(frozenset(Kind), 1, 1, "+79001234567", hand.now()))


async def may_be_dialled(store: Store, hand: Hand) -> None:
    async with store.read() as session:
        await rules_for(session, 1, "+79001234567")
        await spent(session, 1, "+79001234567", hand.now())
        await is_on_the_line(session, 1, "+79001234567")


def promises(store: Store, hand: Hand) -> KeptPromises:
    return KeptPromises(store, hand, Placing(CATALOGUE, ()))


async def asks_to_be_called(store: Store, hand: Hand) -> None:
    async with store.read() as session:
        await asked_so_far(session, a_call(hand.now()), hand.now())


async def calls_go_on(store: Store) -> None:
    async with store.write() as session:
        for kind in (CallKind.OUTGOING, CallKind.DID):
            for happened in (CallEvent.ENDED, CallEvent.ANSWERED):
                call = a_call(FOUNDED)
                call.direction, call.id = kind, 1
                await follow_callbacks(session, happened, call)


def a_call(at: datetime) -> Call:
    return Call(company_id=1, department_id=1, employee_id=1, caller="+79001234567", dialled=MAIN, started_at=at)


async def done_today(store: Store, hand: Hand) -> None:
    await founded(store)
    async with store.read() as session:
        await tallies(session, hand.now(), 0.0)


async def calls_back(store: Store, hand: Hand) -> None:
    goal = Goal(CallKind.DID, CallPlan(1, ()), "+79923855259")
    async with store.read() as session:
        await returned(session, CATALOGUE, goal, "+79001234567", hand.now())


@pytest.mark.parametrize("what", ASKED_ALL_THE_TIME)
async def test_no_table_that_grows_is_read_from_end_to_end(store: Store, hand: Hand, what: str) -> None:
    assert table_scans(await plans(store, ASKED_ALL_THE_TIME[what](store, hand))) == []


@pytest.mark.parametrize("what", ["mailbox of an administrator", "mailbox of an employee", "claim", "pending updates"])
async def test_what_is_shown_in_order_is_stored_in_order(store: Store, hand: Hand, what: str) -> None:
    steps = await plans(store, ASKED_ALL_THE_TIME[what](store, hand))
    assert [step for step in steps if "TEMP B-TREE" in step] == []


async def test_the_test_sees_a_scan(store: Store) -> None:
    async def ask() -> None:
        async with store.read() as session:
            await session.execute(text("SELECT * FROM outbox WHERE failure = 'x'"))

    assert table_scans(await plans(store, ask)) == ["SCAN outbox"]


@pytest.mark.parametrize("query", ["иванов", "смирнова", "8 900 111-22-33", "4567", "5259"])
async def test_search_among_ten_thousand_messages_is_one_query_and_an_index_search(
    store: Store, hand: Hand, query: str
) -> None:
    firm = await founded(store)
    await ten_thousand(store, firm)
    async with store.write() as session:
        client = {"number": "+79000000001", "name": "Смирнова", "sorting": "смирнова", "vip": False}
        session.add(ContactRow(company_id=firm.company, **client))
    asked: list[str] = []
    event.listen(store._engine.sync_engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    steps = await plans(store, lambda: box(store, hand).found(firm.admin(), query, 0))
    assert table_scans(steps) == []
    assert all("INDEX" in step or "PRIMARY KEY" in step for step in steps if "SEARCH voicemail" in step)
    assert len([one for one in asked if "FROM voicemail" in one and not one.startswith("EXPLAIN")]) == 1
    assert (await box(store, hand).found(firm.admin(), query, 0)).total > 0


async def ten_thousand(store: Store, firm: Firm) -> None:
    call = {"company_id": firm.company, "direction": "in", "plan": {}, "progress": "ended", "peer_leg_id": ""}
    message = {"company_id": firm.company, "seconds": 2.0, "telegram_file_id": ""}
    calls, messages = [], []
    for n in range(10_000):
        caller, at = f"+7900{n:07}", FOUNDED + timedelta(minutes=n)
        calls.append(call | {"id": n + 1, "leg_id": f"{n}", "caller": caller, "dialled": MAIN, "started_at": at})
        whose = (firm.ivanov, firm.petrova, None)[n % 3]
        file = {"recording": f"{n}", "file": f"{n}.wav", "created_at": at, "employee_id": whose}
        messages.append(message | file | {"id": n + 1, "call_id": n + 1} | search_keys(caller, MAIN))
    async with store.write() as session:
        await session.execute(insert(Call), calls)
        await session.execute(insert(Voicemail), messages)
