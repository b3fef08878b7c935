"""A telephone switch and the legs that it holds."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from bot.domain.plan import RecordLimits
from bot.domain.sounds import Sound


class HungUp(Exception):
    """The person on the leg has gone. Not a cancellation: closing writes must finish."""


class PbxUnreachable(Exception):
    """The PBX does not answer now. What was promised stays in the database until it does."""


class NoAnswer(StrEnum):
    """Why a rung phone was not picked up."""

    BUSY = "busy"
    DECLINED = "declined"
    TIMEOUT = "timeout"  # rang for the whole time: the only one that counts as missed
    UNAVAILABLE = "unavailable"  # no such phone, switched off, not registered


class NotAnswered(Exception):
    """The rung phone was not picked up; `reason` says why."""

    def __init__(self, reason: NoAnswer) -> None:
        super().__init__(reason.value)
        self.reason = reason


class RecordEnd(StrEnum):
    """What ended a recording."""

    HANG_UP = "hang-up"
    KEY = "key"  # the person pressed #
    SILENCE = "silence"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A finished recording, still at the PBX under `name` until `Pbx.fetch` and `Pbx.forget`."""

    name: str
    seconds: float
    ended_by: RecordEnd


class HangUpCause(StrEnum):
    """How we end a leg. Before the answer the caller's phone is told; after it, it is just over."""

    NORMAL = "normal"
    BUSY = "busy"
    DECLINED = "declined"
    NO_SUCH_NUMBER = "no-such-number"
    UNAVAILABLE = "unavailable"


class Leg(Protocol):
    """One person's connection to the PBX.

    Every method but `hang_up` and `gone` raises `HungUp` when the person has gone, at once and in mid-way too, and may
    be cancelled: what it had started (a playback, a recording) is then stopped.
    """

    @property
    def id(self) -> str:
        """The PBX's name for it. Ours where we rang, the PBX's where a caller came in."""

    @property
    def caller(self) -> str:
        """Who rings, as the PBX presents it; empty when hidden. For a rung leg: what we showed."""

    @property
    def dialled(self) -> str:
        """What the caller dialled: a Did, a short number. For a rung leg: the phone."""

    @property
    def phone(self) -> str:
        """Which telephone of the house it is ("101"), "" for somebody outside: the PBX's word, not the caller's."""

    async def ring_back(self) -> None:
        """A caller who has not been answered hears that it rings, until the answer."""

    async def answer(self) -> None:
        """Pick up. A leg that is up already stays as it is."""

    async def play(self, *sounds: Sound, barge_in: str = "") -> str:
        """Play one after another, to the end or to a key of `barge_in`, which is returned ("" at the end)."""

    async def hold(self, music: Sound) -> None:
        """Start hold music; it loops, looked up anew each time, until `unhold` or `play`."""

    async def unhold(self) -> None:
        """Stop hold music; does nothing when there is none."""

    async def digit(self, seconds: float) -> str:
        """The next key pressed (keys pressed before are kept in order), or "" after `seconds`."""

    async def record(self, name: str, limits: RecordLimits) -> Recorded:
        """Record what the person says. Hang-up ends it like any other end: it returns and does not raise.

        A recording that goes on under this name already (we were restarted in the middle of it) is waited for.
        """

    async def hang_up(self, cause: HangUpCause = HangUpCause.NORMAL) -> None:
        """End the leg; never raises `HungUp`, does nothing on a leg that has gone."""

    async def gone(self) -> None:
        """Return when the person has gone (at once if so already)."""

    async def fall_back(self) -> None:
        """Hand an incoming caller to what the PBX does without us (`FallbackLine`), because we cannot serve them.

        Never raises `HungUp`. A PBX that can do nothing without us hangs up.
        """


@dataclass(frozen=True, slots=True)
class Survivor:
    """A leg that the PBX still holds after a restart of ours; `talk` is the bridge it is in, or ""."""

    leg: Leg
    talk: str


OnLeg = Callable[[Leg], Awaitable[None]]


class AskedPbx(Protocol):
    """What the chat asks of a telephone switch, whoever serves its callers."""

    async def provision(self, lines: tuple["FallbackLine", ...]) -> None:
        """Leave with the PBX what it needs to serve callers while we are down. `PbxUnreachable` if it can't now."""

    async def plays(self, sound: Sound) -> bool:
        """Whether the next listener of `sound` hears its present content: the PBX is there and can fetch it."""


class Pbx(AskedPbx, Protocol):
    """A telephone switch. Callers come in through `on_leg`; the rest is asked of it."""

    async def start(self, on_leg: OnLeg) -> None:
        """Connect; from now on run `on_leg` for each caller who comes in, as a task of its own.

        Returns when the first connection stands, or when it is clear that the PBX is not there now: then it goes on
        trying in the background.
        """

    async def stop(self) -> None:
        """Let go. Calls that can go on without us (talks over Asterisk) do: a later cancellation ends nothing."""

    async def ring(self, phone: str, *, leg_id: str, caller_id: str, seconds: float, name: str = "") -> Leg:
        """Ring a phone for at most `seconds`; the answered leg, or `NotAnswered`. Cancelling stops the ringing.

        `phone` is an employee's phone ("101") or an outside number in E.164. `leg_id` is saved by the caller of this
        method first: ringing a second time under the same id raises `NotAnswered(UNAVAILABLE)`. `name`: words that the
        telephone shows with the number, if it can.
        """

    async def talk(self, a: Leg, b: Leg, *, talk_id: str, record: str = "") -> Leg:
        """Connect two legs until one hangs up, which is returned (the other one is still up).

        If the PBX holds a talk under `talk_id` already, it goes on undisturbed. `record`: keep both voices in a
        recording of that name. Cancelling parts the two legs.
        """

    async def survivors(self) -> list[Survivor]:
        """The legs that were ours before a restart and live on. Asked once after `start`; `PbxUnreachable`: later."""

    async def recordings(self) -> list[str]:
        """Names of the recordings that the PBX keeps: finished and not forgotten. `PbxUnreachable` if it can't now."""

    async def fetch(self, name: str, into: Path) -> None:
        """Copy a finished recording (8 kHz mono wav) to the file `into`. `PbxUnreachable` if it can't now."""

    async def forget(self, name: str) -> None:
        """Delete a recording at the PBX; does nothing when it has gone."""


@dataclass(frozen=True, slots=True)
class FallbackLine:
    """What a Did does while the bot is down: ring these phones, then take a message."""

    did: str
    phones: tuple[str, ...]
    seconds: float
    language: str
