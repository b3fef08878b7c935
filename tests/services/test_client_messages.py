"""Messages to clients, from the end of a call to the outbox, with their packs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.db.client_models import ClientMessage, ClientNotice, LinkedClient, SmsPart, SmsStock
from bot.db.models import Outbox
from bot.db.money_models import HoldingRow, Ledger
from bot.db.store import Store
from bot.domain.billing import Charge
from bot.domain.catalogue import CATALOGUE
from bot.domain.client_notices import IN_TELEGRAM, Scenario
from bot.domain.money import rubles
from bot.domain.roles import Role
from bot.ports import Channel, Outcome
from bot.services.billing import Billing
from bot.services.book import CompanyBook
from bot.services.client_messages import ClientMessages
from tests.databases import Hand
from tests.services.firm import DIRECT, MAIN, Firm, member

CLIENT = "+79007654321"
CYRILLIC_LONG = "я" * 201  # three parts


class Line:
    """Clients who call in vain."""

    def __init__(self, book: CompanyBook, store: Store, hand: Hand) -> None:
        self.book, self.store, self.hand, self._legs = book, store, hand, 0

    async def calls(self, caller: str = CLIENT, outcome: Outcome = Outcome.MISSED, did: str = MAIN) -> None:
        self._legs += 1
        call = await self.book.open(f"leg-{self._legs}", caller, did)
        assert call
        self.hand.time += timedelta(seconds=20)
        await self.book.ended(call.id, outcome)

    async def messages(self) -> list[tuple[str, Channel]]:
        async with self.store.read() as session:
            rows = await session.execute(select(ClientMessage.text, ClientMessage.channel).order_by(ClientMessage.id))
            return [(text, channel) for text, channel in rows]

    async def parcels(self, kind: str = "client-message") -> int:
        async with self.store.read() as session:
            return await session.scalar(select(func.count()).where(Outbox.kind == kind)) or 0

    async def stock(self) -> tuple[int, int]:
        async with self.store.read() as session:
            row = (await session.scalars(select(SmsStock))).one()
            return row.left, row.purchases


@pytest.fixture
def line(store: Store, hand: Hand, firm: Firm, tmp_path: Path) -> Line:
    return Line(CompanyBook(store, hand, tmp_path, followers=(ClientMessages(CATALOGUE),)), store, hand)


async def given(store: Store, firm: Firm, *rows: Any, pack: str = "sms-500", left: int = 100) -> None:
    async with store.write() as session:
        session.add(SmsStock(company_id=firm.company, pack_key=pack, left=left, of=left, purchases=0, told=False))
        session.add_all(rows)


def notice(
    firm: Firm, scenario: Scenario = Scenario.MISSED_IN, text: str = "Перезвоним", **values: Any
) -> ClientNotice:
    row = {"sms": True, "telegram": False, "months": 1} | values
    return ClientNotice(company_id=firm.company, scenario=scenario, text=text, **row)


async def test_who_was_missed_is_written_once_an_hour(line: Line, store: Store, firm: Firm) -> None:
    await given(store, firm, notice(firm))
    await line.calls()
    assert await line.messages() == [("Перезвоним", Channel.SMS)]
    assert await line.stock() == (99, 0)
    for _ in range(20):
        await line.calls()
    assert await line.parcels() == 1
    line.hand.time += timedelta(hours=1)
    await line.calls()
    assert await line.parcels() == 2


async def test_nothing_is_written_that_is_not_switched_on(line: Line, store: Store, firm: Firm) -> None:
    await given(store, firm, notice(firm, sms=False), notice(firm, Scenario.CARD_OUT))
    await line.calls()
    assert await line.messages() == []


async def test_an_answered_call_brings_the_card_once_in_its_months(line: Line, store: Store, firm: Firm) -> None:
    await given(store, firm, notice(firm), notice(firm, Scenario.CARD_IN, "Мы здесь", months=1))
    await line.calls(outcome=Outcome.ANSWERED)
    await line.calls(outcome=Outcome.MISSED)
    await line.calls(outcome=Outcome.ANSWERED)
    assert [text for text, _ in await line.messages()] == ["Мы здесь", "Перезвоним"]


async def test_a_missed_call_does_not_use_up_the_card(line: Line, store: Store, firm: Firm) -> None:
    await given(store, firm, notice(firm), notice(firm, Scenario.CARD_IN, "Мы здесь"))
    await line.calls(outcome=Outcome.MISSED)
    await line.calls(outcome=Outcome.ANSWERED)
    assert [text for text, _ in await line.messages()] == ["Перезвоним", "Мы здесь"]


async def test_every_did_counts_and_calls_between_colleagues_do_not(line: Line, store: Store, firm: Firm) -> None:
    await given(store, firm, notice(firm))
    await line.calls(did=DIRECT)
    assert len(await line.messages()) == 1
    call = await line.book.open("internal", "", "102", phone="101")
    assert call
    await line.book.ended(call.id, Outcome.MISSED)
    assert len(await line.messages()) == 1


async def test_each_part_is_taken_and_the_pack_bought_where_they_do_not_suffice(
    line: Line, store: Store, hand: Hand, firm: Firm
) -> None:
    await given(store, firm, notice(firm, text=CYRILLIC_LONG), left=2)
    await Billing(store, hand, CATALOGUE).pay("romashka", rubles(10_000), "1")
    await line.calls()
    assert await line.stock() == (499, 1)
    async with store.read() as session:
        assert await session.scalar(select(func.count()).select_from(SmsPart)) == 3
        bought = (await session.execute(select(Ledger.item, Ledger.kopecks).where(Ledger.kind == Charge.SMS))).all()
    assert bought == [("sms-500#1", rubles(700))]


async def test_without_money_the_client_is_not_written_and_administrators_hear_it_once(
    line: Line, store: Store, firm: Firm
) -> None:
    await member(store, 701, firm.company, Role.ADMIN)
    await member(store, 702, firm.company, Role.STAFF, firm.ivanov)
    await given(store, firm, notice(firm), left=0)
    for number in range(3):
        await line.calls(f"+7900765430{number}")
    assert (await line.messages(), await line.parcels(), await line.parcels("no-sms")) == ([], 0, 1)
    assert await line.stock() == (0, 0)


async def test_telegram_for_who_linked_it_while_the_option_is_on(line: Line, store: Store, firm: Firm) -> None:
    linked = LinkedClient(company_id=firm.company, telegram_id=77, number=CLIENT, language="ru")
    await given(store, firm, notice(firm, telegram=True), linked)
    await line.calls()
    async with store.write() as session:
        option = {"kind": Charge.OPTIONS, "key": IN_TELEGRAM, "of": 0, "since": line.hand.now()}
        session.add(HoldingRow(company_id=firm.company, **option))
    line.hand.time += timedelta(hours=2)
    await line.calls()
    assert [channel for _, channel in await line.messages()] == [Channel.SMS, Channel.CLIENT]
    assert await line.stock() == (99, 0)


async def test_who_stopped_the_messages_gets_none(line: Line, store: Store, firm: Firm) -> None:
    stopped = LinkedClient(
        company_id=firm.company, telegram_id=77, number=CLIENT, language="ru", stopped_at=line.hand.now()
    )
    await given(store, firm, notice(firm), stopped)
    await line.calls()
    assert await line.messages() == []


async def test_another_companys_texts_are_its_own(line: Line, store: Store, firm: Firm) -> None:
    other = notice(firm)
    other.company_id = firm.other_company
    await given(store, firm, other)
    await line.calls()
    assert await line.messages() == []


async def test_five_hundred_calls_in_vain_are_one_sms(line: Line, store: Store, firm: Firm) -> None:
    await given(store, firm, notice(firm))
    for _ in range(500):
        await line.calls()
        line.hand.time -= timedelta(seconds=13)  # seven seconds from call to call: within the hour
    assert await line.messages() == [("Перезвоним", Channel.SMS)]
    assert (await line.parcels(), await line.stock()) == (1, (99, 0))


async def test_the_card_of_31_january_comes_again_on_28_february(line: Line, store: Store, firm: Firm) -> None:
    await given(store, firm, notice(firm, Scenario.CARD_IN, "Мы здесь", months=1))
    midnight = datetime(2027, 1, 30, 21, 0, tzinfo=UTC)  # the 31st in Moscow
    for days, hours, cards in ((0, 1, 1), (27, 23, 1), (28, 1, 2)):
        line.hand.time = midnight + timedelta(days=days, hours=hours)
        await line.calls(outcome=Outcome.ANSWERED)
        assert len(await line.messages()) == cards


@pytest.mark.parametrize(("shows_did", "texts"), [(False, []), (True, ["Мы звонили"])])
async def test_a_call_of_ours_is_through_a_did_once_the_client_sees_one(
    line: Line, store: Store, firm: Firm, shows_did: bool, texts: list[str]
) -> None:
    await given(store, firm, notice(firm, Scenario.MISSED_OUT, "Мы звонили"))
    if shows_did:
        async with store.write() as session:
            option = {"kind": Charge.OPTIONS, "key": "caller-id", "of": firm.ivanov, "since": line.hand.now()}
            session.add(HoldingRow(company_id=firm.company, **option))
    call = await line.book.open("out", "", CLIENT, phone="101")
    assert call
    line.hand.time += timedelta(seconds=20)
    await line.book.ended(call.id, Outcome.MISSED)
    assert [text for text, _ in await line.messages()] == texts
