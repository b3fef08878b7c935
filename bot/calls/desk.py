"""The desk: every caller gets a coroutine, and after a restart everyone is found again."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import AbstractContextManager
from functools import partial

from bot.calls.incoming import finish, resume_recording, resume_talk, serve
from bot.calls.journal import note
from bot.calls.line import Line
from bot.calls.messages import keep_message
from bot.calls.outgoing import place
from bot.calls.talking import keep_talk
from bot.calls.two_legs import go_on
from bot.domain.plan import Dial, TakeMessage, may_be_recorded, message_step, steps_at
from bot.domain.recordings import call_of, talk_call, talk_name, voicemail_name
from bot.domain.resuming import left_of
from bot.ports import HangUpCause, Leg, OpenedCall, Outcome, PbxUnreachable, Progress, UnfinishedCall

log = logging.getLogger(__name__)

Story = Coroutine[None, None, None]

GONE_MEANWHILE = {
    Progress.ARRIVED: Outcome.ABANDONED,
    Progress.RINGING: Outcome.ABANDONED,
    Progress.TALKING: Outcome.ANSWERED,
    Progress.PROMPT: Outcome.MISSED,
    Progress.RECORDING: Outcome.MISSED,
    Progress.PROMISED: Outcome.CALLBACK,
}


class Desk:
    """Takes calls from a PBX until it is stopped."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._live: dict[int, asyncio.Task[None]] = {}
        self._collecting = asyncio.Lock()
        self._recovered = False

    async def start(self) -> None:
        """Serve callers, and those who were on the line when we went down."""
        await self._line.pbx.start(self.receive)
        await self.collect()

    async def stop(self) -> None:
        """Let go of the PBX first, so that the calls that end here do not end there."""
        await self._line.pbx.stop()
        for task in self._live.values():
            task.cancel()
        await asyncio.gather(*self._live.values(), return_exceptions=True)

    @property
    def line(self) -> Line:
        """What its calls share."""
        return self._line

    def knows(self, call_id: int) -> bool:
        """Whether its story goes on here, or may turn out to once the PBX is in reach."""
        return call_id in self._live or not self._recovered

    def carry_out(self, call: OpenedCall, story: Story) -> None:
        """A call that we place ourselves; the story dials."""
        self._live[call.id] = asyncio.create_task(self._carry_out(call, story))

    async def receive(self, caller: Leg) -> None:
        """A caller has come in."""
        try:
            call = await self._line.book.open(caller.id, caller.caller, caller.dialled, caller.phone)
        except Exception:
            log.exception("leg %s: the book does not open, the PBX serves the caller alone", caller.id)
            await caller.fall_back()
            return
        if call is None:
            log.info("leg %s: %r dialled %r, which is nobody's", caller.id, caller.caller, caller.dialled)
            await caller.hang_up(HangUpCause.NO_SUCH_NUMBER)
            return
        note(call.id, "arrived", "%s calls %s", caller.caller or "hidden number", caller.dialled)
        await self._run(call, caller, self._story(call, caller))

    async def collect(self) -> None:
        """Find everyone and everything again; asked for from time to time, since the PBX may be out of reach now.

        Once after a restart: who talks goes on talking, who waited is served. Each time: recordings that still lie at
        the PBX, taken while we were down or cut off by a crash, are delivered.
        """
        async with self._collecting:
            try:
                if not self._recovered:
                    await self._recover()
                    self._recovered = True
                for name in await self._line.pbx.recordings():
                    if call_of(name) not in self._live:
                        await self._try_to_collect(name)
            except PbxUnreachable:
                log.info("the PBX is out of reach: who and what is there is collected later")

    async def _recover(self) -> None:
        alive = {survivor.leg.id: survivor.leg for survivor in await self._line.pbx.survivors()}
        for unfinished in await self._line.book.unfinished():
            if unfinished.id not in self._live:
                await self._recover_call(unfinished, alive)
        for stray in alive.values():
            log.info("leg %s: nobody's after our restart, ended", stray.id)
            await stray.hang_up()

    async def provision(self) -> None:
        """Tell the PBX what to do while we are down."""
        try:
            await self._line.pbx.provision(await self._line.book.fallback_lines())
        except PbxUnreachable:
            log.info("the PBX is out of reach, its fallback is brought up to date later")

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

    async def _recover_call(self, unfinished: UnfinishedCall, alive: dict[str, Leg]) -> None:
        call = OpenedCall(unfinished.id, unfinished.plan, unfinished.calling, unfinished.branch)
        caller, peer = alive.pop(unfinished.leg_id, None), alive.pop(unfinished.peer_leg_id, None)
        if isinstance(call.plan.steps[0], Dial):
            await self._recover_outgoing(call, caller, go_on(self._line, unfinished, caller, peer))
            return
        if caller is None:
            await self._gone_meanwhile(call, unfinished.progress, peer)
            return
        line, message = self._line, partial(message_step, call.plan, call.branch)
        match unfinished.progress:
            case Progress.TALKING if peer is not None:
                self._spawn(call, caller, resume_talk(line, caller, peer, call, unfinished.employee_id))
            case Progress.TALKING:
                self._spawn(call, caller, finish(line, caller, call, Outcome.ANSWERED))
            case Progress.RECORDING:
                self._spawn(call, caller, resume_recording(line, caller, call, message()))
            case Progress.PROMISED:
                self._spawn(call, caller, finish(line, caller, call, Outcome.CALLBACK))
            case Progress.PROMPT:
                self._spawn(call, caller, serve(line, caller, call, (message(),)))
            case Progress.RINGING:
                note(call.id, "ringing", "still waiting after our restart")
                left = left_of(steps_at(call.plan, call.branch), unfinished.department_id, unfinished.waited)
                self._spawn(call, caller, serve(line, caller, call, left))
            case _:
                self._spawn(call, caller, self._story(call, caller))

    async def _recover_outgoing(self, call: OpenedCall, caller: Leg | None, story: Story) -> None:
        """With nobody on the line there is but the book to be closed."""
        if caller:
            self._spawn(call, caller, story)
        else:
            await story

    async def _gone_meanwhile(self, call: OpenedCall, progress: Progress, peer: Leg | None) -> None:
        """The caller hung up while we were down. What they may have said is `collect`'s, which closes the call."""
        if peer is not None:
            await peer.hang_up()
        if progress is Progress.RECORDING and voicemail_name(call.id) in await self._line.pbx.recordings():
            return
        await self._line.book.ended(call.id, GONE_MEANWHILE[progress])
        note(call.id, "ended", "the caller had gone before our restart")

    def _story(self, call: OpenedCall, caller: Leg) -> Story:
        """From the beginning, or from the menu where the caller was."""
        match steps_at(call.plan, call.branch):
            case (Dial() as dial,) if call.calling:
                return place(self._line, caller, call, call.calling, dial)
            case steps:
                return serve(self._line, caller, call, steps)

    def _spawn(self, call: OpenedCall, caller: Leg, story: Story) -> None:
        self._live[call.id] = asyncio.create_task(self._run(call, caller, story))

    async def _run(self, call: OpenedCall, caller: Leg, story: Story) -> None:
        """Live while its story lasts. Where ours breaks off (a bug, a dead database), the PBX goes on alone."""
        task = asyncio.current_task()
        assert task is not None
        self._live[call.id] = task
        try:
            with self._line.floor.calling(call.calling), self._of(call, caller):
                await story
        except Exception:
            log.exception("call %d: broke off, the PBX serves the caller alone", call.id)
            await caller.fall_back()
        else:
            await self._keep_talk(call)
        finally:
            self._live.pop(call.id, None)

    async def _carry_out(self, call: OpenedCall, story: Story) -> None:
        try:
            with self._of(call):
                await story
        except Exception as error:
            log.error("call %d: broke off", call.id, exc_info=not isinstance(error, PbxUnreachable))
            await self._line.book.ended(call.id, Outcome.INTERRUPTED)
        else:
            await self._keep_talk(call)
        finally:
            self._live.pop(call.id, None)

    def _of(self, call: OpenedCall, caller: Leg | None = None) -> AbstractContextManager[None]:
        """The client whom it is about is on the line meanwhile; between colleagues there is none."""
        dialled = next((step.number for step in call.plan.steps if isinstance(step, Dial)), "")
        calls = caller.caller if caller and not call.calling else ""
        return self._line.floor.on_the_line(call.plan.company_id, dialled or calls)

    async def _keep_talk(self, call: OpenedCall) -> None:
        """What was recorded of a talk that is over; what cannot be kept now is still at the PBX for `collect`."""
        try:
            if may_be_recorded(call.plan) and talk_name(call.id) in await self._line.pbx.recordings():
                await keep_talk(self._line, call.id)
        except PbxUnreachable:
            log.warning("call %d: the PBX is out of reach, its talk will be collected later", call.id)
        except Exception:  # the call itself is over and well
            log.exception("call %d: its talk is not kept yet, it will be collected later", call.id)


def _taken_at(call: OpenedCall) -> TakeMessage | None:
    """The step that takes the message; None where the plan takes none, as the PBX does not know."""
    try:
        return message_step(call.plan, call.branch)
    except ValueError:
        return None
