"""A local switchboard with its telephones in people's hands."""

import asyncio
from dataclasses import dataclass

from bot.calls.desk import Desk
from bot.calls.line import Line
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import Phone, PhoneEvent, PhoneState
from tests.calls.company import CLIENT
from tests.calls.fakes import FakeBook


class Handset:
    """A phone with somebody who listens to everything it plays and notes everything it shows."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.heard = bytearray()
        self.shown: list[PhoneEvent] = []
        self._changed = asyncio.Event()
        self._tasks = [asyncio.ensure_future(self._listen()), asyncio.ensure_future(self._watch())]

    async def _listen(self) -> None:
        async for frame in self.phone.hears():
            self.heard += frame

    async def _watch(self) -> None:
        async for event in self.phone.events():
            self.shown.append(event)
            self._changed.set()

    async def until(self, state: PhoneState) -> PhoneEvent:
        """Wait until the phone is in this state."""
        while not self.shown or self.shown[-1].state is not state:
            self._changed.clear()
            await self._changed.wait()
        return self.shown[-1]

    def put_down(self) -> None:
        for task in self._tasks:
            task.cancel()


@dataclass
class World:
    """Everything a test about calls touches."""

    desk: Desk
    book: FakeBook
    pbx: LocalSwitchboard
    line: Line
    handsets: dict[str, Handset]

    def handset(self, number: str) -> Handset:
        if number not in self.handsets:
            self.handsets[number] = Handset(self.pbx.plug(number))
        return self.handsets[number]

    async def call(self, did: str) -> Handset:
        """The client dials; back when the PBX has answered."""
        client = self.handset(CLIENT)
        client.phone.dial(did)
        await client.until(PhoneState.TALKING)
        return client
