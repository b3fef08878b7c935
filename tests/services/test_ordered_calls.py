"""Calls that are ordered in the chat: who may, whom, how often; each is begun once, and its asker is told."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.models import Call, Outbox
from bot.db.money_models import HoldingRow
from bot.db.order_models import DiallingRow, OrderedCall
from bot.db.store import Store
from bot.domain.billing import Charge
from bot.domain.catalogue import CATALOGUE
from bot.domain.dialling import ASKED_BY_US, WHY, Denied
from bot.domain.effects import CallKind
from bot.domain.errors import Refused
from bot.domain.orders import STALE, Why, leg_of, spoken
from bot.domain.plan import Dial, Person, Say
from bot.domain.roles import Role
from bot.ports import Outcome, PlacedCall
from bot.services.book import CompanyBook
from bot.services.claims import Claims, follow_orders
from bot.services.ordered_calls import OrderedCalls
from bot.services.placing import Placing
from tests.databases import Hand
from tests.services.firm import MAIN, Firm, member

CLIENT = "+79007654321"
LONGEST = 4 * 3600.0  # seconds
Ask = Callable[..., Awaitable[int]]


@pytest.fixture
async def asker(store: Store, firm: Firm) -> int:
    return await member(store, 7, firm.company, Role.STAFF, firm.ivanov)


@pytest.fixture
def ask(store: Store, hand: Hand, firm: Firm, asker: int) -> Ask:
    async def ask(client: str = CLIENT, why: Why = Why.MISSED, voice: str = "") -> int:
        seat = firm.staff(firm.ivanov)
        return await OrderedCalls(store, hand).call(seat, firm.ivanov, client, why, asker, voice)

    return ask


@pytest.fixture
def claims(store: Store, hand: Hand) -> Claims:
    return Claims(store, hand, Placing(CATALOGUE, (follow_orders,)))


@pytest.fixture
def book(store: Store, hand: Hand, tmp_path_factory: pytest.TempPathFactory) -> CompanyBook:
    return CompanyBook(store, hand, tmp_path_factory.mktemp("voicemail"), followers=(follow_orders,))


async def rows(store: Store) -> list[OrderedCall]:
    async with store.read() as session:
        return list(await session.scalars(select(OrderedCall).order_by(OrderedCall.id)))


async def told(store: Store) -> list[tuple[str, object]]:
    async with store.read() as session:
        parcels = await session.scalars(select(Outbox).where(Outbox.kind == "ordered").order_by(Outbox.id))
        return [(parcel.payload["client"], parcel.payload["outcome"]) for parcel in parcels]


async def end(book: CompanyBook, claims: Claims, outcome: Outcome) -> PlacedCall:
    [placed] = await claims.claim()
    await book.ended(placed.call.id, outcome)
    return placed


async def test_an_order_becomes_a_call_of_the_employee_to_the_client(
    store: Store, firm: Firm, ask: Ask, claims: Claims
) -> None:
    order_id = await ask()
    [placed] = await claims.claim()
    assert placed.leg_id == leg_of(order_id)
    assert placed.call.calling == Person(firm.ivanov, "101")
    assert placed.call.plan.steps == (Dial(CLIENT, 60.0, longest=LONGEST),)
    async with store.read() as session:
        call = await session.get_one(Call, placed.call.id)
    kept = (call.company_id, call.direction, call.caller, call.dialled, call.employee_id, call.leg_id)
    assert kept == (firm.company, CallKind.OUTGOING, "101", CLIENT, firm.ivanov, placed.leg_id)


async def test_the_clients_display_and_the_recording_are_what_the_employees_options_say(
    store: Store, hand: Hand, firm: Firm, ask: Ask, claims: Claims
) -> None:
    async with store.write() as session:
        for key in ("caller-id", "number-recording"):
            held = {"kind": Charge.OPTIONS, "key": key, "of": firm.ivanov, "since": hand.now(), "until": None}
            session.add(HoldingRow(company_id=firm.company, **held))
    await ask()
    [placed] = await claims.claim()
    assert placed.call.plan.steps == (Dial(CLIENT, 60.0, shows=MAIN, record=True, longest=LONGEST),)


async def test_an_order_is_begun_once(ask: Ask, claims: Claims) -> None:
    await ask()
    assert len([it for found in await asyncio.gather(*(claims.claim() for _ in range(5))) for it in found]) == 1
    assert await claims.claim() == []


async def test_whoever_waits_for_orders_is_woken_by_the_commit(ask: Ask, claims: Claims) -> None:
    waiting = asyncio.create_task(claims.asked(3600))
    await asyncio.sleep(0)
    await ask()
    await asyncio.wait_for(waiting, 5)


async def test_two_who_ask_at_once_call_the_client_once(ask: Ask, claims: Claims) -> None:
    asked = await asyncio.gather(*(ask() for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(it, int) for it in asked) == 1
    assert {str(it) for it in asked if not isinstance(it, int)} == {WHY[Denied.OPEN]}
    assert len(await claims.claim()) == 1


@pytest.mark.parametrize(
    ("client", "denied"),
    [
        ("", Denied.HIDDEN),
        ("101", Denied.NO_NUMBER),
        ("+79401234567", Denied.RANGE),
        ("+375291234567", Denied.REGION),
        ("+78095551234", Denied.KIND),
        (MAIN, Denied.OWN),
        ("+79001112244", Denied.OWN),
    ],
)
async def test_who_must_not_be_dialled_is_refused(store: Store, ask: Ask, client: str, denied: Denied) -> None:
    with pytest.raises(Refused) as refused:
        await ask(client)
    assert refused.value.text == WHY[denied]
    assert await rows(store) == []


async def test_a_company_may_allow_another_country(store: Store, firm: Firm, ask: Ask) -> None:
    async with store.write() as session:
        session.add(DiallingRow(company_id=firm.company, regions="BY RU"))
    assert await ask("+375291234567")


async def test_a_burst_of_spoofed_callers_is_dialled_within_the_budget(ask: Ask, hand: Hand, claims: Claims) -> None:
    asked = [f"+7900{number:07d}" for number in range(1000)]
    for number in asked[: ASKED_BY_US.an_hour]:
        await ask(number)
    for number in asked[ASKED_BY_US.an_hour :]:
        with pytest.raises(Refused, match="Too many"):
            await ask(number)
    placed = [it for _ in range(10) for it in await claims.claim()]
    assert len(placed) == ASKED_BY_US.an_hour
    hand.advance(hours=1)
    assert await ask("+79007654322")


async def test_one_client_is_not_called_all_day(ask: Ask, hand: Hand, book: CompanyBook, claims: Claims) -> None:
    for _ in range(ASKED_BY_US.a_day):
        await ask()
        await end(book, claims, Outcome.MISSED)
        hand.advance(hours=1)
    with pytest.raises(Refused) as refused:
        await ask()
    assert refused.value.text == WHY[Denied.TODAY]
    hand.advance(hours=24)
    assert await ask()


async def test_a_client_who_is_on_the_line_is_not_called(ask: Ask, book: CompanyBook) -> None:
    call = await book.open("leg-1", CLIENT, MAIN)
    assert call
    with pytest.raises(Refused, match="on the line"):
        await ask()
    await book.ended(call.id, Outcome.ABANDONED)
    assert await ask()


async def test_staff_order_for_themselves_and_administrators_for_everybody_of_theirs(
    store: Store, hand: Hand, firm: Firm, asker: int
) -> None:
    orders = OrderedCalls(store, hand)
    with pytest.raises(Refused, match="your own telephone"):
        await orders.call(firm.staff(firm.ivanov), firm.petrova, CLIENT, Why.MISSED, asker)
    with pytest.raises(Refused, match="no telephone of yours"):
        await orders.call(firm.staff(None), None, CLIENT, Why.MISSED, asker)
    with pytest.raises(Refused, match="no telephone of yours"):
        await orders.call(firm.admin(), firm.stranger, CLIENT, Why.MISSED, asker)
    assert await orders.call(firm.admin(), firm.petrova, CLIENT, Why.MISSED, asker)


@pytest.mark.parametrize(
    ("outcome", "tells"), [(Outcome.ANSWERED, False), (Outcome.BUSY, True), (Outcome.NOT_PLACED, True)]
)
async def test_who_asked_is_told_what_they_did_not_hear_themselves(
    store: Store, ask: Ask, book: CompanyBook, claims: Claims, outcome: Outcome, tells: bool
) -> None:
    await ask()
    await end(book, claims, outcome)
    assert await told(store) == ([(CLIENT, outcome)] if tells else [])
    [row] = await rows(store)
    assert row.outcome is outcome
    assert await ask(), "the next one may be ordered"


async def test_a_spoken_answer_is_heard_by_the_client_alone_and_told_of_in_any_case(
    store: Store, firm: Firm, ask: Ask, book: CompanyBook, claims: Claims
) -> None:
    order_id = await ask(why=Why.VOICE, voice="answer.wav")
    placed = await end(book, claims, Outcome.ANSWERED)
    assert placed.call.plan.steps == (Dial(CLIENT, 60.0, longest=LONGEST), Say(spoken(order_id)))
    assert placed.call.calling is None
    assert await told(store) == [(CLIENT, Outcome.ANSWERED)]


async def test_an_administrator_without_a_telephone_may_answer_by_voice(
    store: Store, hand: Hand, firm: Firm, asker: int, claims: Claims
) -> None:
    await OrderedCalls(store, hand).call(firm.admin(), None, CLIENT, Why.VOICE, asker, "answer.wav")
    [placed] = await claims.claim()
    assert placed.call.calling is None


async def test_what_waited_over_a_long_absence_is_given_up_and_told(
    store: Store, hand: Hand, ask: Ask, claims: Claims
) -> None:
    await ask()
    hand.advance(seconds=(STALE + timedelta(seconds=1)).total_seconds())
    assert await claims.claim() == []
    assert await told(store) == [(CLIENT, Outcome.INTERRUPTED)]


async def test_what_was_ordered_just_before_a_restart_is_placed_after_it(
    store: Store, hand: Hand, ask: Ask, claims: Claims
) -> None:
    await ask()
    hand.advance(minutes=5)
    assert len(await claims.claim()) == 1
