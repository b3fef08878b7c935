"""A switch that survives the bot: legs, talks and recordings that a second desk finds as the first one left them."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.plan import RecordLimits
from bot.domain.sounds import Sound
from bot.ports import (
    FallbackLine,
    HangUpCause,
    HungUp,
    Leg,
    NoAnswer,
    NotAnswered,
    OnLeg,
    PbxUnreachable,
    Recorded,
    RecordEnd,
    Survivor,
)
from tests.audio import tone, write_wav


class FakeLeg:
    """A leg on which nothing happens until the test says so."""

    def __init__(
        self, leg_id: str, caller: str = "+79001234567", dialled: str = "+79923855259", phone: str = ""
    ) -> None:
        self.id, self.caller, self.dialled, self.phone = leg_id, caller, dialled, phone
        self.did: list[str] = []
        self._gone = asyncio.Event()
        self.recorded = asyncio.Event()

    def leaves(self) -> None:
        self._gone.set()

    @property
    def is_gone(self) -> bool:
        return self._gone.is_set()

    async def _do(self, what: str) -> None:
        if self.is_gone:
            raise HungUp
        self.did.append(what)

    async def ring_back(self) -> None:
        await self._do("ring back")

    async def answer(self) -> None:
        await self._do("answer")

    async def play(self, *sounds: Sound, barge_in: str = "") -> str:
        await self._do("play " + " ".join(sounds))
        return ""

    async def hold(self, music: Sound) -> None:
        await self._do("hold")

    async def unhold(self) -> None:
        await self._do("unhold")

    async def digit(self, seconds: float) -> str:
        return ""

    async def record(self, name: str, limits: RecordLimits) -> Recorded:
        await self._do(f"record {name}")
        await self.recorded.wait()
        return Recorded(name, 2.0, RecordEnd.KEY)

    async def hang_up(self, cause: HangUpCause = HangUpCause.NORMAL) -> None:
        self.leaves()

    async def gone(self) -> None:
        await self._gone.wait()

    async def fall_back(self) -> None:
        self.did.append("fall back")


@dataclass
class FakePbx:
    """Implements `Pbx`; nobody ever answers a ring."""

    legs: list[Survivor] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    talks: list[tuple[str, str]] = field(default_factory=list)  # with the names of their recordings
    unreachable: bool = False

    async def start(self, on_leg: OnLeg) -> None: ...

    async def stop(self) -> None: ...

    async def ring(self, phone: str, *, leg_id: str, caller_id: str, seconds: float, name: str = "") -> Leg:
        await asyncio.sleep(seconds)
        raise NotAnswered(NoAnswer.TIMEOUT)

    async def talk(self, a: Leg, b: Leg, *, talk_id: str, record: str = "") -> Leg:
        self.talks.append((talk_id, record))
        gone = {asyncio.ensure_future(leg.gone()): leg for leg in (a, b)}
        done, pending = await asyncio.wait(gone, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        if record:
            self.kept.append(record)
        return gone[done.pop()]

    async def survivors(self) -> list[Survivor]:
        return self.legs

    async def recordings(self) -> list[str]:
        if self.unreachable:
            raise PbxUnreachable
        return list(self.kept)

    async def fetch(self, name: str, into: Path) -> None:
        if self.unreachable:
            raise PbxUnreachable
        write_wav(into, tone(880, 2.0))

    async def forget(self, name: str) -> None:
        if name in self.kept:
            self.kept.remove(name)

    async def provision(self, lines: tuple[FallbackLine, ...]) -> None: ...

    async def plays(self, sound: Sound) -> bool:
        return True
