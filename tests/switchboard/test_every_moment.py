"""A whole call, interrupted at each of its awaits in turn: nothing is left behind."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from itertools import count

import pytest

from bot.domain.plan import RecordLimits
from bot.ports import HangUpCause, HungUp, Leg, NotAnswered, PhoneState
from tests.audio import tone, write_wav
from tests.switchboard.conftest import SONG, Board
from tests.switchboard.interrupt import at_await

CALLER, EMPLOYEE = "+79001234567", "101"


async def call(board: Board, leg: Leg) -> None:
    """Everything that can happen to a caller, a fraction of a second each."""
    loop = asyncio.get_running_loop()
    employee = board.pbx.plug(EMPLOYEE)
    rung: Leg | None = None
    try:
        await leg.answer()
        await leg.play(SONG, barge_in="1")
        await leg.digit(0.1)
        await leg.hold(SONG)
        loop.call_later(0.1, employee.answer)
        rung = await board.pbx.ring(EMPLOYEE, leg_id=f"ring-{leg.id}", caller_id=CALLER, seconds=1)
        loop.call_later(0.2, employee.hang_up)
        await board.pbx.talk(leg, rung, talk_id=f"talk-{leg.id}", record=f"talk-{leg.id}")
        await leg.record(f"vm-{leg.id}", RecordLimits(seconds=0.2))
    finally:
        await leg.hang_up()
        if rung:
            await rung.hang_up()


Act = Callable[[Board, Leg, "asyncio.Task[None]"], object]

ACTS: dict[str, Act] = {
    "caller-hangs-up": lambda board, leg, task: board.pbx.plug(CALLER).hang_up(),
    "employee-hangs-up": lambda board, leg, task: board.pbx.plug(EMPLOYEE).hang_up(),
    "employee-answers": lambda board, leg, task: board.pbx.plug(EMPLOYEE).answer(),
    "we-hang-up": lambda board, leg, task: asyncio.ensure_future(leg.hang_up(HangUpCause.BUSY)),
    "we-cancel": lambda board, leg, task: task.cancel(),
    "key": lambda board, leg, task: board.pbx.plug(CALLER).press("1"),
}


@pytest.mark.parametrize("act", ACTS)
async def test_nothing_is_left_of_a_call_interrupted_anywhere(board: Board, act: str) -> None:
    write_wav(board.sounds[SONG], tone(440, 0.2))
    before = asyncio.all_tasks()
    for n in count(1):
        acted = await interrupted(board, ACTS[act], n)
        await asyncio.sleep(1)
        displays = [await anext(board.pbx.plug(number).events()) for number in (CALLER, EMPLOYEE)]
        assert [event.state for event in displays] == [PhoneState.IDLE, PhoneState.IDLE], n
        assert asyncio.all_tasks() == before, n
        assert not list(board.folder.rglob("*.part")), n
        if not acted:
            break
    assert n > 30


async def interrupted(board: Board, act: Act, n: int) -> bool:
    """One call with `act` at its n-th await; whether there was one."""
    leg, acts = await board.dialled(board.pbx.plug(CALLER)), []

    async def run() -> None:
        await at_await(n, lambda: acts.append(act(board, leg, task)), call(board, leg))

    task = asyncio.create_task(run())
    with suppress(HungUp, NotAnswered, asyncio.CancelledError):
        await task
    return bool(acts)
