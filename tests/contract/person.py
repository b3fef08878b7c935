"""Somebody with a telephone: listens, speaks, and looks at its display."""

import asyncio
from types import TracebackType

from bot.ports import Phone, PhoneEvent, PhoneState
from tests.audio import WINDOW, has_tone, seconds_of

PATIENCE = 5.0  # seconds in which whatever a test waits for must happen
AT_EAR = 0.1  # seconds from the mouth to the PBX


class Person:
    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.heard = bytearray()
        self._events = phone.events()
        self._frames = phone.hears()
        self._new_sound = asyncio.Event()

    async def __aenter__(self) -> "Person":
        await self.sees(PhoneState.IDLE)
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, tb: TracebackType | None) -> None:
        self.phone.hang_up()
        self._listening.cancel()

    async def _listen(self) -> None:
        async for frame in self._frames:
            self.heard += frame
            self._new_sound.set()

    async def sees(self, state: PhoneState, within: float = PATIENCE) -> PhoneEvent:
        """The next change of the display to this state; changes in between are passed over."""
        async with asyncio.timeout(within):
            async for event in self._events:
                if event.state is state:
                    return event
        raise AssertionError("the phone's events ended")

    async def hears(self, hz: float, within: float = PATIENCE) -> None:
        """Return when this tone has just been heard."""
        async with asyncio.timeout(within):
            while not has_tone(bytes(self.heard[-int(2 * WINDOW * 16000) :]), hz):
                self._new_sound.clear()
                await self._new_sound.wait()

    async def listens(self, seconds: float) -> bytes:
        """What is heard in the next seconds."""
        self.heard.clear()
        await asyncio.sleep(seconds)
        return bytes(self.heard)

    async def says(self, pcm: bytes) -> None:
        """Say it to the end."""
        self.phone.speak(pcm)
        await asyncio.sleep(seconds_of(pcm) + AT_EAR)

    async def takes_the_call(self) -> PhoneEvent:
        """Wait until it rings, pick up; returns what the display said while it rang."""
        ringing = await self.sees(PhoneState.RINGING)
        self.phone.answer()
        await self.sees(PhoneState.TALKING)
        return ringing
