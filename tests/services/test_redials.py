"""Smart redial (O9) over the book: remembered at the end of a call to a client, used once when the client calls."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.db.models import Employee, Outbox
from bot.db.money_models import HoldingRow
from bot.db.order_models import OptionAmount, Redial
from bot.db.store import Store
from bot.domain.billing import Charge
from bot.domain.plan import Person, Ring, TakeMessage
from bot.domain.roles import Role
from bot.ports import OpenedCall, Outcome
from bot.services.book import CompanyBook
from bot.services.redials import follow_redials
from bot.services.removal import remove_people
from tests.databases import Hand
from tests.services.firm import DIRECT, MAIN, OTHERS, Firm, member

CLIENT, STRANGER = "+79007654321", "+79007654322"


@pytest.fixture
async def firm(firm: Firm, store: Store, hand: Hand) -> Firm:
    """Smart redial is on, and both employees show a Did to clients."""
    for key, of in (("smart-redial", 0), ("caller-id", firm.ivanov), ("caller-id", firm.petrova)):
        async with store.write() as session:
            held = {"kind": Charge.OPTIONS, "key": key, "of": of, "since": hand.now(), "until": None}
            session.add(HoldingRow(company_id=firm.company, **held))
    return firm


@pytest.fixture
def book(store: Store, hand: Hand, firm: Firm, tmp_path: Path) -> CompanyBook:
    return CompanyBook(store, hand, tmp_path, followers=(follow_redials,))


async def switch_off(store: Store, hand: Hand, key: str) -> None:
    async with store.write() as session:
        await session.execute(update(HoldingRow).where(HoldingRow.key == key).values(until=hand.now()))


class Telephones:
    """Calls, each on a leg of its own."""

    def __init__(self, book: CompanyBook) -> None:
        self.book = book
        self._legs = 0

    async def opened(self, caller: str, dialled: str, phone: str = "") -> OpenedCall:
        self._legs += 1
        call = await self.book.open(f"leg-{self._legs}", caller, dialled, phone)
        assert call
        return call

    async def calls_out(self, phone: str, outcome: Outcome, client: str = CLIENT) -> OpenedCall:
        call = await self.opened("", client, phone)
        if outcome is Outcome.ANSWERED:
            assert call.calling
            await self.book.answered(call.id, call.calling.employee_id, "dial-1")
        await self.book.ended(call.id, outcome)
        return call

    async def first_rung(self, caller: str = CLIENT, did: str = MAIN) -> Ring | None:
        """Whom a client who calls is led to before the usual route."""
        call = await self.opened(caller, did)
        await self.book.ended(call.id, Outcome.ABANDONED)
        first = call.plan.steps[0]
        return first if isinstance(first, Ring) and not first.waits else None


@pytest.fixture
def phones(book: CompanyBook) -> Telephones:
    return Telephones(book)


UNANSWERED = [
    Outcome.MISSED,
    Outcome.DECLINED,
    Outcome.BUSY,
    Outcome.UNREACHABLE,
    Outcome.ABANDONED,
    Outcome.INTERRUPTED,
]


@pytest.mark.parametrize("outcome", UNANSWERED)
@pytest.mark.parametrize("did", [MAIN, DIRECT])
async def test_a_client_who_was_not_reached_is_led_to_who_called(
    phones: Telephones, firm: Firm, outcome: Outcome, did: str
) -> None:
    await phones.calls_out("102", outcome)
    first = await phones.first_rung(did=did)
    assert first
    assert (first.people, first.seconds) == ((Person(firm.petrova, "102"),), 30.0)
    assert first.says == "Вы звонили в 12:00"


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.NOT_PLACED])
async def test_a_client_who_talked_or_was_never_dialled_is_not(phones: Telephones, outcome: Outcome) -> None:
    await phones.calls_out("102", outcome)
    assert await phones.first_rung() is None


async def test_it_is_used_once(phones: Telephones) -> None:
    await phones.calls_out("102", Outcome.MISSED)
    assert await phones.first_rung()
    assert await phones.first_rung() is None


async def test_the_same_leg_asked_for_twice_keeps_its_plan(phones: Telephones, book: CompanyBook) -> None:
    await phones.calls_out("102", Outcome.MISSED)
    assert await book.open("twice", CLIENT, MAIN) == await book.open("twice", CLIENT, MAIN)


async def test_the_last_caller_wins(phones: Telephones, firm: Firm) -> None:
    await phones.calls_out("101", Outcome.MISSED)
    await phones.calls_out("102", Outcome.DECLINED)
    first = await phones.first_rung()
    assert first
    assert first.people == (Person(firm.petrova, "102"),)


async def test_a_talk_with_anybody_settles_it(phones: Telephones) -> None:
    await phones.calls_out("101", Outcome.MISSED)
    await phones.calls_out("102", Outcome.ANSWERED)
    assert await phones.first_rung() is None


@pytest.mark.parametrize(("minutes", "back"), [(60, True), (61, False)])
async def test_the_window_is_an_hour_by_default(phones: Telephones, hand: Hand, minutes: int, back: bool) -> None:
    await phones.calls_out("102", Outcome.MISSED)
    hand.advance(minutes=minutes)
    assert (await phones.first_rung() is not None) is back


@pytest.mark.parametrize(("minutes", "back"), [(1440, True), (1441, False)])
async def test_the_window_may_be_set(
    phones: Telephones, store: Store, hand: Hand, firm: Firm, minutes: int, back: bool
) -> None:
    async with store.write() as session:
        where = {"company_id": firm.company, "option_key": "smart-redial", "amount_key": "window"}
        session.add(OptionAmount(**where, value=1440))
    await phones.calls_out("102", Outcome.MISSED)
    hand.advance(minutes=minutes)
    assert (await phones.first_rung() is not None) is back


async def test_others_and_hidden_callers_go_the_usual_way(phones: Telephones) -> None:
    await phones.calls_out("102", Outcome.MISSED)
    assert await phones.first_rung(STRANGER) is None
    assert await phones.first_rung("") is None
    assert await phones.first_rung(did=OTHERS) is None, "another company"
    assert await phones.first_rung()


async def test_without_a_did_on_the_clients_display_there_is_nothing_to_call_back(
    phones: Telephones, store: Store, hand: Hand
) -> None:
    await switch_off(store, hand, "caller-id")
    await phones.calls_out("102", Outcome.MISSED)
    assert await phones.first_rung() is None


@pytest.mark.parametrize("before", [True, False])
async def test_switched_off_it_leads_nobody(phones: Telephones, store: Store, hand: Hand, before: bool) -> None:
    if before:
        await switch_off(store, hand, "smart-redial")
    await phones.calls_out("102", Outcome.MISSED)
    await switch_off(store, hand, "smart-redial")
    assert await phones.first_rung() is None


async def test_an_employee_who_has_gone_is_not_rung(phones: Telephones, store: Store, firm: Firm) -> None:
    await phones.calls_out("102", Outcome.MISSED)
    async with store.write() as session:
        await remove_people(session, [firm.petrova])
    assert await phones.first_rung() is None


async def test_an_employees_own_telephone_that_calls_a_did_is_no_client(phones: Telephones, store: Store) -> None:
    async with store.write() as session:
        await session.execute(update(Employee).where(Employee.phone == "101").values(number=CLIENT))
    await phones.calls_out("102", Outcome.MISSED, STRANGER)
    call = await phones.opened(STRANGER, MAIN, "101")
    assert not isinstance(call.plan.steps[0], Ring), "the line of the department, as usual"


async def test_the_recording_that_the_pbx_took_alone_uses_nothing_up(phones: Telephones, book: CompanyBook) -> None:
    await phones.calls_out("102", Outcome.MISSED)
    name = f"fallback_{MAIN[1:]}_{CLIENT[1:]}_1785747600_1785747600.7"
    call = await book.open_for_recording(name)
    assert call
    assert isinstance(call.plan.steps[-1], TakeMessage)
    assert await phones.first_rung()


async def test_the_employee_is_told_why_in_the_chat_and_nobody_else_is(
    phones: Telephones, store: Store, firm: Firm
) -> None:
    account = await member(store, 7, firm.company, Role.STAFF, firm.petrova)
    await member(store, 8, firm.company, Role.ADMIN, firm.ivanov)
    await phones.calls_out("102", Outcome.MISSED)
    await phones.first_rung()
    async with store.read() as session:
        [parcel] = await session.scalars(select(Outbox).where(Outbox.kind == "redial"))
    assert (parcel.account_id, parcel.payload["client"]) == (account, CLIENT)


async def test_what_is_kept_does_not_pile_up(phones: Telephones, store: Store, hand: Hand) -> None:
    for number in range(5):
        await phones.calls_out("102", Outcome.MISSED, f"+7900765432{number}")
        hand.advance(hours=20)
    async with store.read() as session:
        assert len((await session.scalars(select(Redial.client))).all()) == 2
