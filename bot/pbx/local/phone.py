"""The telephone that a person on the page, or a test, holds in the hand."""

import asyncio
from collections.abc import Callable

from bot.pbx.local.feed import Feed, Listener
from bot.pbx.local.frames import beats
from bot.pbx.local.line import Line
from bot.ports import HangUpCause, PhoneEvent, PhoneState

KEYS = frozenset("0123456789*#")


class LocalPhone:
    """One line at a time; a button that makes no sense now does nothing, as on a real telephone."""

    def __init__(self, number: str, on_dial: Callable[[Line], None]) -> None:
        self._number = number
        self._on_dial = on_dial
        self._line: Line | None = None
        self._present = PhoneEvent(PhoneState.IDLE)
        self._events: Feed[PhoneEvent] = Feed()
        self._ear: Feed[bytes] = Feed(keep=beats(1.0))

    @property
    def number(self) -> str:
        return self._number

    def dial(self, number: str) -> None:
        if self._line is None:
            self._on_dial(self._connect(number, PhoneState.CALLING))

    def ring(self, caller: str, name: str = "") -> Line | None:
        """The switchboard calls; None when the phone is busy."""
        return None if self._line else self._connect(caller, PhoneState.RINGING, name)

    def answer(self) -> None:
        if self._line and self._present.state is PhoneState.RINGING:
            self._line.pick_up()

    def decline(self) -> None:
        if self._line and self._present.state is PhoneState.RINGING:
            self._line.end(HangUpCause.DECLINED)

    def hang_up(self) -> None:
        self.decline()
        if self._line:
            self._line.end(HangUpCause.NORMAL)

    def press(self, key: str) -> None:
        if self._line and key in KEYS:
            self._line.keys.press(key)

    def speak(self, pcm: bytes) -> None:
        if self._line and self._line.answered:
            self._line.mouth.say(pcm, asyncio.get_running_loop().time())

    def events(self) -> Listener[PhoneEvent]:
        return self._events.listen(self._present)

    def hears(self) -> Listener[bytes]:
        return self._ear.listen()

    def _connect(self, other: str, state: PhoneState, name: str = "") -> Line:
        self._line = Line(self._number, other, self._ear, self._show)
        self._show(PhoneEvent(state, other, name=name))
        return self._line

    def _show(self, event: PhoneEvent) -> None:
        if event.state is PhoneState.IDLE:
            self._line = None
        self._present = event
        self._events.tell(event)
