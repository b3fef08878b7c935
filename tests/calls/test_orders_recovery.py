"""A desk that starts after a restart, and calls to clients that were open: nobody is dialled a second time."""

import asyncio
from pathlib import Path

import pytest

from bot.calls.desk import Desk
from bot.calls.floor import Floor
from bot.calls.line import Line
from bot.domain.plan import CallPlan, Dial, Say, Step
from bot.domain.sounds import RINGBACK
from bot.ports import Leg, Outcome, Progress, Survivor, UnfinishedCall
from tests.calls.company import ANNA, CLIENT, PROMPT
from tests.calls.fake_pbx import FakeLeg, FakePbx
from tests.calls.fakes import FakeAudio, FakeBook

ORDER, DIALLED = "order-7", "dial-1"
DIAL = Dial(CLIENT, 20.0)
BEFORE_THE_CLIENT = (Progress.ARRIVED, Progress.RINGING)


class CountingPbx(FakePbx):
    """Remembers whom it was asked to ring."""

    def __init__(self) -> None:
        super().__init__()
        self.rung: list[str] = []

    async def ring(self, phone: str, *, leg_id: str, caller_id: str, seconds: float, name: str = "") -> Leg:
        self.rung.append(phone)
        return await super().ring(phone, leg_id=leg_id, caller_id=caller_id, seconds=seconds, name=name)


class Morning:
    """What the new desk finds: call 1 in the book, and the legs that live on."""

    def __init__(self, folder: Path) -> None:
        self.pbx, self.book = CountingPbx(), FakeBook({})
        self.line = Line(self.pbx, self.book, FakeAudio(), Floor(), folder, folder)
        self.desk = Desk(self.line)

    def left_at(self, progress: Progress, *steps: Step, peer: str = "") -> None:
        calling = ANNA if steps == (DIAL,) else None
        employee = ANNA.employee_id if peer else None
        plan = CallPlan(1, steps)
        self.book.calls[1] = UnfinishedCall(1, plan, ORDER, progress, employee, peer, calling)

    def alive(self, leg_id: str, talk: str = "") -> FakeLeg:
        leg = FakeLeg(leg_id)
        self.pbx.legs.append(Survivor(leg, talk))
        return leg

    async def comes(self, seconds: float = 1.0) -> Outcome | None:
        await self.desk.start()
        await asyncio.sleep(seconds)
        return self.book.outcomes.get(1)


@pytest.fixture
def morning(tmp_path: Path) -> Morning:
    return Morning(tmp_path)


@pytest.mark.parametrize("progress", BEFORE_THE_CLIENT)
async def test_without_the_employee_the_client_is_not_dialled(morning: Morning, progress: Progress) -> None:
    morning.left_at(progress, DIAL)
    assert await morning.comes() is Outcome.NOT_PLACED
    assert morning.pbx.rung == []


@pytest.mark.parametrize("progress", BEFORE_THE_CLIENT)
async def test_an_employee_who_has_picked_up_meanwhile_gets_their_client(morning: Morning, progress: Progress) -> None:
    morning.left_at(progress, DIAL)
    employee = morning.alive(ORDER)
    assert await morning.comes(21) is Outcome.MISSED
    assert morning.pbx.rung == [CLIENT]
    assert employee.is_gone
    assert ("hold" in employee.did) is (progress is Progress.RINGING), f"{RINGBACK} for who was rung by us"


@pytest.mark.parametrize("employee_waits", [True, False])
async def test_a_client_who_was_being_dialled_is_not_dialled_again(morning: Morning, employee_waits: bool) -> None:
    morning.left_at(Progress.DIALLING, DIAL)
    legs = [morning.alive(ORDER)] if employee_waits else []
    legs.append(morning.alive(DIALLED))
    assert await morning.comes() is Outcome.INTERRUPTED
    assert morning.pbx.rung == []
    assert all(leg.is_gone for leg in legs)
    assert morning.line.floor.is_free(ANNA)


async def test_two_who_talk_go_on_talking(morning: Morning) -> None:
    morning.left_at(Progress.TALKING, DIAL, peer=DIALLED)
    employee, client = morning.alive(ORDER, "talk-1"), morning.alive(DIALLED, "talk-1")
    assert await morning.comes(60) is None
    assert not morning.line.floor.is_free(ANNA)
    client.leaves()
    await asyncio.sleep(1)
    assert employee.is_gone
    assert morning.book.outcomes == {1: Outcome.ANSWERED}
    assert morning.line.floor.is_free(ANNA)


@pytest.mark.parametrize("left", ["", ORDER, DIALLED])
async def test_a_talk_that_somebody_left_meanwhile_was_one(morning: Morning, left: str) -> None:
    morning.left_at(Progress.TALKING, DIAL, peer=DIALLED)
    leg = morning.alive(left) if left else None
    assert await morning.comes() is Outcome.ANSWERED
    assert leg is None or leg.is_gone


async def test_a_client_who_was_listening_hears_the_answer_from_its_beginning(morning: Morning) -> None:
    morning.left_at(Progress.TALKING, DIAL, Say(PROMPT))
    client = morning.alive(ORDER)
    assert await morning.comes() is Outcome.ANSWERED
    assert client.did == [f"play {PROMPT}"]
    assert client.is_gone


@pytest.mark.parametrize(
    ("progress", "outcome"),
    [
        (Progress.ARRIVED, Outcome.NOT_PLACED),
        (Progress.DIALLING, Outcome.INTERRUPTED),
        (Progress.TALKING, Outcome.INTERRUPTED),
    ],
)
async def test_a_client_who_was_to_hear_an_answer_and_has_gone_is_not_called_again(
    morning: Morning, progress: Progress, outcome: Outcome
) -> None:
    morning.left_at(progress, DIAL, Say(PROMPT))
    assert await morning.comes() is outcome
    assert morning.pbx.rung == []
