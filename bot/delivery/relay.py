"""Carries one channel's parcels to their people: side by side, but in order and unhurried for each."""

import asyncio
import logging
from dataclasses import dataclass

from bot.db.outbox import Outbox
from bot.delivery.pace import Tempo
from bot.delivery.retry import TROUBLE, Flood, backoff
from bot.ports import Clock, Dead, Fate, Later, Parcel, Rejected, Sender

log = logging.getLogger(__name__)

LEASE = 60.0  # seconds for which a claimed parcel is ours
FRESH = 35.0  # seconds after the claim while there is still time for a send within the lease
IN_HAND = 100  # parcels
NEAR = 5.0  # seconds to a parcel's turn for which it is kept in hand
TICK = 1.0  # seconds between looks at the outbox: other processes write parcels too
SUSPICIOUS = 3  # chats told to slow down within a second: it is meant for all of them


@dataclass(frozen=True, slots=True)
class Held:
    """A parcel in hand, when it may go, and until when it is surely ours."""

    parcel: Parcel
    turn: float
    fresh_until: float


class Relay:
    """Never lost: a parcel leaves the outbox only once it is sent or cannot ever be.

    At least once; where the channel's word is at most once, a parcel of which nobody knows whether it arrived is over.
    """

    def __init__(self, outbox: Outbox, sender: Sender, tempo: Tempo, clock: Clock) -> None:
        self._outbox = outbox
        self._sender = sender
        self._clock = clock
        self._once = outbox.channel.at_most_once
        self._chats = tempo.each
        self._overall = tempo.overall
        self._lanes: dict[int | str, list[Held]] = {}
        self._in_hand: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._width = asyncio.Semaphore(tempo.width)
        self._floods: dict[int | str, float] = {}

    async def run(self) -> None:
        """For ever; cancel it to stop. What was in hand is claimed again after its lease."""
        try:
            while True:
                try:
                    await self._round()
                except Exception:
                    log.error("the relay stumbled and goes on", exc_info=True)
                    await asyncio.sleep(TICK)
        finally:
            for task in (working := list(self._tasks)):
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)

    async def _round(self) -> None:
        self._outbox.news.clear()
        room = IN_HAND - len(self._in_hand)
        parcels = await self._outbox.claim(room, LEASE) if room else []
        for parcel in parcels:
            await self._take(parcel)
        if not parcels:
            await self._rest()

    async def _rest(self) -> None:
        due = await self._outbox.next_due() if len(self._in_hand) < IN_HAND else None
        seconds = TICK if due is None else (due - self._clock.now()).total_seconds()
        try:
            async with asyncio.timeout(min(max(seconds, 0.02), TICK)):
                await self._outbox.news.wait()
        except TimeoutError:
            return

    async def _take(self, parcel: Parcel) -> None:
        if parcel.id in self._in_hand:
            return None
        who, now = parcel.recipient, _now()
        turn = self._chats.turn(who, parcel.id, now)
        if turn - now > NEAR:
            return await self._outbox.later(parcel.id, turn - now)
        self._in_hand.add(parcel.id)
        held = Held(parcel, turn, now + FRESH)
        if who in self._lanes:
            self._lanes[who].append(held)
            return None
        self._lanes[who] = [held]
        task = asyncio.create_task(self._work(who))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return None

    async def _work(self, who: int | str) -> None:
        lane = self._lanes[who]
        try:
            while lane:
                await _until(min(held.turn for held in lane))
                lane.sort(key=lambda held: held.turn)  # one that was put off may have come in behind a younger one
                await self._deliver(lane.pop(0))
        finally:
            self._in_hand.difference_update(held.parcel.id for held in lane)
            del self._lanes[who]

    async def _deliver(self, held: Held) -> None:
        parcel = held.parcel
        try:
            async with self._width:
                await _until(self._overall.turn(0, parcel.id, _now()))
                if _now() < held.fresh_until:
                    await self._send(parcel)
        except Exception:
            log.error("parcel %d stumbled; its lease brings it back", parcel.id, exc_info=True)
        finally:
            self._overall.done(0, parcel.id, _now())
            if len(self._in_hand) >= IN_HAND:  # others may wait for room
                self._outbox.news.set()
            self._in_hand.discard(parcel.id)

    async def _send(self, parcel: Parcel) -> None:
        if self._once and not await self._outbox.sending(parcel.id):
            return await self._outbox.over(parcel, Fate.UNKNOWN, "cut off by our end")
        try:
            await self._sender.send(parcel)
        except Later as later:
            return await self._postpone(parcel, later)
        except Dead as dead:
            log.info("parcel %d: %s cannot be reached: %s", parcel.id, parcel.recipient, dead)
            await self._outbox.over(parcel, Fate.GIVEN_UP, str(dead))
        except Rejected as error:
            log.exception("parcel %d (%s %s) is given up", parcel.id, parcel.kind, parcel.payload)
            await self._outbox.over(parcel, Fate.GIVEN_UP, str(error))
        except Exception as error:
            log.exception("parcel %d (%s %s) failed, and is tried again", parcel.id, parcel.kind, parcel.payload)
            await self._failed(parcel, error)
        else:
            await self._mark_sent(parcel)
        self._chats.done(parcel.recipient, parcel.id, _now())
        return None

    async def _failed(self, parcel: Parcel, error: Exception) -> None:
        """Only what the channel itself refuses is over. A full disk, a locked database, even a bug may pass; until
        then it keeps nobody waiting: those behind it in the chat go on."""
        if self._once:
            await self._outbox.over(parcel, Fate.UNKNOWN, repr(error))
        else:
            await self._outbox.later(parcel.id, backoff(parcel.attempts - 1, TROUBLE))
            self._outbox.news.set()

    async def _mark_sent(self, parcel: Parcel) -> None:
        """Until the database takes it: a parcel that has gone out unmarked would go out again."""
        while True:
            try:
                return await self._outbox.sent(parcel)
            except Exception:
                log.error("parcel %d is sent, which cannot be written down yet", parcel.id, exc_info=True)
                await asyncio.sleep(TICK)

    async def _postpone(self, parcel: Parcel, later: Later) -> None:
        log.warning("parcel %d waits %g s: %s", parcel.id, later.seconds, later)
        now = _now()
        self._chats.hold(parcel.recipient, now + later.seconds)
        if isinstance(later, Flood) and self._meant_for_all(parcel.recipient, now):
            self._overall.hold(0, now + later.seconds)
        lane = self._lanes[parcel.recipient]
        behind = [held.parcel for held in lane]
        lane.clear()  # now: what comes in while these are put off stays in it, behind them
        turns = {one.id: self._chats.turn(one.recipient, one.id, now) - now for one in (parcel, *behind)}
        try:
            await self._outbox.put_off(turns)
        finally:
            self._in_hand.difference_update(one.id for one in behind)
            self._outbox.news.set()

    def _meant_for_all(self, who: int | str, now: float) -> bool:
        self._floods = {other: at for other, at in self._floods.items() if at > now - 1} | {who: now}
        return len(self._floods) >= SUSPICIOUS


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - _now()))
