"""The calls that go on in this process: each has a story, and each ends well or goes to the PBX."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import AbstractContextManager

from bot.calls.line import Line
from bot.calls.talking import keep_talk
from bot.domain.plan import Dial, may_be_recorded
from bot.domain.recordings import talk_name
from bot.ports import Leg, OpenedCall, Outcome, PbxUnreachable

log = logging.getLogger(__name__)

Story = Coroutine[None, None, None]


class Stories:
    """`in` asks whether a call's story goes on here. `torn`: calls that broke off and may be open in the book."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._live: dict[int, asyncio.Task[None]] = {}
        self.torn: set[int] = set()

    def __contains__(self, call_id: object) -> bool:
        return call_id in self._live

    @property
    def tasks(self) -> tuple[asyncio.Task[None], ...]:
        """Those that go on."""
        return tuple(self._live.values())

    async def stop(self) -> None:
        """Each one stops where it is."""
        tasks = self.tasks
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def spawn(self, call: OpenedCall, caller: Leg, story: Story) -> None:
        """As `run`, in a task of its own."""
        self._live[call.id] = asyncio.create_task(self.run(call, caller, story))

    def carry_out(self, call: OpenedCall, story: Story) -> None:
        """A call that we place ourselves; the story dials."""
        self._live[call.id] = asyncio.create_task(self._carried_out(call, story))

    async def run(self, call: OpenedCall, caller: Leg, story: Story) -> None:
        """Live while its story lasts. Where ours breaks off (a bug, a dead database), the PBX goes on alone."""
        task = asyncio.current_task()
        assert task is not None
        self._live[call.id] = task
        try:
            with self._line.floor.calling(call.calling), self._of(call, caller):
                await story
        except Exception:
            log.exception("call %d: broke off, the PBX serves the caller alone", call.id)
            self.torn.add(call.id)
            await caller.fall_back()
        else:
            await self._keep_talk(call)
        finally:
            self._live.pop(call.id, None)

    async def _carried_out(self, call: OpenedCall, story: Story) -> None:
        try:
            with self._of(call):
                await story
        except Exception as error:
            log.error("call %d: broke off", call.id, exc_info=not isinstance(error, PbxUnreachable))
            await self._interrupted(call)
        else:
            await self._keep_talk(call)
        finally:
            self._live.pop(call.id, None)

    async def _interrupted(self, call: OpenedCall) -> None:
        try:
            await self._line.book.ended(call.id, Outcome.INTERRUPTED)
        except Exception:
            log.exception("call %d: its end is not written down yet", call.id)
            self.torn.add(call.id)

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
