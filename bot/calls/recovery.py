"""After a restart everyone is found again, and everything that was said meanwhile."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from bot.calls.incoming import finish, resume_recording, resume_talk, serve
from bot.calls.journal import note
from bot.calls.line import Line
from bot.calls.messages import keep_message
from bot.calls.stories import Stories, Story
from bot.calls.talking import keep_talk
from bot.calls.two_legs import go_on, left_at
from bot.domain.plan import Dial, TakeMessage, message_step, steps_at
from bot.domain.recordings import call_of, talk_call, voicemail_name
from bot.domain.resuming import left_of
from bot.ports import Leg, OpenedCall, Outcome, PbxUnreachable, Progress, UnfinishedCall

log = logging.getLogger(__name__)

GONE_MEANWHILE = {
    Progress.ARRIVED: Outcome.ABANDONED,
    Progress.RINGING: Outcome.ABANDONED,
    Progress.TALKING: Outcome.ANSWERED,
    Progress.PROMPT: Outcome.MISSED,
    Progress.RECORDING: Outcome.MISSED,
    Progress.PROMISED: Outcome.CALLBACK,
}


class Recovery:
    """`begun`: a call's story from where its caller is."""

    def __init__(self, line: Line, stories: Stories, begun: Callable[[OpenedCall, Leg], Story]) -> None:
        self._line = line
        self._stories = stories
        self._begun = begun
        self._collecting = asyncio.Lock()
        self.done = False

    async def collect(self) -> None:
        """Find everyone and everything again; asked for from time to time, since the PBX may be out of reach now.

        Once after a restart: who talks goes on talking, who waited is served. Each time: recordings that still lie at
        the PBX, taken while we were down or cut off by a crash, are delivered; and calls that broke off are closed.
        """
        async with self._collecting:
            try:
                if not self.done:
                    await self._recover()
                    self.done = True
                for name in await self._line.pbx.recordings():
                    if call_of(name) not in self._stories:
                        await self._try_to_collect(name)
                if self._stories.torn:
                    await self._close_torn()
            except PbxUnreachable:
                log.info("the PBX is out of reach: who and what is there is collected later")

    async def _recover(self) -> None:
        alive = {survivor.leg.id: survivor.leg for survivor in await self._line.pbx.survivors()}
        for unfinished in await self._line.book.unfinished():
            if unfinished.id not in self._stories:
                await self._recover_call(unfinished, alive)
        for stray in alive.values():
            log.info("leg %s: nobody's after our restart, ended", stray.id)
            await stray.hang_up()

    async def _try_to_collect(self, recording: str) -> None:
        """A recording that makes trouble keeps neither the others nor our start; it stays at the PBX till next time."""
        try:
            await self._collect_one(recording)
        except PbxUnreachable:
            raise
        except Exception:
            log.exception("recording %s: it could not be taken over now", recording)

    async def _collect_one(self, recording: str) -> None:
        call = await self._line.book.open_for_recording(recording)
        if call is None:
            await self._line.pbx.forget(recording)
        elif talk_call(recording):
            await keep_talk(self._line, call.id)
        else:
            kept = await keep_message(self._line, call, recording, _taken_at(call))
            await self._line.book.ended(call.id, Outcome.VOICEMAIL if kept else Outcome.MISSED)

    async def _close_torn(self) -> None:
        """Write down how calls ended whose end could not be written, by what the book knows of them."""
        torn = set(self._stories.torn)
        for left in await self._line.book.unfinished():
            if left.id in torn and not await self._speaks_at_the_pbx(left):
                await self._line.book.ended(left.id, _left_open(left))
                note(left.id, "ended", "it had broken off, its end is written down now")
        self._stories.torn -= torn

    async def _speaks_at_the_pbx(self, call: UnfinishedCall) -> bool:
        """What they said is `collect`'s, which closes the call."""
        spoken = call.progress is Progress.RECORDING
        return spoken and voicemail_name(call.id) in await self._line.pbx.recordings()

    async def _recover_call(self, unfinished: UnfinishedCall, alive: dict[str, Leg]) -> None:
        call = OpenedCall(unfinished.id, unfinished.plan, unfinished.calling, unfinished.branch)
        caller, peer = alive.pop(unfinished.leg_id, None), alive.pop(unfinished.peer_leg_id, None)
        if isinstance(call.plan.steps[0], Dial):
            await self._recover_outgoing(call, caller, go_on(self._line, unfinished, caller, peer))
            return
        if caller is None:
            await self._gone_meanwhile(unfinished, peer)
            return
        line, message = self._line, partial(message_step, call.plan, call.branch)
        match unfinished.progress:
            case Progress.TALKING if peer is not None:
                self._stories.spawn(call, caller, resume_talk(line, caller, peer, call, unfinished.employee_id))
            case Progress.TALKING:
                self._stories.spawn(call, caller, finish(line, caller, call, Outcome.ANSWERED))
            case Progress.RECORDING:
                self._stories.spawn(call, caller, resume_recording(line, caller, call, message()))
            case Progress.PROMISED:
                self._stories.spawn(call, caller, finish(line, caller, call, Outcome.CALLBACK))
            case Progress.PROMPT:
                self._stories.spawn(call, caller, serve(line, caller, call, (message(),)))
            case Progress.RINGING:
                note(call.id, "ringing", "still waiting after our restart")
                left = left_of(steps_at(call.plan, call.branch), unfinished.department_id, unfinished.waited)
                self._stories.spawn(call, caller, serve(line, caller, call, left))
            case _:
                self._stories.spawn(call, caller, self._begun(call, caller))

    async def _recover_outgoing(self, call: OpenedCall, caller: Leg | None, story: Story) -> None:
        """With nobody on the line there is but the book to be closed."""
        if caller:
            self._stories.spawn(call, caller, story)
        else:
            await story

    async def _gone_meanwhile(self, call: UnfinishedCall, peer: Leg | None) -> None:
        """The caller hung up while we were down."""
        if peer is not None:
            await peer.hang_up()
        if await self._speaks_at_the_pbx(call):
            return
        await self._line.book.ended(call.id, _left_open(call))
        note(call.id, "ended", "the caller had gone before our restart")


def _left_open(call: UnfinishedCall) -> Outcome:
    """What a call has come to whose end nobody has written down."""
    if isinstance(call.plan.steps[0], Dial):
        return left_at(call.progress, talked=call.calling is not None)
    return GONE_MEANWHILE[call.progress]


def _taken_at(call: OpenedCall) -> TakeMessage | None:
    """The step that takes the message; None where the plan takes none, as the PBX does not know."""
    try:
        return message_step(call.plan, call.branch)
    except ValueError:
        return None
