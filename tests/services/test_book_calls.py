"""Calls of employees, what options make of a call, and talks that are kept."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.db.models import Call, Department, Did, Employee, Recording
from bot.db.money_models import HoldingRow, OptionFlag
from bot.db.store import Store
from bot.domain.billing import Charge
from bot.domain.effects import CallKind
from bot.domain.options import NumberKind
from bot.domain.plan import Dial, Person, Queue, Ring, Say, TakeMessage, may_be_recorded
from bot.domain.queueing import Strategy
from bot.domain.recordings import talk_name
from bot.domain.sounds import employee_melody, recording_notice
from bot.ports import OpenedCall, Outcome, Progress, RecordedTalk
from bot.services.book import CompanyBook
from tests.databases import Hand
from tests.services.firm import DIRECT, MAIN, OTHERS, Firm

CLIENT = "+79007654321"


@pytest.fixture
def book(store: Store, hand: Hand, firm: Firm, tmp_path: Path) -> CompanyBook:
    return CompanyBook(store, hand, tmp_path)


async def switch(store: Store, hand: Hand, company_id: int, key: str, of: int = 0) -> None:
    async with store.write() as session:
        held = {"kind": Charge.OPTIONS, "key": key, "of": of, "since": hand.now(), "until": None}
        session.add(HoldingRow(company_id=company_id, **held))


async def switch_off(store: Store, hand: Hand) -> None:
    async with store.write() as session:
        await session.execute(update(HoldingRow).values(until=hand.now()))


async def change(store: Store, employee_id: int, **values: object) -> None:
    async with store.write() as session:
        await session.execute(update(Employee).where(Employee.id == employee_id).values(**values))


async def calls(book: CompanyBook, dialled: str, phone: str = "101", leg_id: str = "leg-1") -> OpenedCall:
    call = await book.open(leg_id, "anything that the phone says", dialled, phone)
    assert call is not None
    return call


async def row(store: Store, call_id: int) -> Call:
    async with store.read() as session:
        return await session.get_one(Call, call_id)


def dialled(call: OpenedCall) -> Dial:
    (step,) = call.plan.steps
    assert isinstance(step, Dial)
    return step


@pytest.mark.parametrize("typed", ["+79007654321", "89007654321", "79007654321", "9007654321"])
async def test_employee_reaches_an_outside_number(book: CompanyBook, store: Store, firm: Firm, typed: str) -> None:
    call = await calls(book, typed)
    assert dialled(call).number == CLIENT
    assert call.calling == Person(firm.ivanov, "101")
    kept = await row(store, call.id)
    assert (kept.direction, kept.caller, kept.dialled, kept.employee_id) == (
        CallKind.OUTGOING,
        "101",
        CLIENT,
        firm.ivanov,
    )


@pytest.mark.parametrize("typed", ["102", "+79001112244", "89001112244"])
async def test_employee_reaches_a_colleague_by_phone_and_by_number(
    book: CompanyBook, store: Store, firm: Firm, typed: str
) -> None:
    call = await calls(book, typed)
    ring, message = call.plan.steps
    assert isinstance(ring, Ring)
    assert isinstance(message, TakeMessage)
    assert (ring.people, message.employee_id) == ((Person(firm.petrova, "102"),), firm.petrova)
    kept = await row(store, call.id)
    assert (kept.direction, kept.caller, kept.dialled) == (CallKind.INTERNAL, "101", typed)


async def test_short_number_reaches_its_employee_while_the_option_is_on(
    book: CompanyBook, store: Store, hand: Hand, firm: Firm
) -> None:
    await change(store, firm.petrova, short_number="0042")
    assert await book.open("leg-0", "", "0042", "101") is None
    await switch(store, hand, firm.company, "short-number", firm.petrova)
    (ring, _) = (await calls(book, "0042")).plan.steps
    assert isinstance(ring, Ring)
    assert ring.people == (Person(firm.petrova, "102"),)
    assert await book.open("leg-2", "", "0042", "201") is None, "another company's phone"


@pytest.mark.parametrize("typed", ["112", "101", "201", "0042", "*21*79007654321", "'; --", "${SHELL(id)}", ""])
async def test_what_leads_nowhere_opens_nothing(book: CompanyBook, store: Store, typed: str) -> None:
    assert await book.open("leg-1", "", typed, "101") is None
    async with store.read() as session:
        assert (await session.scalars(select(Call.id))).all() == []


@pytest.mark.parametrize("phone", ["", "trunk", "199"])
@pytest.mark.parametrize("typed", ["102", CLIENT])
async def test_only_an_employees_phone_reaches_anything_but_dids_whatever_number_it_shows(
    book: CompanyBook, phone: str, typed: str
) -> None:
    assert await book.open("leg-1", "101", typed, phone) is None
    assert await book.open("leg-2", "101", MAIN, phone) is not None


async def test_employee_who_dials_a_did_is_a_caller_to_it(book: CompanyBook, store: Store, firm: Firm) -> None:
    call = await calls(book, DIRECT, phone="102")
    assert (await row(store, call.id)).direction is CallKind.DID
    assert call.calling == Person(firm.petrova, "102")


async def test_clients_see_the_main_did_or_the_chosen_one_while_caller_id_is_on(
    book: CompanyBook, store: Store, hand: Hand, firm: Firm
) -> None:
    assert dialled(await calls(book, CLIENT, leg_id="leg-0")).shows == ""
    await switch(store, hand, firm.company, "caller-id", firm.ivanov)
    assert dialled(await calls(book, CLIENT, leg_id="leg-1")).shows == MAIN
    async with store.read() as session:
        chosen = (await session.scalars(select(Did.id).where(Did.number == DIRECT))).one()
    await change(store, firm.ivanov, shown_did_id=chosen)
    assert dialled(await calls(book, CLIENT, leg_id="leg-2")).shows == DIRECT
    assert dialled(await calls(book, CLIENT, phone="102", leg_id="leg-3")).shows == ""
    await switch_off(store, hand)
    assert dialled(await calls(book, CLIENT, leg_id="leg-4")).shows == ""


@pytest.mark.parametrize("key", ["caller-id", "number-recording"])
async def test_added_number_shows_no_did_and_is_not_recorded(
    book: CompanyBook, store: Store, hand: Hand, firm: Firm, key: str
) -> None:
    await switch(store, hand, firm.company, key, firm.ivanov)
    await change(store, firm.ivanov, kind=NumberKind.ADDED)
    step = dialled(await calls(book, CLIENT))
    assert (step.shows, step.record) == ("", False)


async def test_number_that_is_recorded_is_so_in_and_out(
    book: CompanyBook, store: Store, hand: Hand, firm: Firm
) -> None:
    await switch(store, hand, firm.company, "number-recording", firm.ivanov)
    assert dialled(await calls(book, CLIENT, leg_id="leg-1")).record
    assert may_be_recorded((await calls(book, "101", phone="102", leg_id="leg-2")).plan)
    assert may_be_recorded((await calls(book, DIRECT, phone="", leg_id="leg-3")).plan)
    assert not dialled(await calls(book, CLIENT, phone="102", leg_id="leg-4")).record


@pytest.mark.parametrize("told", [None, True, False])
async def test_recording_of_dids_tells_the_caller_unless_the_flag_is_off(
    book: CompanyBook, store: Store, hand: Hand, firm: Firm, told: bool | None
) -> None:
    await switch(store, hand, firm.company, "recording")
    if told is not None:
        async with store.write() as session:
            session.add(OptionFlag(company_id=firm.company, option_key="recording", flag_key="notice", value=told))
    plan = (await calls(book, MAIN, phone="")).plan
    assert may_be_recorded(plan)
    notice = Say(recording_notice(firm.company))
    assert (plan.steps[0] == notice) is (told is not False)
    assert not may_be_recorded((await calls(book, OTHERS, phone="", leg_id="leg-2")).plan), "another company"


async def test_call_keeps_the_plan_that_it_came_with(book: CompanyBook, store: Store, hand: Hand, firm: Firm) -> None:
    await switch(store, hand, firm.company, "recording")
    call = await calls(book, MAIN, phone="")
    await switch_off(store, hand)
    assert await calls(book, MAIN, phone="") == call
    [unfinished] = await book.unfinished()
    assert unfinished.plan == call.plan


async def test_option_that_the_operator_has_taken_out_does_nothing(
    book: CompanyBook, store: Store, hand: Hand, firm: Firm
) -> None:
    await switch(store, hand, firm.company, "teleport")
    assert len((await calls(book, MAIN, phone="")).plan.steps) == 2


async def test_melody_of_an_employee_is_heard_by_who_calls_them(
    book: CompanyBook, store: Store, hand: Hand, firm: Firm
) -> None:
    await switch(store, hand, firm.company, "melody", firm.ivanov)
    ring = (await calls(book, DIRECT, phone="")).plan.steps[0]
    assert isinstance(ring, Ring)
    assert ring.music == employee_melody(firm.company, firm.ivanov)


async def test_department_in_turn_rings_its_people_one_after_another(
    book: CompanyBook, store: Store, firm: Firm
) -> None:
    async with store.write() as session:
        await session.execute(update(Department).values(strategy=Strategy.IN_TURN, announce_seconds=45))
    queue = (await calls(book, MAIN, phone="")).plan.steps[0]
    assert isinstance(queue, Queue)
    assert [person.phone for person in queue.people] == ["102", "101"]
    assert (queue.strategy, queue.ring_seconds, queue.speaks_every) == (Strategy.IN_TURN, 15.0, 45.0)


async def test_after_a_restart_it_is_known_who_calls(book: CompanyBook, firm: Firm) -> None:
    out, inside = await calls(book, CLIENT, leg_id="leg-1"), await calls(book, "101", phone="102", leg_id="leg-2")
    spoofed = await book.open("leg-3", "101", MAIN)
    assert spoofed is not None
    who = {call.id: call.calling for call in await book.unfinished()}
    assert who == {out.id: Person(firm.ivanov, "101"), inside.id: Person(firm.petrova, "102"), spoofed.id: None}


async def test_talk_is_kept_once_with_its_call_and_whoever_talked(
    book: CompanyBook, store: Store, hand: Hand, firm: Firm, tmp_path: Path
) -> None:
    came = hand.now()
    call = await calls(book, MAIN, phone="")
    name = talk_name(call.id)
    assert await book.open_for_recording(name) == OpenedCall(call.id, call.plan)
    await book.answered(call.id, firm.petrova, "peer")
    hand.advance(seconds=90)
    await book.ended(call.id, Outcome.ANSWERED)
    talk = RecordedTalk(tmp_path / f"{name}.wav", 88.5, 1_416_044, name)
    await book.talk_recorded(call.id, talk)
    await book.talk_recorded(call.id, talk)
    assert await book.open_for_recording(name) is None
    async with store.read() as session:
        kept = (await session.scalars(select(Recording))).one()
    assert (kept.company_id, kept.call_id, kept.employee_id) == (firm.company, call.id, firm.petrova)
    assert (kept.name, kept.file, kept.seconds, kept.bytes) == (name, f"{name}.wav", 88.5, 1_416_044)
    assert kept.created_at - came < timedelta(seconds=1)


async def test_talk_with_a_client_is_the_employees_who_called(
    book: CompanyBook, store: Store, firm: Firm, tmp_path: Path
) -> None:
    call = await calls(book, CLIENT)
    await book.stands(call.id, Progress.RINGING)
    await book.answered(call.id, firm.ivanov, "peer")
    await book.talk_recorded(call.id, RecordedTalk(tmp_path / "t.wav", 1.0, 16_044, talk_name(call.id)))
    async with store.read() as session:
        assert (await session.scalars(select(Recording.employee_id))).one() == firm.ivanov


async def test_companies_do_not_reach_each_others_phones(book: CompanyBook) -> None:
    assert await book.open("leg-1", "", "101", "201") is None
