"""Telephones of the local switchboard, as the page or a test holds them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class PhoneState(StrEnum):
    """What a telephone on the page is doing."""

    IDLE = "idle"
    CALLING = "calling"  # it dialled, nobody has picked up
    RINGING = "ringing"  # somebody calls it
    TALKING = "talking"


@dataclass(frozen=True, slots=True)
class PhoneEvent:
    """Something the telephone's display shows. `other` is the number at the other end, `why` ends a call.

    `name`: words that came with the number while it rings.
    """

    state: PhoneState
    other: str = ""
    why: str = ""
    name: str = ""


class Phone(Protocol):
    """A telephone plugged into the local switchboard: what the page (or a test) holds in its hand.

    Audio is 8 kHz mono 16-bit little-endian PCM, 20 ms (320 bytes) a frame, both ways.
    """

    @property
    def number(self) -> str:
        """Its own number: an outside caller's E.164, or an employee's phone ("101")."""

    def dial(self, number: str) -> None:
        """Start a call."""

    def answer(self) -> None:
        """Pick up what rings."""

    def decline(self) -> None:
        """Refuse what rings."""

    def hang_up(self) -> None:
        """End the call, or stop calling."""

    def press(self, key: str) -> None:
        """A key in the call: 0-9, * or #."""

    def speak(self, pcm: bytes) -> None:
        """Say this; it is queued and heard frame by frame."""

    def events(self) -> AsyncIterator[PhoneEvent]:
        """The present state first, then every change."""

    def hears(self) -> AsyncIterator[bytes]:
        """Frames as they arrive while a call is up; frames nobody takes for a second are dropped."""


class Switchboard(Protocol):
    """Where the page plugs its telephones in."""

    def plug(self, number: str) -> Phone:
        """The telephone with this number; the same one when asked again."""
