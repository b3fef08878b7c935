"""What the core asks of the world. Plain data in and out; every part has an embedded and a real implementation.

Telephone numbers are E.164 with "+" where we know them, and whatever the PBX presented where we do not. Times are aware
UTC datetimes, durations are seconds. A `Sound` is a name, not a file: what it stands for is looked up at each play, so
that a replaced song is heard at the next one.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from bot.domain.plan import CallPlan, Person, RecordLimits
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


class Pbx(Protocol):
    """A telephone switch. Callers come in through `on_leg`; the rest is asked of it."""

    async def start(self, on_leg: OnLeg) -> None:
        """Connect; from now on run `on_leg` for each caller who comes in, as a task of its own.

        Returns when the first connection stands, or when it is clear that the PBX is not there now: then it goes on
        trying in the background.
        """

    async def stop(self) -> None:
        """Let go. Calls that can go on without us (talks over Asterisk) do: a later cancellation ends nothing."""

    async def ring(self, phone: str, *, leg_id: str, caller_id: str, seconds: float) -> Leg:
        """Ring a phone for at most `seconds`; the answered leg, or `NotAnswered`. Cancelling stops the ringing.

        `phone` is an employee's phone ("101") or an outside number in E.164. `leg_id` is saved by the caller of this
        method first: ringing a second time under the same id raises `NotAnswered(UNAVAILABLE)`.
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

    async def provision(self, lines: tuple["FallbackLine", ...]) -> None:
        """Leave with the PBX what it needs to serve callers while we are down. `PbxUnreachable` if it can't now."""

    async def plays(self, sound: Sound) -> bool:
        """Whether the next listener of `sound` hears its present content: the PBX is there and can fetch it."""


@dataclass(frozen=True, slots=True)
class FallbackLine:
    """What a Did does while the bot is down: ring these phones, then take a message."""

    did: str
    phones: tuple[str, ...]
    seconds: float
    language: str


class Sounds(Protocol):
    """Where a sound's present content is. Asked at each play and at each loop."""

    async def path(self, sound: Sound) -> Path:
        """An 8 kHz mono 16-bit wav file; the default's where nobody has set one, `KeyError` for an unknown name."""


class Progress(StrEnum):
    """Where a call stands; kept in the database so that a restart can go on from there."""

    ARRIVED = "arrived"
    RINGING = "ringing"
    TALKING = "talking"
    PROMPT = "prompt"  # asked to leave a message
    RECORDING = "recording"
    ENDED = "ended"


class Outcome(StrEnum):
    """How a call ended."""

    ANSWERED = "answered"
    MISSED = "missed"  # rang to the end, nobody picked up, no message left
    ABANDONED = "abandoned"  # the caller hung up first
    VOICEMAIL = "voicemail"
    REJECTED = "rejected"  # unknown Did


@dataclass(frozen=True, slots=True)
class OpenedCall:
    """A call that the book knows: its row and what to do with it. `calling`: the employee who calls, None: a client."""

    id: int
    plan: CallPlan
    calling: Person | None = None


@dataclass(frozen=True, slots=True)
class UnfinishedCall:
    """A call that was open when we went down."""

    id: int
    plan: CallPlan
    leg_id: str
    progress: Progress
    employee_id: int | None
    peer_leg_id: str
    calling: Person | None = None


@dataclass(frozen=True, slots=True)
class LeftMessage:
    """A voicemail that the PBX recorded and we have fetched."""

    file: Path
    seconds: float
    employee_id: int | None  # None: for the company
    recording: str  # its name at the PBX: the key that makes a second delivery harmless


@dataclass(frozen=True, slots=True)
class RecordedTalk:
    """Both voices of a talk, recorded by the PBX, and fetched."""

    file: Path
    seconds: float
    bytes: int
    recording: str  # its name at the PBX: the key that makes a second delivery harmless


class Book(Protocol):
    """The company's records as a live call sees them. Each method is one transaction."""

    async def open(self, leg_id: str, caller: str, dialled: str, phone: str = "") -> OpenedCall | None:
        """Write the call down and say what to do with it; None for a number that leads nowhere.

        `phone`: the employee's telephone that calls, which makes it a call to a colleague or to a client unless a Did
        was dialled; "" for a caller from outside, who reaches Dids alone whatever number they show.
        """

    async def stands(self, call_id: int, progress: Progress) -> None:
        """The call has come to this stage."""

    async def answered(self, call_id: int, employee_id: int, peer_leg_id: str) -> None:
        """They talk from now: this employee, who picked up or whose client did, and the leg that was rung."""

    async def message_left(self, call_id: int, message: LeftMessage) -> None:
        """Write the voicemail and the parcels that deliver it; does nothing the second time."""

    async def talk_recorded(self, call_id: int, talk: RecordedTalk) -> None:
        """Keep the recording of a talk with its call; does nothing the second time."""

    async def ended(self, call_id: int, outcome: Outcome) -> None:
        """The call is over; does nothing on a closed call."""

    async def unfinished(self) -> list[UnfinishedCall]:
        """Calls that were open when we went down."""

    async def open_for_recording(self, recording: str) -> OpenedCall | None:
        """The call that a recording found at the PBX belongs to, made up from its name if the PBX took it alone.

        None when nothing is known of it, or it is delivered already.
        """

    async def fallback_lines(self) -> tuple[FallbackLine, ...]:
        """Every Did, for `Pbx.provision`."""


class Clock(Protocol):
    """The time. Waiting is `asyncio.sleep`: tests run on a loop with virtual time."""

    def now(self) -> datetime:
        """Aware, UTC."""


class Sender(Protocol):
    """One channel out (Telegram, e-mail, SMS): sends a claimed parcel."""

    async def send(self, parcel: "Parcel") -> None:
        """Send it. `Later` to be called again, `Dead` when the person cannot be reached this way any more."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way out: rendered in the recipient's language when it is sent."""

    id: int
    kind: str
    account_id: int
    payload: dict[str, object]
    attempts: int


class Later(Exception):
    """The channel cannot take it now; try again in `seconds`."""

    def __init__(self, seconds: float, why: str) -> None:
        super().__init__(why)
        self.seconds = seconds


class Dead(Exception):
    """The recipient cannot be reached on this channel any more (bot blocked, account deleted)."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is in a recording: its length, and for how many seconds of it somebody speaks."""

    seconds: float
    speech: float


@dataclass(frozen=True, slots=True)
class Made:
    """An audio file that we made."""

    file: Path
    seconds: float


class AudioTool(Protocol):
    """Turns audio from outside into what the PBX plays, and what callers said into what Telegram plays."""

    async def melody(self, source: Path, into: Path) -> Made:
        """Any song, whatever its name says → 8 kHz mono wav with even loudness. `Refused` says what is wrong."""

    async def voice(self, source: Path, into: Path) -> Made:
        """A wav of ours → mono OGG/OPUS for Telegram's voice message."""

    async def listen(self, wav: Path) -> Heard:
        """How much was said in a recording of the PBX (8 kHz mono wav)."""


class PhoneState(StrEnum):
    """What a telephone on the page is doing."""

    IDLE = "idle"
    CALLING = "calling"  # it dialled, nobody has picked up
    RINGING = "ringing"  # somebody calls it
    TALKING = "talking"


@dataclass(frozen=True, slots=True)
class PhoneEvent:
    """Something the telephone's display shows. `other` is the number at the other end, `why` ends a call."""

    state: PhoneState
    other: str = ""
    why: str = ""


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
