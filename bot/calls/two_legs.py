"""The story of a call that we place ourselves: the employee's telephone rings first, then the client is dialled.

Every leg id is known before it is rung, and the book says DIALLING before the client is: whatever crashes, nobody is
dialled a second time for one call.
"""

import asyncio
import logging

from bot.calls.incoming import finish, resume_talk
from bot.calls.journal import note
from bot.calls.line import Line
from bot.calls.outgoing import NONE, place, unreached
from bot.calls.talking import let_go
from bot.domain.orders import PATIENCE, RING_SECONDS
from bot.domain.plan import Dial, Person, Say
from bot.domain.sounds import RINGBACK, Sound
from bot.ports import HangUpCause, HungUp, Leg, NotAnswered, OpenedCall, Outcome, PlacedCall, Progress, UnfinishedCall

log = logging.getLogger(__name__)


async def order_story(line: Line, placed: PlacedCall) -> None:
    """From the beginning: the employee is rung as soon as they are free, or the client hears what was spoken."""
    match placed.call.plan.steps:
        case (Dial() as dial, Say() as said):
            await say_to_client(line, placed, dial, said)
        case (Dial(),) if person := placed.call.calling:
            await _when_free(line, placed, person)


async def ring_then_dial(line: Line, placed: PlacedCall, person: Person) -> None:
    """Ring `person`, who sees the client's number; once they pick up, dial the client. Both legs are ended.

    Whoever calls this holds the person on the floor.
    """
    call = placed.call
    (dial,) = (step for step in call.plan.steps if isinstance(step, Dial))
    await line.book.stands(call.id, Progress.RINGING)
    note(call.id, "ringing", "ringing %s, to call %s then", person.phone, dial.number)
    try:
        employee = await line.pbx.ring(person.phone, leg_id=placed.leg_id, caller_id=dial.number, seconds=RING_SECONDS)
    except NotAnswered as why:
        note(call.id, "ringing", "%s did not pick up: %s", person.phone, why.reason.value)
        await _not_placed(line, call)
        return
    note(call.id, "ringing", "%s picked up, the client is next", person.phone)
    async with let_go(employee):
        await place(line, employee, call, person, dial, music=RINGBACK)


async def say_to_client(line: Line, placed: PlacedCall, dial: Dial, said: Say) -> None:
    """Dial the client, who hears it; ANSWERED when to its end, ABANDONED when they hung up before."""
    call = placed.call
    await line.book.stands(call.id, Progress.DIALLING)
    note(call.id, "ringing", "dialling %s, who is to hear an answer", dial.number)
    try:
        client = await line.pbx.ring(dial.number, leg_id=placed.leg_id, caller_id=dial.shows, seconds=dial.seconds)
    except NotAnswered as why:
        await line.book.ended(call.id, unreached(why.reason))
        note(call.id, "ended", "%s did not pick up: %s", dial.number, why.reason.value)
        return
    async with let_go(client):
        await line.book.answered(call.id, None, client.id)
        note(call.id, "answered", "%s picked up", dial.number)
        await _say(line, client, call, said)


async def go_on(line: Line, call: UnfinishedCall, caller: Leg | None, peer: Leg | None) -> None:
    """A call to a client that was open when we went down. `caller`: the leg that was first, if it lives on.

    Nobody is dialled who may have been already; an employee who waits for their client gets them.
    """
    opened = OpenedCall(call.id, call.plan, call.calling)
    match call.plan.steps, call.progress:
        case (Dial(), Say() as said), Progress.TALKING if caller:
            await _say(line, caller, opened, said)
        case (Dial(),), Progress.TALKING if caller and peer:
            await resume_talk(line, caller, peer, opened, call.employee_id)
        case (Dial() as dial,), Progress.ARRIVED | Progress.RINGING if caller and call.calling:
            await place(line, caller, opened, call.calling, dial, music=_heard(call))
        case _:
            await _part(line, opened, left_at(call.progress, talked=call.calling is not None), caller, peer)


def _heard(call: UnfinishedCall) -> Sound:
    """Who was rung by us has picked up; who dialled hears their own telephone's ringing tone."""
    return RINGBACK if call.progress is Progress.RINGING else NONE


def left_at(progress: Progress, *, talked: bool = True) -> Outcome:
    """What a call has come to that broke off here. `talked`: people, nobody had the client hear something."""
    match progress:
        case Progress.ARRIVED | Progress.RINGING:
            return Outcome.NOT_PLACED
        case Progress.TALKING if talked:
            return Outcome.ANSWERED
    return Outcome.INTERRUPTED


async def _part(line: Line, call: OpenedCall, outcome: Outcome, *legs: Leg | None) -> None:
    await line.book.ended(call.id, outcome)
    for leg in filter(None, legs):
        await leg.hang_up(HangUpCause.UNAVAILABLE)
    note(call.id, "ended", "our restart came between: %s", outcome.value)


async def _when_free(line: Line, placed: PlacedCall, person: Person) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            await line.floor.engage(person)
    except TimeoutError:
        note(placed.call.id, "ringing", "%s has been on the phone for too long", person.phone)
        await _not_placed(line, placed.call)
        return
    try:
        await ring_then_dial(line, placed, person)
    finally:
        line.floor.release(person)


async def _not_placed(line: Line, call: OpenedCall) -> None:
    await line.book.ended(call.id, Outcome.NOT_PLACED)
    note(call.id, "ended", "the client is not dialled")


async def _say(line: Line, client: Leg, call: OpenedCall, said: Say) -> None:
    try:
        await client.play(said.sound)
        outcome = Outcome.ANSWERED
    except HungUp:
        outcome = Outcome.ABANDONED
    await finish(line, client, call, outcome)
