"""An SMS network that does what a story says, a relay over it that may be killed, and the books of the company."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from pathlib import Path

from sqlalchemy import func, select

from bot.db.client_models import ClientMessage, ClientNotice, SmsPart, SmsStock
from bot.db.models import Outbox as OutboxRow
from bot.db.money_models import Ledger
from bot.db.outbox import Outbox
from bot.db.store import Store
from bot.delivery.pace import tempos
from bot.delivery.relay import Relay
from bot.delivery.sms import SmsSender
from bot.domain.billing import Charge
from bot.domain.catalogue import CATALOGUE
from bot.domain.client_notices import Scenario
from bot.domain.message_states import PartState
from bot.domain.money import rubles
from bot.ports import Channel, Later, Outcome, PartOut, PartRejected, Receipt
from bot.services.billing import Billing
from bot.services.book import CompanyBook
from bot.services.client_messages import ClientMessages
from bot.services.client_results import ClientResults
from tests.services.firm import MAIN, founded
from tests.virtual import VirtualClock

SIZE = 500  # parts of the pack that is bought
OPEN = 600.0  # seconds within which every message leaves the outbox, however often we are killed


class Fate(StrEnum):
    """Of a part that is handed over."""

    TAKEN = "taken"
    SLOW = "slow"  # taken after a while
    REFUSED = "refused"
    BUSY = "busy"  # surely not taken: it comes again
    ANSWER_LOST = "answer lost"  # taken, but nobody hears of it
    LINE_BROKE = "line broke"  # not taken, and nobody knows
    KILLED_BEFORE = "killed before"
    KILLED_AFTER = "killed after"


TAKES = {Fate.TAKEN, Fate.SLOW, Fate.ANSWER_LOST, Fate.KILLED_AFTER}
KILLS = {Fate.KILLED_BEFORE, Fate.KILLED_AFTER}


class When(StrEnum):
    """Of a receipt."""

    BEFORE_THE_ANSWER = "before the answer"
    SOON = "soon"
    LATE = "late"  # after everything is quiet


@dataclass(frozen=True)
class Step:
    """What becomes of one hand-over. `receipts`: of a part that is taken, in this order."""

    fate: Fate = Fate.TAKEN
    receipts: tuple[tuple[When, Receipt], ...] = ()


@dataclass
class Network:
    """`SmsLink`. After its story it takes everything and says nothing."""

    story: Iterator[Step]
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    taken: Counter[tuple[str, int, int]] = field(default_factory=Counter)  # by number, reference, place
    refused: set[tuple[str, int, int]] = field(default_factory=set)
    said: dict[tuple[str, int, int], list[Receipt]] = field(default_factory=dict)
    late: list[tuple[str, Receipt, PartOut]] = field(default_factory=list)
    killed: asyncio.Event = field(default_factory=asyncio.Event)
    soon: list[asyncio.Task[None]] = field(default_factory=list)
    alive: asyncio.Event = field(default_factory=asyncio.Event)  # receipts wait for it
    results: ClientResults | None = None  # of the present life

    async def submit(self, part: PartOut) -> str:
        step, key = next(self.story, Step()), (part.to, part.reference, part.place)
        network_id = str(next(self.ids))
        if step.fate in TAKES:
            self.taken[key] += 1
            for when, receipt in step.receipts:
                await self._schedule(when, network_id, receipt, part)
        match step.fate:
            case Fate.REFUSED:
                self.refused.add(key)
                raise PartRejected("no")
            case Fate.BUSY:
                raise Later(5, "busy")
            case Fate.ANSWER_LOST | Fate.LINE_BROKE:
                raise TimeoutError
            case Fate.SLOW:
                await asyncio.sleep(7)
            case Fate.KILLED_BEFORE | Fate.KILLED_AFTER:
                self.alive.clear()
                self.killed.set()
                await asyncio.Event().wait()
        return network_id

    async def _schedule(self, when: When, network_id: str, receipt: Receipt, part: PartOut) -> None:
        if when is When.LATE:
            self.late.append((network_id, receipt, part))
        elif when is When.BEFORE_THE_ANSWER:
            await self._tell(network_id, receipt, part)
        else:
            self.soon.append(asyncio.create_task(self._tell(network_id, receipt, part, 1)))

    async def _tell(self, network_id: str, receipt: Receipt, part: PartOut, after: float = 0) -> None:
        await asyncio.sleep(after)
        await self.alive.wait()
        assert self.results
        self.said.setdefault((part.to, part.reference, part.place), []).append(receipt)
        await self.results.receipt(network_id, receipt, part.to)

    async def tells_the_rest(self) -> None:
        """The receipts that are late."""
        self.alive.set()
        await asyncio.gather(*self.soon)
        for late in self.late:
            await self._tell(*late)


@dataclass
class Books:
    """What the company's books say in the end. `states`: of each part, by number, reference, place."""

    left: int
    purchases: int
    paid: list[str]
    states: dict[tuple[str, int, int], PartState]
    waiting: int

    @property
    def charged(self) -> int:
        return sum(state is not PartState.REJECTED for state in self.states.values())


class Firm:
    """A company that writes whom it has missed, over a network."""

    def __init__(self, store: Store, clock: VirtualClock, network: Network) -> None:
        self.store, self.clock, self.network = store, clock, network

    async def opens(self, text: str, left: int) -> None:
        firm = await founded(self.store)
        await Billing(self.store, self.clock, CATALOGUE).pay("romashka", rubles(10_000), "1")
        what = {"text": text, "sms": True, "telegram": False, "months": 1}
        stock = {"pack_key": "sms-500", "left": left, "of": left, "purchases": 0, "told": False}
        async with self.store.write() as session:
            session.add(ClientNotice(company_id=firm.company, scenario=Scenario.MISSED_IN, **what))
            session.add(SmsStock(company_id=firm.company, **stock))

    async def misses(self, *callers: str) -> None:
        book = CompanyBook(self.store, self.clock, Path(), followers=(ClientMessages(CATALOGUE),))
        for caller in callers:
            call = await book.open(f"leg-{caller}", caller, MAIN)
            assert call
            await book.ended(call.id, Outcome.MISSED)

    async def lives(self) -> None:
        """Until nothing is left to send; killed as often as the story says."""
        async with asyncio.timeout(OPEN):
            while await self._open_parcels():
                await self._life()

    async def _life(self) -> None:
        results = self.network.results = ClientResults(self.store, self.clock)
        outbox = Outbox(self.store, self.clock, Channel.SMS, (results.over,))
        relay = Relay(outbox, SmsSender(self.network, results), tempos()[Channel.SMS], self.clock)
        self.network.killed.clear()
        self.network.alive.set()
        running = asyncio.create_task(relay.run())
        while not self.network.killed.is_set() and await self._open_parcels():  # noqa: ASYNC110 - virtual time
            await asyncio.sleep(1)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    async def _open_parcels(self) -> int:
        async with self.store.read() as session:
            rows = select(func.count()).where(OutboxRow.channel == Channel.SMS, OutboxRow.done_at.is_(None))
            return await session.scalar(rows) or 0

    async def books(self) -> Books:
        async with self.store.read() as session:
            stock = (await session.scalars(select(SmsStock))).one()
            parts = select(ClientMessage.address, ClientMessage.id, SmsPart.number, SmsPart.state).join(
                SmsPart, SmsPart.message_id == ClientMessage.id
            )
            states = {(to, key % 256, place): state for to, key, place, state in await session.execute(parts)}
            paid = list(await session.scalars(select(Ledger.item).where(Ledger.kind == Charge.SMS)))
        return Books(stock.left, stock.purchases, paid, states, await self._open_parcels())
