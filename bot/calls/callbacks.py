"""Keeps the promises: each client who is owed a call waits in the line, then an employee is rung, then they are.

A coroutine for each request that waits. It knows its time by the loop's clock, so that a jump of the machine's clock
neither hurries nor holds it up; what is to survive us is the row.
"""

import asyncio
import logging
from dataclasses import replace

from bot.calls.desk import Desk
from bot.calls.journal import note
from bot.calls.outgoing import place
from bot.calls.ringing import PickedUp, Sought, phones
from bot.calls.talking import let_go
from bot.calls.two_legs import left_at
from bot.domain.callbacks import ahead
from bot.domain.plan import Dial
from bot.domain.sounds import RINGBACK
from bot.ports import Clock, Owed, PlacedCall, Promises

log = logging.getLogger(__name__)

TICK = 1.0  # seconds between looks at what has become due, or was changed by another process
LAPSES_EVERY = 30.0
PATIENCE = 120.0  # for which a request waits for whoever wants to make the call themselves


class Callbacks:
    """Calls back on one PBX."""

    def __init__(self, promises: Promises, desk: Desk, clock: Clock) -> None:
        self._promises = promises
        self._desk = desk
        self._clock = clock
        self._keeping: dict[Owed, asyncio.Task[None]] = {}
        self._begun: set[int] = set()  # an employee has picked up: no more to be stopped from outside
        self._settled: set[int] = set()  # came to an end while we looked: what we see of them is old

    async def run(self) -> None:
        """For ever; cancel it to stop."""
        loop = asyncio.get_running_loop()
        next_lapse = loop.time()
        try:
            while True:
                try:
                    if loop.time() >= next_lapse:
                        next_lapse = loop.time() + LAPSES_EVERY
                        await self._promises.lapse()
                    await self.look()
                    await self.find_strays()
                    await self._promises.asked(TICK)
                except Exception:
                    log.error("calls back stumbled and go on", exc_info=True)
                    await asyncio.sleep(TICK)
        finally:
            for task in (keeping := list(self._keeping.values())):
                task.cancel()
            await asyncio.gather(*keeping, return_exceptions=True)

    async def look(self) -> None:
        """Wait for whoever is new; no more for whoever was called, cancelled, hurried."""
        self._settled.clear()
        owed = [one for one in await self._promises.owed() if one.id not in self._settled]
        for gone in self._keeping.keys() - set(owed):
            if gone.id not in self._begun:
                self._keeping.pop(gone).cancel()
        kept = {one.id for one in self._keeping}
        for one in owed:
            if one.id not in kept:
                self._keeping[one] = asyncio.create_task(self._guarded(one))

    async def find_strays(self) -> None:
        """Attempts that nobody carries out: writing down their beginning, or their end, went wrong half-way."""
        for attempt in await self._promises.under_way():
            if attempt.request_id in self._begun or self._desk.knows(attempt.call_id):
                continue
            log.error("request %d: nobody carries out its call %d, it is over", attempt.request_id, attempt.call_id)
            await self._desk.line.book.ended(attempt.call_id, left_at(attempt.progress))
            await self._promises.settle(attempt)

    async def _guarded(self, owed: Owed) -> None:
        try:
            await self._keep(owed)
        except Exception:
            log.exception("request %d: its call back broke off, it is begun again", owed.id)
            await asyncio.sleep(TICK)
        finally:
            self._begun.discard(owed.id)
            self._settled.add(owed.id)
            if self._keeping.get(owed) is asyncio.current_task():
                del self._keeping[owed]

    async def _keep(self, owed: Owed) -> None:
        """Until an attempt has begun, which is the desk's from there on, or nobody has been free in time."""
        due, window = ahead(owed.due_at, owed.until, owed.attempts, self._clock.now())
        await asyncio.sleep(due)
        picked = await self._employee(owed, min(window, PATIENCE) if owed.wanted else window)
        if picked is None:
            await self._promises.nobody(owed)
            return
        try:
            placed = await self._begin(owed, picked)
        except BaseException:
            await self._give_back(picked)
            raise
        if placed:
            self._desk.carry_out(placed.call, self._dial(owed, placed, picked))
        else:
            await self._give_back(picked)

    async def _employee(self, owed: Owed, window: float) -> PickedUp | None:
        """Whoever of the department picks up first, as soon as it is the client's turn."""
        step = replace(owed.line, wait=window)
        if owed.wanted:
            step = replace(step, people=(owed.wanted,))
        name = f"cb{owed.id}"
        sought = Sought(
            name, owed.place, owed.client, owed.company_id, owed.client, promised=True, direct=owed.wanted is not None
        )
        async with phones(self._desk.line.pbx, self._desk.line.floor, step, sought) as ringing:
            await asyncio.wait((ringing.picked,), timeout=window)
            picked = ringing.take()
            if picked:
                self._begun.add(owed.id)
            return picked

    async def _begin(self, owed: Owed, picked: PickedUp) -> PlacedCall | None:
        """Not while the client waits on the line themselves: then they are the next to be answered."""
        if self._desk.line.floor.is_here(owed.line.department_id, owed.client):
            return None
        return await self._promises.begin(owed, picked.person.employee_id, picked.leg.id)

    async def _give_back(self, picked: PickedUp) -> None:
        self._desk.line.floor.release(picked.person)
        await picked.leg.hang_up()

    async def _dial(self, owed: Owed, placed: PlacedCall, picked: PickedUp) -> None:
        """The client is dialled once for this call; its end says what becomes of the request."""
        line, call, person = self._desk.line, placed.call, picked.person
        (dial,) = (step for step in call.plan.steps if isinstance(step, Dial))
        note(call.id, "ringing", "%s picked up, %s is called back", person.phone, owed.client)
        try:
            async with let_go(picked.leg):
                await place(line, picked.leg, call, person, dial, music=RINGBACK)
        finally:
            line.floor.talked(person)
            line.floor.release(person, owed.line.wrap_up)
