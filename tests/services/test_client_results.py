"""What the network says of parts, in every order: paid for once, given back at most once."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.db.client_models import ClientMessage, ClientNotice, SmsPart, SmsStock
from bot.db.models import Outbox as OutboxRow
from bot.db.outbox import Outbox
from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE
from bot.domain.client_notices import Scenario
from bot.domain.message_states import MessageState, PartState
from bot.ports import Channel, Fate, Outcome, Parcel, Receipt
from bot.services.book import CompanyBook
from bot.services.client_messages import ClientMessages
from bot.services.client_results import ClientResults
from tests.databases import Hand
from tests.services.firm import MAIN, Firm, founded

CLIENT, ANOTHER = "+79007654321", "+79007654322"
SENT, DELIVERED, REJECTED, UNKNOWN = PartState.SENT, PartState.DELIVERED, PartState.REJECTED, PartState.UNKNOWN


class Messages:
    """Messages of three parts each, of which nothing has gone out."""

    def __init__(self, store: Store, hand: Hand, firm: Firm) -> None:
        self.store, self.hand, self.firm = store, hand, firm
        self.results = ClientResults(store, hand)

    async def written(self, *numbers: str) -> list[int]:
        book = CompanyBook(self.store, self.hand, Path(), followers=(ClientMessages(CATALOGUE),))
        for number in numbers:
            call = await book.open(f"leg-{number}", number, MAIN)
            assert call
            await book.ended(call.id, Outcome.MISSED)
        async with self.store.read() as session:
            return list(await session.scalars(select(ClientMessage.id).order_by(ClientMessage.id)))

    async def over(self, fate: Fate) -> None:
        """The parcel of the first message leaves the outbox."""
        outbox = Outbox(self.store, self.hand, Channel.SMS, (self.results.over,))
        async with self.store.read() as session:
            row = (await session.scalars(select(OutboxRow).order_by(OutboxRow.id).limit(1))).one()
        parcel = Parcel(row.id, row.dedupe_key, row.kind, row.account_id, row.address, row.payload, row.attempts)
        await outbox.over(parcel, fate)

    async def parts(self) -> list[PartState]:
        async with self.store.read() as session:
            rows = select(SmsPart.state).order_by(SmsPart.message_id, SmsPart.number)
            return list(await session.scalars(rows))

    async def left(self) -> int:
        async with self.store.read() as session:
            return (await session.scalars(select(SmsStock.left))).one()

    async def state(self) -> MessageState:
        async with self.store.read() as session:
            return (await session.scalars(select(ClientMessage.state).order_by(ClientMessage.id).limit(1))).one()


@pytest.fixture
async def messages(store: Store, hand: Hand) -> Messages:
    firm = await founded(store)
    async with store.write() as session:
        what = {"text": "я" * 180, "sms": True, "telegram": False, "months": 1}
        session.add(ClientNotice(company_id=firm.company, scenario=Scenario.MISSED_IN, **what))
        session.add(SmsStock(company_id=firm.company, pack_key="", left=20, of=20, purchases=0, told=False))
    return Messages(store, hand, firm)


async def test_every_part_has_a_receipt_of_its_own(messages: Messages) -> None:
    (message,) = await messages.written(CLIENT)
    for part in (1, 2, 3):
        await messages.results.accepted(message, part, f"n{part}")
    assert await messages.state() is MessageState.SENT
    for part, said in ((1, Receipt.DELIVERED), (3, Receipt.DELIVERED), (2, Receipt.REJECTED)):
        await messages.results.receipt(f"n{part}", said, CLIENT)
    assert await messages.parts() == [DELIVERED, REJECTED, DELIVERED]
    assert await messages.state() is MessageState.FAILED
    assert await messages.left() == 18


async def test_the_first_word_counts_and_a_doubled_one_gives_nothing_back_twice(messages: Messages) -> None:
    (message,) = await messages.written(CLIENT)
    await messages.results.accepted(message, 1, "n1")
    for said in (Receipt.REJECTED, Receipt.REJECTED, Receipt.DELIVERED):
        await messages.results.receipt("n1", said, CLIENT)
    assert (await messages.parts())[0] is REJECTED
    assert await messages.left() == 18


async def test_a_receipt_may_come_before_the_answer(messages: Messages) -> None:
    (message,) = await messages.written(CLIENT)
    await messages.results.receipt("n1", Receipt.DELIVERED, CLIENT)
    await messages.results.accepted(message, 1, "n1")
    assert (await messages.parts())[0] is DELIVERED


async def test_where_the_line_breaks_one_part_is_unknown_and_those_behind_it_come_back(messages: Messages) -> None:
    (message,) = await messages.written(CLIENT)
    await messages.results.accepted(message, 1, "n1")
    await messages.over(Fate.UNKNOWN)
    await messages.over(Fate.UNKNOWN)
    assert await messages.parts() == [SENT, UNKNOWN, REJECTED]
    assert await messages.left() == 18


@pytest.mark.parametrize("early", [True, False])
async def test_an_unknown_part_is_settled_by_the_receipt_to_its_number(messages: Messages, early: bool) -> None:
    await messages.written(CLIENT)
    if early:
        await messages.results.receipt("n7", Receipt.DELIVERED, CLIENT)
    await messages.over(Fate.UNKNOWN)
    await messages.results.receipt("n8", Receipt.REJECTED, ANOTHER)
    if not early:
        await messages.results.receipt("n7", Receipt.DELIVERED, CLIENT)
    assert await messages.parts() == [DELIVERED, REJECTED, REJECTED]
    await messages.results.receipt("n7", Receipt.REJECTED, CLIENT)
    assert (await messages.parts())[0] is DELIVERED


async def test_a_receipt_of_a_part_long_ago_settles_no_unknown_one(messages: Messages) -> None:
    await messages.written(CLIENT)
    await messages.over(Fate.UNKNOWN)
    messages.hand.advance(days=4)
    await messages.results.receipt("n7", Receipt.DELIVERED, CLIENT)
    assert (await messages.parts())[0] is UNKNOWN


async def test_two_unknown_parts_to_one_number_are_not_guessed_at(messages: Messages) -> None:
    first, _ = await messages.written(CLIENT, ANOTHER)
    async with messages.store.write() as session:
        for part in await session.scalars(select(SmsPart).where(SmsPart.number < 3)):
            part.state = UNKNOWN if part.message_id == first else part.state
    await messages.results.receipt("n7", Receipt.DELIVERED, CLIENT)
    assert (await messages.parts())[:2] == [UNKNOWN, UNKNOWN]


async def test_what_was_said_twice_of_one_part_is_not_taken_for_another(messages: Messages) -> None:
    (message,) = await messages.written(CLIENT)
    await messages.results.accepted(message, 1, "n1")
    for _ in range(2):
        await messages.results.receipt("n1", Receipt.DELIVERED, CLIENT)
    await messages.over(Fate.UNKNOWN)
    assert (await messages.parts())[:2] == [DELIVERED, UNKNOWN]


async def test_a_networks_ids_may_come_again(messages: Messages) -> None:
    first, second = await messages.written(CLIENT, ANOTHER)
    await messages.results.accepted(first, 1, "1")
    await messages.results.receipt("1", Receipt.REJECTED, CLIENT)
    await messages.results.receipt("1", Receipt.REJECTED, CLIENT)
    await messages.results.accepted(second, 1, "1")
    assert (await messages.parts())[3] is SENT, "the doubled receipt was of the first one"
    await messages.results.receipt("1", Receipt.DELIVERED, ANOTHER)
    assert (await messages.parts())[3] is DELIVERED
