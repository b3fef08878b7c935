"""A caller waits: music, the announcement of the callback from time to time, and a phone that is picked up at last."""

import asyncio
from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from typing import Any

from bot.calls.floor import Floor
from bot.calls.journal import note
from bot.calls.line import Line
from bot.calls.ringing import Phones, PickedUp, Sought, phones
from bot.domain.plan import Queue, Ring
from bot.domain.queueing import Strategy
from bot.domain.sounds import Sound, place_in_line
from bot.ports import HungUp, Leg, OpenedCall, Progress

KEY = "1"
Words = tuple[Sound, ...]


class Wish(Enum):
    """What a caller has asked for."""

    CALLBACK = auto()


async def wait(line: Line, caller: Leg, call: OpenedCall, step: Ring | Queue) -> PickedUp | Wish | None:
    """Until somebody picks up, the caller asks for a call back, or the time is over (None). `HungUp`: they gave up."""
    department = step.department_id if isinstance(step, Queue) else None
    await line.book.stands(call.id, Progress.RINGING, department_id=department)
    if isinstance(step, Queue) and line.floor.waiting_in(step.department_id) >= step.capacity > 0:
        note(call.id, "ringing", "%d wait already, one too many", step.capacity)
        return None
    sought = Sought(str(call.id), call.id, caller.caller, client=caller.caller)
    async with phones(line.pbx, line.floor, step, sought) as ringing:
        _note_whom(call.id, step, ringing)
        gone = asyncio.create_task(caller.gone())
        words = partial(_words, line.floor, call.plan.company_id, step, ringing)
        hearing = asyncio.create_task(_entertain(caller, step, ringing, words))
        try:
            anything: tuple[asyncio.Future[Any], ...] = (ringing.picked, gone, hearing)
            await asyncio.wait(anything, timeout=step.seconds, return_when=asyncio.FIRST_COMPLETED)
            if ringing.picked.done():
                if isinstance(step, Ring) and ringing.picked.result() is None and not ringing.rang_out:
                    await line.book.cut_short(call.id)
                return ringing.take()
            if gone.done():
                raise HungUp
            return hearing.result() if hearing.done() else None
        finally:
            gone.cancel()
            hearing.cancel()
            await asyncio.gather(gone, hearing, return_exceptions=True)


def _note_whom(call_id: int, step: Ring | Queue, ringing: Phones) -> None:
    if rung := ", ".join(person.phone for person in ringing.ringing):
        note(call_id, "ringing", "ringing %s for %g s", rung, step.seconds)
    else:
        note(call_id, "ringing", "nobody is free, waits for %g s", step.seconds)


async def _entertain(caller: Leg, step: Ring | Queue, ringing: Phones, words: Callable[[], Words]) -> Wish:
    """What the caller hears, until they press 1 where that is offered."""
    now, offer = asyncio.get_running_loop().time, step.callback if isinstance(step, Queue) else None
    speaks = isinstance(step, Queue) and (step.tells_place or offer is not None)
    every = step.speaks_every if isinstance(step, Queue) else 0.0
    next_words, offered, playing = now() + every, False, None
    while True:
        ringing.changed.clear()
        if playing != (music := _music(step, ringing)):
            await caller.hold(music)
            playing = music
        if not speaks:
            await ringing.changed.wait()
            continue
        key = await _key(caller, ringing, next_words)
        if not key and now() >= next_words:
            if said := words():
                key, offered, playing = await caller.play(*said, barge_in=KEY if offer else ""), bool(offer), None
            next_words = now() + every
        if key == KEY and offered:  # whatever was pressed before was meant for somebody else
            return Wish.CALLBACK


def _words(floor: Floor, company_id: int, step: Ring | Queue, ringing: Phones) -> Words:
    """What is said from time to time: which one they are, and that they may be called back."""
    if not isinstance(step, Queue):
        return ()
    place = place_in_line(company_id, floor.number_of(ringing.place)) if step.tells_place else None
    offer = step.callback.announcement if step.callback else None
    return tuple(said for said in (place, offer) if said)


async def _key(caller: Leg, ringing: Phones, until: float) -> str:
    """A key of the caller's; "" at that time, or when other phones ring."""
    seconds = max(until - asyncio.get_running_loop().time(), 0.0)
    pressing = asyncio.ensure_future(caller.digit(seconds))
    changing = asyncio.ensure_future(ringing.changed.wait())
    try:
        await asyncio.wait((pressing, changing), return_when=asyncio.FIRST_COMPLETED)
        return pressing.result() if pressing.done() else ""
    finally:
        pressing.cancel()
        changing.cancel()
        await asyncio.gather(pressing, changing, return_exceptions=True)


def _music(step: Ring | Queue, ringing: Phones) -> Sound:
    """The melody of an employee who is rung alone (M8), else the step's."""
    alone = isinstance(step, Queue) and (step.strategy is not Strategy.ALL or len(step.people) == 1)
    own = [person.melody for person in ringing.ringing if alone and person.melody]
    return own[0] if own else step.music
