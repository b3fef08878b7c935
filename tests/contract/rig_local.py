"""The local switchboard under the contract suite, in virtual time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import Leg, Phone
from tests.audio import FakeSounds
from tests.contract.rig import Rig


@dataclass
class LocalRig:
    pbx: LocalSwitchboard
    sounds: FakeSounds
    callers: "asyncio.Queue[Leg]"
    settle: float = 0.1
    lost: float = 0.1

    async def phone(self, number: str) -> Phone:
        return self.pbx.plug(number)


@asynccontextmanager
async def rig(folder: Path) -> AsyncIterator[Rig]:
    sounds, callers = FakeSounds(), asyncio.Queue[Leg]()
    pbx = LocalSwitchboard(sounds, folder)
    await pbx.start(callers.put)
    yield LocalRig(pbx, sounds, callers)
    await pbx.stop()
