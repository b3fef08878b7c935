"""A book that keeps everything in memory, and ears for test tones."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.domain.plan import CallPlan, Person
from bot.domain.recordings import call_of, parse_fallback_name
from bot.domain.routing import outside, plan_out
from bot.ports import (
    FallbackLine,
    Heard,
    LeftMessage,
    Made,
    OpenedCall,
    Outcome,
    Progress,
    RecordedTalk,
    UnfinishedCall,
)
from tests.audio import RATE, dominant, read_wav


@dataclass
class FakeBook:
    """Implements `Book` for one company whose plan is given."""

    plans: dict[str, CallPlan]  # by what is dialled; employees' phones reach outside numbers too
    people: dict[str, Person] = field(default_factory=dict)  # by phone
    calls: dict[int, UnfinishedCall] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    messages: list[LeftMessage] = field(default_factory=list)
    talks: list[RecordedTalk] = field(default_factory=list)
    promised: list[tuple[int, int]] = field(default_factory=list)
    short: list[int] = field(default_factory=list)
    broken: bool = False

    def _written(self) -> None:
        if self.broken:
            raise OSError("the database is locked")

    async def open(self, leg_id: str, caller: str, dialled: str, phone: str = "") -> OpenedCall | None:
        self._written()
        calling, client = self.people.get(phone), outside(dialled)
        plan = self.plans.get(dialled) or (plan_out(1, client) if calling and client else None)
        if plan is None:
            return None
        call = UnfinishedCall(len(self.calls) + 1, plan, leg_id, Progress.ARRIVED, None, "", calling)
        self.calls[call.id] = call
        return OpenedCall(call.id, call.plan, calling)

    async def stands(
        self, call_id: int, progress: Progress, branch: str | None = None, department_id: int | None = None
    ) -> None:
        self._written()
        call = self.calls[call_id]
        self.calls[call_id] = replace(call, progress=progress, branch=call.branch if branch is None else branch)

    async def cut_short(self, call_id: int) -> None:
        self.short.append(call_id)

    async def answered(self, call_id: int, employee_id: int | None, peer_leg_id: str) -> None:
        self._written()
        self.calls[call_id] = replace(
            self.calls[call_id], progress=Progress.TALKING, employee_id=employee_id, peer_leg_id=peer_leg_id
        )

    async def callback_asked(self, call_id: int, department_id: int) -> bool:
        await self.stands(call_id, Progress.PROMISED)
        self.promised.append((call_id, department_id))
        return True

    async def message_left(self, call_id: int, message: LeftMessage) -> None:
        if message.recording not in {known.recording for known in self.messages}:
            self.messages.append(message)
            await self.ended(call_id, Outcome.VOICEMAIL)

    async def talk_recorded(self, call_id: int, talk: RecordedTalk) -> None:
        if talk.recording not in {known.recording for known in self.talks}:
            self.talks.append(talk)

    async def ended(self, call_id: int, outcome: Outcome) -> None:
        self._written()
        self.outcomes.setdefault(call_id, outcome)

    async def unfinished(self) -> list[UnfinishedCall]:
        return [call for call in self.calls.values() if call.id not in self.outcomes]

    async def open_for_recording(self, recording: str) -> OpenedCall | None:
        if recording in {known.recording for known in (*self.messages, *self.talks)}:
            return None
        call = self.calls.get(call_of(recording) or 0)
        if fallback := parse_fallback_name(recording):
            return await self.open(recording, fallback.caller, f"+{fallback.did}")
        return OpenedCall(call.id, call.plan, branch=call.branch) if call else None

    async def fallback_lines(self) -> tuple[FallbackLine, ...]:
        return ()


class FakeAudio:
    """Implements the one method of `AudioTool` that calls use."""

    async def listen(self, wav: Path) -> Heard:
        pcm = read_wav(wav)
        step = RATE // 50 * 2
        speech = sum(dominant(pcm[at : at + step]) > 0 for at in range(0, len(pcm), step)) / 50
        return Heard(seconds=len(pcm) / 2 / RATE, speech=speech)

    async def melody(self, source: Path, into: Path) -> Made:
        raise AssertionError("calls make no melodies")

    def foresee(self, wav: Path) -> None: ...

    async def voice(self, source: Path, into: Path) -> Made:
        raise AssertionError("calls make no voice messages")
