"""The story of an outgoing call: an employee's phone dials a client. Colleagues are rung as clients ring them."""

import asyncio

from bot.calls.incoming import finish
from bot.calls.journal import note
from bot.calls.line import Line
from bot.calls.talking import connect, let_go
from bot.domain.plan import Dial, Person
from bot.domain.sounds import Sound
from bot.ports import HangUpCause, HungUp, Leg, NoAnswer, NotAnswered, OpenedCall, Outcome, Progress

NONE = Sound("")
TOLD = {  # what the caller's phone is told of a client who did not pick up
    NoAnswer.BUSY: HangUpCause.BUSY,
    NoAnswer.DECLINED: HangUpCause.DECLINED,
    NoAnswer.TIMEOUT: HangUpCause.UNAVAILABLE,
    NoAnswer.UNAVAILABLE: HangUpCause.UNAVAILABLE,
}

CAME_TO = {
    NoAnswer.BUSY: Outcome.BUSY,
    NoAnswer.DECLINED: Outcome.DECLINED,
    NoAnswer.TIMEOUT: Outcome.MISSED,
    NoAnswer.UNAVAILABLE: Outcome.UNREACHABLE,
}


def unreached(reason: NoAnswer) -> Outcome:
    """What a call is whose client did not pick up."""
    return CAME_TO[reason]


async def place(line: Line, caller: Leg, call: OpenedCall, person: Person, dial: Dial, *, music: Sound = NONE) -> None:
    """Dial the client for `person`, who hears it ring; they talk, or the phone says why not.

    `music`: what a person hears who has picked up already; the telephone itself lets hear nothing then.
    """
    outcome, cause = Outcome.ABANDONED, HangUpCause.NORMAL
    try:
        await (caller.hold(music) if music else caller.ring_back())
        client = await _reach(line, caller, call, dial)
        outcome = Outcome.ANSWERED
        async with let_go(client):
            await line.book.answered(call.id, person.employee_id, client.id)
            note(call.id, "answered", "%s picked up", dial.number)
            await caller.answer()
            await connect(line, caller, client, call, record=dial.record)
    except NotAnswered as why:
        outcome, cause = unreached(why.reason), TOLD[why.reason]
        note(call.id, "ringing", "%s did not pick up: %s", dial.number, why.reason.value)
    except HungUp:
        pass  # the employee gave up
    await finish(line, caller, call, outcome, cause)


async def _reach(line: Line, caller: Leg, call: OpenedCall, dial: Dial) -> Leg:
    """The client's leg, or `NotAnswered`; `HungUp` when the employee gives up first, and nothing rings on."""
    await line.book.stands(call.id, Progress.DIALLING)
    note(call.id, "ringing", "dialling %s for %g s, who sees %s", dial.number, dial.seconds, dial.shows or "our trunk")
    # One leg id for a call: whatever crashes, the client is not dialled twice for it.
    dialling = line.pbx.ring(dial.number, leg_id=f"dial-{call.id}", caller_id=dial.shows, seconds=dial.seconds)
    ringing, gone = asyncio.ensure_future(dialling), asyncio.ensure_future(caller.gone())
    try:
        await asyncio.wait((ringing, gone), return_when=asyncio.FIRST_COMPLETED)
        if not ringing.done():
            raise HungUp
        return ringing.result()
    finally:
        gone.cancel()
        ringing.cancel()
        await asyncio.gather(ringing, gone, return_exceptions=True)
