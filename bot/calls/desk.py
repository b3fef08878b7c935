"""The desk: every caller gets a coroutine, and after a restart everyone is found again."""

import logging

from bot.calls.incoming import serve
from bot.calls.journal import note
from bot.calls.line import Line
from bot.calls.outgoing import place
from bot.calls.recovery import Recovery
from bot.calls.stories import Stories, Story
from bot.domain.plan import Dial, steps_at
from bot.ports import HangUpCause, Leg, OpenedCall, PbxUnreachable

log = logging.getLogger(__name__)


class Desk:
    """Takes calls from a PBX until it is stopped."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._stories = Stories(line)
        self._recovery = Recovery(line, self._stories, self._story)

    async def start(self) -> None:
        """Serve callers, and those who were on the line when we went down."""
        await self._line.pbx.start(self.receive)
        await self.collect()

    async def stop(self) -> None:
        """Let go of the PBX first, so that the calls that end here do not end there."""
        await self._line.pbx.stop()
        await self._stories.stop()

    @property
    def line(self) -> Line:
        """What its calls share."""
        return self._line

    def knows(self, call_id: int) -> bool:
        """Whether its story goes on here, or may turn out to once the PBX is in reach."""
        return call_id in self._stories or not self._recovery.done

    def carry_out(self, call: OpenedCall, story: Story) -> None:
        """A call that we place ourselves; the story dials."""
        self._stories.carry_out(call, story)

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
        await self._stories.run(call, caller, self._story(call, caller))

    async def collect(self) -> None:
        """See `Recovery.collect`."""
        await self._recovery.collect()

    async def provision(self) -> None:
        """Tell the PBX what to do while we are down."""
        try:
            await self._line.pbx.provision(await self._line.book.fallback_lines())
        except PbxUnreachable:
            log.info("the PBX is out of reach, its fallback is brought up to date later")

    def _story(self, call: OpenedCall, caller: Leg) -> Story:
        """From the beginning, or from the menu where the caller was."""
        match steps_at(call.plan, call.branch):
            case (Dial() as dial,) if call.calling:
                return place(self._line, caller, call, call.calling, dial)
            case steps:
                return serve(self._line, caller, call, steps)
