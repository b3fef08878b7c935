"""The company's records as live calls see them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from bot.db.models import Call, Did, Employee, Outbox, Voicemail
from bot.db.store import Store
from bot.domain.plan import Queue, Ring, TakeMessage
from bot.domain.recordings import FallbackRecording, fallback_name, voicemail_name
from bot.domain.roles import Role
from bot.ports import Channel, FallbackLine, LeftMessage, OpenedCall, Outcome, Progress
from bot.services.book import CompanyBook
from tests.databases import Hand
from tests.services.firm import DIRECT, MAIN, OTHERS, Firm, member

CALLER = "+79007654321"


@pytest.fixture
def book(store: Store, hand: Hand, firm: Firm, tmp_path: Path) -> CompanyBook:
    return CompanyBook(store, hand, tmp_path)


@pytest.fixture
async def two(url: str, book: CompanyBook, hand: Hand, tmp_path: Path) -> AsyncIterator[tuple[CompanyBook, ...]]:
    """The same book in two processes: they share the database and nothing else."""
    other = Store.open(url)
    yield book, CompanyBook(other, hand, tmp_path)
    await other.close()


async def opened(book: CompanyBook, dialled: str = MAIN, leg_id: str = "leg-1") -> OpenedCall:
    call = await book.open(leg_id, CALLER, dialled)
    assert call is not None
    return call


def message(folder: Path, call: OpenedCall, employee_id: int | None = None) -> LeftMessage:
    name = voicemail_name(call.id)
    return LeftMessage(folder / f"{name}.wav", 12.5, employee_id, name)


async def row(store: Store, call_id: int) -> Call:
    async with store.read() as session:
        return await session.get_one(Call, call_id)


async def parcels(store: Store) -> list[tuple[str, int, dict[str, object], int]]:
    columns = (Outbox.dedupe_key, Outbox.account_id, Outbox.payload, Outbox.priority)
    async with store.read() as session:
        return [tuple(found) for found in await session.execute(select(*columns).order_by(Outbox.id))]


async def test_main_number_rings_the_department_in_its_order_and_takes_a_message_for_the_company(
    book: CompanyBook, firm: Firm
) -> None:
    ring, take = (await opened(book)).plan.steps
    assert isinstance(ring, Queue)
    assert isinstance(take, TakeMessage)
    assert [(person.employee_id, person.phone) for person in ring.people] == [
        (firm.petrova, "102"),
        (firm.ivanov, "101"),
    ]
    assert (ring.ring_seconds, ring.music) == (15.0, f"company/{firm.company}/hold")
    assert (take.employee_id, take.prompt) == (None, f"company/{firm.company}/leave-message")


async def test_direct_number_rings_its_employee_and_takes_their_message(book: CompanyBook, firm: Firm) -> None:
    ring, take = (await opened(book, DIRECT)).plan.steps
    assert isinstance(ring, Ring)
    assert isinstance(take, TakeMessage)
    assert [person.employee_id for person in ring.people] == [firm.ivanov]
    assert take.employee_id == firm.ivanov


async def test_empty_department_goes_straight_to_the_message(book: CompanyBook, firm: Firm) -> None:
    [take] = (await opened(book, OTHERS)).plan.steps
    assert isinstance(take, TakeMessage)
    assert take.prompt == f"company/{firm.other_company}/leave-message"


@pytest.mark.parametrize("shape", ["+79923855259", "79923855259", "89923855259", "9923855259"])
async def test_did_is_found_in_whatever_shape_the_trunk_sends_it(book: CompanyBook, store: Store, shape: str) -> None:
    call = await opened(book, shape)
    assert (await row(store, call.id)).dialled == MAIN


@pytest.mark.parametrize("dialled", ["+79990000000", "", "101", "1001", "anonymous", "'; --", "７９９２３８５５２５９"])
async def test_unknown_did_opens_nothing(book: CompanyBook, store: Store, dialled: str) -> None:
    assert await book.open("leg-1", CALLER, dialled) is None
    async with store.read() as session:
        assert (await session.scalars(select(func.count(Call.id)))).one() == 0


@pytest.mark.parametrize(
    ("presented", "kept"),
    [("79007654321", CALLER), ("89007654321", CALLER), ("", ""), ("anonymous", "anonymous"), ("1001", "1001")],
)
async def test_caller_is_kept_as_a_number_where_it_is_one(
    book: CompanyBook, store: Store, presented: str, kept: str
) -> None:
    call = await book.open("leg-1", presented, MAIN)
    assert call is not None
    assert (await row(store, call.id)).caller == kept


async def test_leg_is_one_call_however_often_it_is_opened(book: CompanyBook, store: Store) -> None:
    first = await opened(book)
    async with store.write() as session:
        await session.execute(delete(Did).where(Did.number == MAIN))
    assert await opened(book) == first


async def test_two_processes_open_one_leg_once(two: tuple[CompanyBook, ...], store: Store) -> None:
    calls = await asyncio.gather(*(opened(book) for book in two * 3))
    assert len({call.id for call in calls}) == 1


async def test_call_is_followed_through_its_stages(book: CompanyBook, store: Store, hand: Hand, firm: Firm) -> None:
    call = await opened(book)
    await book.stands(call.id, Progress.RINGING)
    hand.advance(seconds=5)
    await book.answered(call.id, firm.ivanov, "peer-1")
    [unfinished] = await book.unfinished()
    assert (unfinished.id, unfinished.plan, unfinished.leg_id) == (call.id, call.plan, "leg-1")
    assert (unfinished.progress, unfinished.employee_id, unfinished.peer_leg_id) == (
        Progress.TALKING,
        firm.ivanov,
        "peer-1",
    )
    hand.advance(seconds=60)
    await book.ended(call.id, Outcome.ANSWERED)
    kept = await row(store, call.id)
    assert (kept.outcome, kept.progress) == (Outcome.ANSWERED, Progress.ENDED)
    assert kept.answered_at is not None
    assert kept.ended_at is not None
    assert kept.answered_at - kept.started_at == timedelta(seconds=5)
    assert kept.ended_at - kept.started_at == timedelta(seconds=65)
    assert await book.unfinished() == []


async def test_closed_call_stays_as_it_was_closed(book: CompanyBook, store: Store, hand: Hand, firm: Firm) -> None:
    call = await opened(book)
    await book.ended(call.id, Outcome.ABANDONED)
    closed = (await row(store, call.id)).ended_at
    hand.advance(seconds=9)
    await book.ended(call.id, Outcome.MISSED)
    await book.stands(call.id, Progress.RINGING)
    await book.answered(call.id, firm.ivanov, "peer")
    kept = await row(store, call.id)
    assert (kept.outcome, kept.progress, kept.ended_at) == (Outcome.ABANDONED, Progress.ENDED, closed)
    assert await book.unfinished() == []


async def test_message_closes_its_call_so_that_a_crash_right_after_it_leaves_nothing_open(
    book: CompanyBook, store: Store, tmp_path: Path
) -> None:
    call = await opened(book)
    await book.stands(call.id, Progress.RECORDING)
    await book.message_left(call.id, message(tmp_path, call))
    assert await book.unfinished() == []
    assert await book.open_for_recording(voicemail_name(call.id)) is None
    await book.ended(call.id, Outcome.MISSED)
    assert (await row(store, call.id)).outcome is Outcome.VOICEMAIL


async def test_message_found_after_its_call_was_closed_makes_it_a_voicemail(
    book: CompanyBook, store: Store, tmp_path: Path
) -> None:
    call = await opened(book)
    await book.ended(call.id, Outcome.MISSED)
    again = await book.open_for_recording(voicemail_name(call.id))
    assert again == call
    await book.message_left(call.id, message(tmp_path, call))
    assert (await row(store, call.id)).outcome is Outcome.VOICEMAIL


async def test_message_for_the_company_goes_to_its_administrators(
    book: CompanyBook, store: Store, firm: Firm, tmp_path: Path
) -> None:
    first = await member(store, 1, firm.company, Role.ADMIN)
    await member(store, 2, firm.company, Role.STAFF, firm.ivanov)
    await member(store, 3, firm.other_company, Role.ADMIN)
    second = await member(store, 4, firm.company, Role.ADMIN, firm.petrova)
    call = await opened(book)
    await book.message_left(call.id, message(tmp_path, call))
    assert await parcels(store) == [
        (f"voicemail:1:{account}", account, {"voicemail_id": 1}, 1) for account in (first, second)
    ]
    assert store.parcels[Channel.TELEGRAM].is_set()


async def test_message_for_an_employee_goes_to_them_alone(
    book: CompanyBook, store: Store, firm: Firm, tmp_path: Path
) -> None:
    await member(store, 1, firm.company, Role.ADMIN)
    ivanov = await member(store, 2, firm.company, Role.STAFF, firm.ivanov)
    await member(store, 3, firm.company, Role.STAFF, firm.petrova)
    call = await opened(book, DIRECT)
    await book.message_left(call.id, message(tmp_path, call, firm.ivanov))
    assert [account for _, account, *_ in await parcels(store)] == [ivanov]


@pytest.mark.parametrize("linked", [False, True])
async def test_message_for_an_employee_whom_telegram_cannot_reach_goes_to_the_administrators(
    book: CompanyBook, store: Store, firm: Firm, tmp_path: Path, linked: bool
) -> None:
    admin = await member(store, 1, firm.company, Role.ADMIN)
    if linked:
        await member(store, 2, firm.company, Role.STAFF, firm.ivanov, reachable=False)
    call = await opened(book, DIRECT)
    await book.message_left(call.id, message(tmp_path, call, firm.ivanov))
    assert [account for _, account, *_ in await parcels(store)] == [admin]


async def test_message_nobody_can_be_told_of_is_kept(book: CompanyBook, store: Store, tmp_path: Path) -> None:
    call = await opened(book)
    await book.message_left(call.id, message(tmp_path, call))
    assert await parcels(store) == []
    async with store.read() as session:
        kept = (await session.scalars(select(Voicemail))).one()
    assert (kept.file, kept.seconds, kept.heard_at) == (f"voicemail-{call.id}.wav", 12.5, None)


async def test_two_processes_deliver_a_message_once(
    two: tuple[CompanyBook, ...], store: Store, firm: Firm, tmp_path: Path
) -> None:
    await member(store, 1, firm.company, Role.ADMIN)
    call = await opened(two[0])
    await asyncio.gather(*(book.message_left(call.id, message(tmp_path, call)) for book in two * 3))
    assert len(await parcels(store)) == 1
    async with store.read() as session:
        assert (await session.scalars(select(func.count(Voicemail.id)))).one() == 1


async def test_employee_removed_during_the_call_breaks_nothing(
    book: CompanyBook, store: Store, firm: Firm, tmp_path: Path
) -> None:
    admin = await member(store, 1, firm.company, Role.ADMIN)
    call = await opened(book, DIRECT)
    async with store.write() as session:
        await session.execute(delete(Did).where(Did.number == DIRECT))
        await session.execute(delete(Employee).where(Employee.id == firm.ivanov))
    await book.answered(call.id, firm.ivanov, "peer")
    assert (await row(store, call.id)).progress is Progress.TALKING
    await book.message_left(call.id, message(tmp_path, call, firm.ivanov))
    assert [account for _, account, *_ in await parcels(store)] == [admin]


async def test_recording_taken_while_we_were_down_becomes_a_call(
    book: CompanyBook, store: Store, hand: Hand, tmp_path: Path
) -> None:
    night = hand.now() - timedelta(hours=7)
    name = fallback_name(FallbackRecording("79923855284", "79007654321", night, "1754181000-17"))
    call = await book.open_for_recording(name)
    assert call is not None
    kept = await row(store, call.id)
    assert (kept.caller, kept.dialled, kept.started_at) == (CALLER, DIRECT, night)
    assert await book.open_for_recording(name) == call
    await book.message_left(call.id, LeftMessage(tmp_path / f"{name}.wav", 3.0, None, name))
    assert await book.open_for_recording(name) is None
    async with store.read() as session:
        assert (await session.scalars(select(Voicemail.created_at))).one() == night


async def test_recording_of_a_call_that_the_pbx_took_over_from_us_belongs_to_that_call(
    book: CompanyBook, hand: Hand
) -> None:
    call = await opened(book, leg_id="1754181000.17")
    name = fallback_name(FallbackRecording("79923855259", "79007654321", hand.now(), "1754181000-17"))
    assert await book.open_for_recording(name) == call


@pytest.mark.parametrize(
    "name",
    ["voicemail-404", "voicemail-x", "fallback_79990000000_79007654321_1754181000_u-1", "fallback__", "talk-1", ""],
)
async def test_recording_of_which_nothing_is_known_is_nothing(book: CompanyBook, name: str) -> None:
    assert await book.open_for_recording(name) is None


async def test_fallback_lines_are_what_every_did_does_without_us(book: CompanyBook) -> None:
    assert set(await book.fallback_lines()) == {
        FallbackLine(MAIN, ("102", "101"), 15.0, "ru"),
        FallbackLine(DIRECT, ("101",), 20.0, "ru"),
        FallbackLine(OTHERS, (), 15.0, "en"),
    }
