"""An outbox with four people, and a relay over it in virtual time; only the channel is a fake."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.outbox import Outbox, add
from bot.db.store import Store
from bot.delivery.pace import tempos
from bot.delivery.relay import Relay
from bot.ports import Channel, Fate, Parcel
from bot.services.people import People
from tests.virtual import VirtualClock

ANNA, BORIS, VERA, GALINA = 1, 2, 3, 4
NAMES = ("Anna", "Boris", "Vera", "Galina")

Troubles = dict[str, list[Exception]]


@dataclass
class FakeSender:
    """Writes down what was sent when; `troubles` are raised once each, in order, for the parcel of that text."""

    clock: VirtualClock
    troubles: Troubles = field(default_factory=dict)
    seconds: float = 0.0
    sent: list[tuple[int, str, float]] = field(default_factory=list)
    tried: int = 0

    async def send(self, parcel: Parcel) -> None:
        self.tried += 1
        await asyncio.sleep(self.seconds)
        text = str(parcel.payload["text"])
        if self.troubles.get(text):
            raise self.troubles[text].pop(0)
        self.sent.append((parcel.account_id, text, asyncio.get_running_loop().time()))

    def texts(self, account: int) -> list[str]:
        return [text for who, text, _ in self.sent if who == account]

    def times(self, account: int, since: float) -> list[float]:
        return [round(at - since, 1) for who, _, at in self.sent if who == account]


class Post:
    """An outbox with four people, a relay over it, and the channel."""

    def __init__(self, store: Store, clock: VirtualClock, channel: Channel = Channel.TELEGRAM) -> None:
        self.store = store
        self.people = People(store, clock)
        self.outbox = Outbox(store, clock, channel, watchers=(self._over,))
        self.ends: dict[str, Fate] = {}
        self.clock = clock
        self.sender = FakeSender(clock)
        self.started = 0.0
        self._running: asyncio.Task[None] | None = None
        self._count = 0

    async def put(self, account: int, *texts: str, priority: int = 5, key: str = "") -> None:
        async with self.store.write() as session:
            for text in texts:
                self._count += 1
                what = {"key": key or str(self._count), "kind": "text", "payload": {"text": text}, "priority": priority}
                how = {"now": self.clock.now(), "channel": self.outbox.channel}
                await add(session, account_id=account, **how, **what)  # type: ignore[arg-type]

    async def _over(self, _: AsyncSession, parcel: Parcel, fate: Fate) -> None:
        self.ends[str(parcel.payload["text"])] = fate

    def start(self) -> None:
        relay = Relay(self.outbox, self.sender, tempos()[self.outbox.channel], self.clock)
        self.started = asyncio.get_running_loop().time()
        self._running = asyncio.create_task(relay.run())

    async def stop(self) -> None:
        if self._running:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def until(self, true: Callable[[], bool], seconds: float = 600) -> None:
        async with asyncio.timeout(seconds):
            while not true():  # noqa: ASYNC110 - virtual time: looking costs nothing, and sees any state
                await asyncio.sleep(0.05)
