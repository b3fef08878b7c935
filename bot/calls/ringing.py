"""Ringing several people at once: the first to pick up gets the caller, everybody else's phone falls silent."""

import asyncio
import secrets
from dataclasses import dataclass

from bot.calls.floor import Floor
from bot.domain.plan import Person, Ring
from bot.ports import HungUp, Leg, NoAnswer, NotAnswered, Pbx


@dataclass(frozen=True, slots=True)
class PickedUp:
    """Who answered, on which leg. They stay engaged on the floor until `Floor.release`."""

    person: Person
    leg: Leg


async def first_to_answer(pbx: Pbx, floor: Floor, caller: Leg, call_id: int, step: Ring) -> PickedUp | None:
    """Ring everybody of the step, those who are on the phone as soon as they are free, for `step.seconds` in all.

    None: nobody picked up. Raises `HungUp` when the caller gives up first: then nobody has missed a call.
    """
    deadline = asyncio.get_running_loop().time() + step.seconds
    reaching = {asyncio.create_task(_reach(pbx, floor, caller, call_id, p, deadline)) for p in step.people}
    gone = asyncio.create_task(caller.gone())
    waiting: set[asyncio.Task[PickedUp] | asyncio.Task[None]] = {*reaching, gone}
    picked: PickedUp | None = None
    try:
        while picked is None and not reaching.isdisjoint(waiting):
            _, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                raise HungUp
            picked = next(filter(None, map(_result, reaching)), None)
        return picked
    finally:
        gone.cancel()
        await _silence(reaching, floor, keep=picked)


async def _reach(pbx: Pbx, floor: Floor, caller: Leg, call_id: int, person: Person, deadline: float) -> PickedUp:
    try:
        async with asyncio.timeout_at(deadline):
            await floor.engage(person)
    except TimeoutError:
        raise NotAnswered(NoAnswer.BUSY) from None
    try:
        leg = await pbx.ring(
            person.phone,
            leg_id=f"ring-{call_id}-{person.employee_id}-{secrets.token_hex(3)}",
            caller_id=caller.caller,
            seconds=deadline - asyncio.get_running_loop().time(),
        )
    except BaseException:  # cancelled too: they are free again whatever happened
        floor.release(person)
        raise
    return PickedUp(person, leg)


def _result(task: asyncio.Task[PickedUp]) -> PickedUp | None:
    """Who this task reached; None while it rings and when they did not answer. A bug in it is raised."""
    if not task.done() or task.cancelled():
        return None
    try:
        return task.result()
    except NotAnswered:
        return None


async def _silence(reaching: set[asyncio.Task[PickedUp]], floor: Floor, keep: PickedUp | None) -> None:
    """Stop the other phones; whoever picked up in the same moment as the winner is let go."""
    for task in reaching:
        task.cancel()
    for ended in await asyncio.gather(*reaching, return_exceptions=True):
        if isinstance(ended, PickedUp) and ended is not keep:
            floor.release(ended.person)
            await ended.leg.hang_up()
