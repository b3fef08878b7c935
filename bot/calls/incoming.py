"""The story of a caller who wants somebody of ours: tell, ring, talk, or take a message."""

import logging
from contextlib import suppress
from dataclasses import replace

from bot.calls.journal import note
from bot.calls.line import Line
from bot.calls.menu import choose
from bot.calls.messages import keep_message
from bot.calls.ringing import PickedUp
from bot.calls.talking import connect, let_go
from bot.calls.waiting import Wish, wait
from bot.domain.plan import Go, Menu, Queue, Ring, Say, Step, TakeMessage, is_recorded, steps_at, who_rings
from bot.domain.recordings import voicemail_name
from bot.domain.sounds import BEEP, in_words
from bot.ports import HangUpCause, HungUp, Leg, OpenedCall, Outcome, PbxUnreachable, Progress

log = logging.getLogger(__name__)


async def serve(line: Line, caller: Leg, call: OpenedCall, steps: tuple[Step, ...]) -> None:
    """Walk the steps (all of the plan's, or what is left of them after a restart) to the end of the call."""
    try:
        outcome = await _walk(line, caller, call, steps)
    except HungUp:
        outcome = Outcome.ABANDONED
    await finish(line, caller, call, outcome)


async def finish(
    line: Line, caller: Leg, call: OpenedCall, outcome: Outcome, cause: HangUpCause = HangUpCause.NORMAL
) -> None:
    """Close the call in the book and on the line; with its message the book has closed it already."""
    if outcome is not Outcome.VOICEMAIL:
        await line.book.ended(call.id, outcome)
    await caller.hang_up(cause)
    note(call.id, "ended", "%s", outcome.value)


async def _walk(line: Line, caller: Leg, call: OpenedCall, steps: tuple[Step, ...]) -> Outcome:
    await caller.answer()
    end = await _along(line, caller, call, steps)
    while isinstance(end, Go):
        await line.book.stands(call.id, Progress.ARRIVED, branch=end.branch)
        end = await _along(line, caller, call, steps_at(call.plan, end.branch))
    return end


async def _along(line: Line, caller: Leg, call: OpenedCall, steps: tuple[Step, ...]) -> Outcome | Go:
    """To the end of the call, or to where another branch goes on."""
    for step in steps:
        match step:
            case Say():
                note(call.id, "arrived", "hears %s", in_words(step.sound))
                await caller.play(step.sound)
            case Ring() if not step.waits and not any(map(line.floor.is_free, step.people)):
                note(call.id, "ringing", "%s on the phone, passed over", step.people[0].phone)
            case Ring() | Queue():
                if ended := await _ring(line, caller, call, step):
                    return ended
            case TakeMessage():
                return await _take_message(line, caller, call, step)
            case Menu():
                return await choose(caller, call, step)
            case Go():
                return step
    return Outcome.MISSED


async def _ring(line: Line, caller: Leg, call: OpenedCall, step: Ring | Queue) -> Outcome | None:
    """None: nobody picked up, and the caller is still there."""
    match await wait(line, caller, call, step):
        case PickedUp() as picked:
            await _talk(line, caller, call, step, picked)
            return Outcome.ANSWERED
        case Wish.CALLBACK:
            return await _promise(line, caller, call, step)
    return None


async def _talk(line: Line, caller: Leg, call: OpenedCall, step: Ring | Queue, picked: PickedUp) -> None:
    rest = 0.0
    try:
        async with let_go(picked.leg):
            await line.book.answered(call.id, picked.person.employee_id, picked.leg.id)
            note(call.id, "answered", "phone %s picked up", picked.person.phone)
            rest = step.wrap_up if isinstance(step, Queue) else 0.0
            await connect(line, caller, picked.leg, call, record=picked.person.record)
    finally:
        line.floor.talked(picked.person)
        line.floor.release(picked.person, rest)


async def _promise(line: Line, caller: Leg, call: OpenedCall, step: Ring | Queue) -> Outcome | None:
    """The caller has asked to be called back, which the book keeps before they are thanked."""
    assert isinstance(step, Queue)
    if not await line.book.callback_asked(call.id, step.department_id):
        note(call.id, "ringing", "has been called back often enough, goes on waiting")
        return await _ring(line, caller, call, replace(step, callback=None))
    note(call.id, "ringing", "will be called back")
    if step.callback:
        with suppress(HungUp):
            await caller.play(step.callback.thanks)
    return Outcome.CALLBACK


async def resume_talk(line: Line, caller: Leg, peer: Leg, call: OpenedCall, employee_id: int | None) -> None:
    """Two people who went on talking while we were away: see them to the end."""
    note(call.id, "answered", "still talking after our restart")
    picked_up = who_rings(call.plan, employee_id)
    with line.floor.calling(picked_up):
        await connect(line, caller, peer, call, record=is_recorded(call.plan, employee_id))
    await finish(line, caller, call, Outcome.ANSWERED)


async def resume_recording(line: Line, caller: Leg, call: OpenedCall, step: TakeMessage) -> None:
    """Somebody who was leaving a message when we went down: the PBX has gone on recording."""
    note(call.id, "voicemail", "still leaving a message after our restart")
    try:
        outcome = await _record(line, caller, call, step)
    except HungUp:
        outcome = Outcome.MISSED
    await finish(line, caller, call, outcome)


async def _take_message(line: Line, caller: Leg, call: OpenedCall, step: TakeMessage) -> Outcome:
    await line.book.stands(call.id, Progress.PROMPT)
    note(call.id, "voicemail", "nobody picked up, asking for a message")
    try:
        await caller.play(step.prompt)
        await line.book.stands(call.id, Progress.RECORDING)
        await caller.play(BEEP)  # from here on they speak: nothing may come between that could wait
        return await _record(line, caller, call, step)
    except HungUp:
        return Outcome.MISSED


async def _record(line: Line, caller: Leg, call: OpenedCall, step: TakeMessage) -> Outcome:
    recorded = await caller.record(voicemail_name(call.id), step.limits)
    note(call.id, "voicemail", "recorded %.1f s, ended by %s", recorded.seconds, recorded.ended_by.value)
    try:
        kept = await keep_message(line, call, recorded.name, step)
    except PbxUnreachable:
        log.warning("call %d: the PBX is out of reach, its recording will be collected later", call.id)
        await line.book.ended(call.id, Outcome.VOICEMAIL)
        return Outcome.VOICEMAIL
    return Outcome.VOICEMAIL if kept else Outcome.MISSED
