"""What the contract suite needs of a PBX under test, and the numbers that every rig knows."""

import asyncio
from typing import Protocol

from bot.domain.sounds import Sound
from bot.ports import Leg, Pbx, Phone
from tests.audio import FakeSounds

DID = "+78120000001"  # arrives at the PBX
OUTSIDE = "+79001234567"  # a caller
OTHER_OUTSIDE = "+79007654321"
EMPLOYEE, COLLEAGUE = "101", "102"
NOBODY = "199"  # a phone that does not exist

LOW, HIGH = 440, 880  # Hz of what the PBX plays
VOICE, OTHER_VOICE = 600, 1300  # Hz of what people say

SHORT_LOW, SHORT_HIGH = Sound("short-low"), Sound("short-high")  # 0.5 s
LONG_LOW, LONG_HIGH = Sound("long-low"), Sound("long-high")  # 3 s


class Rig(Protocol):
    """A started PBX, with phones that people hold in their hands."""

    @property
    def pbx(self) -> Pbx: ...

    @property
    def sounds(self) -> FakeSounds:
        """What the PBX plays; a test may replace a file at any time."""

    @property
    def callers(self) -> "asyncio.Queue[Leg]":
        """The legs that came in through `on_leg`, in order."""

    @property
    def settle(self) -> float:
        """Seconds after which what was begun (ringing, recording, a hang-up) has surely reached the other end."""

    @property
    def lost(self) -> float:
        """Seconds of sound that may be missing at either end of what was said or played."""

    async def phone(self, number: str) -> Phone:
        """A phone with one of the numbers above, ready to be rung and to dial."""
