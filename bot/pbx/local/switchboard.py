"""The switchboard: phones are plugged into it, the call flow rings them and answers them."""

import asyncio
import logging
import shutil
from collections import deque
from contextlib import nullcontext
from pathlib import Path
from uuid import uuid4

from bot.domain.sounds import Sound
from bot.pbx.local.leg import LocalLeg
from bot.pbx.local.line import Line
from bot.pbx.local.phone import LocalPhone
from bot.pbx.local.shelf import Shelf
from bot.pbx.local.talk import talk
from bot.ports import FallbackLine, HangUpCause, HungUp, Leg, NoAnswer, NotAnswered, OnLeg, Sounds, Survivor

log = logging.getLogger(__name__)

USED = 1000  # leg ids that are remembered: whoever asks twice asks within a call
CLOSING = 5.0  # seconds that calls have for their closing writes when we stop


class LocalSwitchboard:
    """`Pbx` and `Switchboard` in this process; calls die with it, recordings stay in `folder`/recordings."""

    def __init__(self, sounds: Sounds, folder: Path) -> None:
        self._sounds = sounds
        self._shelf = Shelf(folder / "recordings")
        self._phones: dict[str, LocalPhone] = {}
        self._rung: deque[str] = deque(maxlen=USED)  # leg ids that were used
        self._calls: set[asyncio.Task[None]] = set()
        self._on_leg: OnLeg | None = None

    def plug(self, number: str) -> LocalPhone:
        return self._phones.setdefault(number, LocalPhone(number, self._dialled))

    async def start(self, on_leg: OnLeg) -> None:
        self._shelf.open()
        self._on_leg = on_leg

    async def stop(self) -> None:
        """Every call ends as if the person had hung up; what is being recorded is finished."""
        self._on_leg = None
        for phone in self._phones.values():
            phone.hang_up()
        if self._calls:
            _, late = await asyncio.wait(self._calls, timeout=CLOSING)
            for call in late:
                call.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def ring(self, phone: str, *, leg_id: str, caller_id: str, seconds: float, name: str = "") -> Leg:
        line = self._call(phone, leg_id, caller_id, name)
        log.info("leg %s: %s rings", leg_id, phone)
        reason = NoAnswer.DECLINED
        try:
            async with asyncio.timeout(seconds):
                await line.settled.wait()
        except TimeoutError:
            reason = NoAnswer.TIMEOUT
        except asyncio.CancelledError:
            line.end(HangUpCause.NORMAL)  # also when it was answered in this very moment: nobody will have the leg
            raise
        if line.answered:
            log.info("leg %s: %s answered", leg_id, phone)
            return LocalLeg(leg_id, caller_id, phone, line, self._sounds, self._shelf)
        line.end(HangUpCause.NORMAL)
        raise NotAnswered(reason)

    async def talk(self, a: Leg, b: Leg, *, talk_id: str, record: str = "") -> Leg:
        assert isinstance(a, LocalLeg)
        assert isinstance(b, LocalLeg)
        a.quiet()
        b.quiet()
        log.info("talk %s: leg %s and leg %s", talk_id, a.id, b.id)
        with self._shelf.begin(record) if record else nullcontext() as recording:
            over = await talk(a.line, b.line, recording.write if recording else None)
            if recording:
                await recording.saved()
        return a if over is a.line else b

    async def survivors(self) -> list[Survivor]:
        """None: calls die with the process."""
        return []

    async def recordings(self) -> list[str]:
        return self._shelf.names()

    async def fetch(self, name: str, into: Path) -> None:
        await asyncio.to_thread(shutil.copyfile, self._shelf.file(name), into)

    async def forget(self, name: str) -> None:
        self._shelf.file(name).unlink(missing_ok=True)

    async def provision(self, lines: tuple[FallbackLine, ...]) -> None:
        """Nothing to leave anywhere: there is no PBX without us."""

    async def plays(self, sound: Sound) -> bool:
        try:
            return (await self._sounds.path(sound)).is_file()
        except KeyError:
            return False

    def _call(self, phone: str, leg_id: str, caller_id: str, name: str) -> Line:
        """Make a phone ring; `NotAnswered` when it cannot."""
        if leg_id in self._rung or phone not in self._phones:
            raise NotAnswered(NoAnswer.UNAVAILABLE)
        self._rung.append(leg_id)
        line = self._phones[phone].ring(caller_id, name)
        if line is None:
            raise NotAnswered(NoAnswer.BUSY)
        return line

    def _dialled(self, line: Line) -> None:
        """A phone has dialled a number: its call runs as a task of its own."""
        if self._on_leg is None:
            line.end(HangUpCause.UNAVAILABLE)
            return
        leg = LocalLeg(f"in-{uuid4()}", line.phone, line.other, line, self._sounds, self._shelf)
        log.info("leg %s: %s dials %s", leg.id, leg.caller, leg.dialled)
        call = asyncio.create_task(self._serve(self._on_leg, leg), name=f"call of leg {leg.id}")
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def _serve(self, on_leg: OnLeg, leg: LocalLeg) -> None:
        try:
            await leg.ring_back()
            await on_leg(leg)
        except HungUp:
            log.info("leg %s: gone", leg.id)
        except Exception:  # a bug in one call must not leave its caller in silence
            log.error("leg %s: its call failed", leg.id, exc_info=True)
            await leg.hang_up(HangUpCause.UNAVAILABLE)
