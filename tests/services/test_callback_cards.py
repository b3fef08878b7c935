"""The list of calls that are owed: each one's place in its line, in one statement however long the list is."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.callback_models import CallbackRequest
from bot.db.models import Call, Department
from bot.db.store import Store
from bot.ports import Outcome, Progress
from bot.services.callback_cards import CallbackCards
from tests.databases import Hand
from tests.services.firm import MAIN, Firm
from tests.services.test_cost_of_a_call import counted

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def support(store: Store, firm: Firm) -> int:
    """Another department of the same company."""
    async with store.write() as session:
        row = Department(company_id=firm.company, name="Поддержка", ring_seconds=15)
        session.add(row)
        await session.flush()
        return row.id


async def sales(store: Store, firm: Firm) -> int:
    async with store.read() as session:
        return (await session.scalars(select(Department.id).where(Department.company_id == firm.company))).first() or 0


async def comes(store: Store, firm: Firm, hand: Hand, department: int, n: int, *, promised: bool) -> None:
    """The n-th caller: still waits on the line, or has gone home with a promise."""
    now, number = hand.now(), f"+7900123450{n}"
    over = {"progress": Progress.ENDED, "outcome": Outcome.CALLBACK, "ended_at": now} if promised else {}
    facts = {"company_id": firm.company, "leg_id": f"leg-{n}", "caller": number, "dialled": MAIN, "plan": {}}
    facts |= {"progress": Progress.RINGING, "department_id": department, "peer_leg_id": "", "started_at": now} | over
    async with store.write() as session:
        call = Call(**facts)
        session.add(call)
        await session.flush()
        if promised:
            at = {"asked_at": now, "due_at": now, "until": now + 10 * MINUTE}
            row = {"company_id": firm.company, "department_id": department, "client": number, "place": call.id}
            session.add(CallbackRequest(**row, **at))


async def test_each_has_their_place_among_those_on_the_line_and_those_gone_home(
    store: Store, firm: Firm, hand: Hand, support: int
) -> None:
    ours = await sales(store, firm)
    cards = CallbackCards(store, hand)
    for n, (department, promised) in enumerate(
        ((ours, True), (support, True), (ours, False), (ours, True), (support, True), (ours, True), (ours, False))
    ):
        await comes(store, firm, hand, department, n, promised=promised)
    shown = await cards.all(firm.admin())
    places = {(card.department, card.client[-1]): card.place for card in shown}
    assert places == {
        ("Отдел продаж", "0"): 1,
        ("Поддержка", "1"): 1,
        ("Отдел продаж", "3"): 3,
        ("Поддержка", "4"): 2,
        ("Отдел продаж", "5"): 4,
    }
    assert [card.client[-1] for card in await cards.all(firm.staff(firm.ivanov))] == ["0", "3", "5"]


async def test_a_long_list_takes_as_many_statements_as_a_short_one(store: Store, firm: Firm, hand: Hand) -> None:
    ours, cards = await sales(store, firm), CallbackCards(store, hand)
    await comes(store, firm, hand, ours, 0, promised=True)
    with counted(store) as short:
        assert len(await cards.all(firm.admin())) == 1
    for n in range(1, 6):
        await comes(store, firm, hand, ours, n, promised=True)
    with counted(store) as long:
        assert len(await cards.all(firm.admin())) == 6
    assert len(long) == len(short)
