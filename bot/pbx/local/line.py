"""One connection between a telephone and the switchboard, from the first ring to the hang-up."""

import asyncio
from collections.abc import Callable

from bot.pbx.keypad import ALL_KEYS, Keypad
from bot.pbx.local.feed import Feed
from bot.pbx.local.mouth import Mouth
from bot.ports import HangUpCause, HungUp, PhoneEvent, PhoneState


class Line:
    """Both ends use it: the phone speaks, presses keys and hangs up; the switchboard listens, sounds and hangs up."""

    def __init__(self, phone: str, other: str, ear: Feed[bytes], display: Callable[[PhoneEvent], None]) -> None:
        self.phone = phone
        self.other = other
        self.mouth = Mouth()
        self.keys = Keypad()
        self.ear = ear
        self.answered = False
        self.cause: HangUpCause | None = None  # why it is over
        self.gone = asyncio.Event()
        self.settled = asyncio.Event()  # answered or over
        self._display = display

    @property
    def over(self) -> bool:
        return self.cause is not None

    def check(self) -> None:
        """`HungUp` once the line is over."""
        if self.over:
            raise HungUp

    def pick_up(self) -> None:
        if not self.answered and not self.over:
            self.answered = True
            self.settled.set()
            self._display(PhoneEvent(PhoneState.TALKING, self.other))

    def end(self, cause: HangUpCause) -> None:
        """Whoever comes first ends it."""
        if self.over:
            return
        self.cause = cause
        self.gone.set()
        self.settled.set()
        self.keys.close()
        self._display(PhoneEvent(PhoneState.IDLE, self.other, "" if cause is HangUpCause.NORMAL else cause.value))

    async def next_key(self, seconds: float) -> str:
        """The next key, or "" after `seconds`; `HungUp` at once when the line ends."""
        try:
            async with asyncio.timeout(seconds):
                key = await self.keys.next(ALL_KEYS)
        except TimeoutError:
            return ""
        self.check()
        return key
