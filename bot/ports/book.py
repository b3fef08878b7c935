"""The company's records as a live call sees them."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from bot.domain.outcomes import Outcome
from bot.domain.plan import CallPlan, Person
from bot.ports.pbx import FallbackLine


class Progress(StrEnum):
    """Where a call stands; kept in the database so that a restart can go on from there."""

    ARRIVED = "arrived"
    RINGING = "ringing"
    DIALLING = "dialling"  # a client's phone: from here on the client may have been reached
    TALKING = "talking"
    PROMPT = "prompt"  # asked to leave a message
    RECORDING = "recording"
    PROMISED = "promised"  # will be called back, is being thanked
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class OpenedCall:
    """A call that the book knows: its row and what to do with it. `calling`: the employee who calls, None: a client.

    `branch`: where in the plan it stands, "" for the plan's own steps.
    """

    id: int
    plan: CallPlan
    calling: Person | None = None
    branch: str = ""


@dataclass(frozen=True, slots=True)
class UnfinishedCall:
    """A call that was open when we went down. `department_id`: of its line; `waited`: seconds since it came."""

    id: int
    plan: CallPlan
    leg_id: str
    progress: Progress
    employee_id: int | None
    peer_leg_id: str
    calling: Person | None = None
    branch: str = ""
    department_id: int | None = None
    waited: float = 0.0


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

    async def stands(
        self, call_id: int, progress: Progress, branch: str | None = None, department_id: int | None = None
    ) -> None:
        """The call has come to this stage, in this branch of its plan and this line (None: in the one where it was)."""

    async def cut_short(self, call_id: int) -> None:
        """The employee's telephone did not ring to the end: declined, busy or not there. Nobody has missed this."""

    async def callback_asked(self, call_id: int, department_id: int) -> bool:
        """The caller has asked this department to be called back; False when that is more than they may have."""

    async def answered(self, call_id: int, employee_id: int | None, peer_leg_id: str) -> None:
        """They talk from now: this employee, who picked up or whose client did, and the leg that was rung.

        None: nobody talks, a client hears what was spoken for them.
        """

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
