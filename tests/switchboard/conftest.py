import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.sounds import Sound
from bot.pbx.local.phone import LocalPhone
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import Leg
from tests.audio import FakeSounds, tone, write_wav

SONG = Sound("song")


@dataclass
class Board:
    """A started switchboard in the hands of a test."""

    pbx: LocalSwitchboard
    sounds: FakeSounds
    callers: "asyncio.Queue[Leg]"
    folder: Path

    async def dialled(self, phone: LocalPhone, number: str = "+78120000001") -> Leg:
        phone.dial(number)
        return await self.callers.get()


@pytest.fixture
async def board(tmp_path: Path) -> AsyncIterator[Board]:
    sounds = FakeSounds({SONG: write_wav(tmp_path / "song.wav", tone(440, 0.5))})
    callers: asyncio.Queue[Leg] = asyncio.Queue()
    pbx = LocalSwitchboard(sounds, tmp_path)
    await pbx.start(callers.put)
    yield Board(pbx, sounds, callers, tmp_path)
    await pbx.stop()
