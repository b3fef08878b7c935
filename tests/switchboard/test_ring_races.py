"""Things that happen to a ringing phone in the same moment."""

import asyncio

import pytest

from bot.ports import HungUp, Leg, NoAnswer, NotAnswered, PhoneState
from tests.switchboard.conftest import SONG, Board


def ring(board: Board, leg_id: str = "r", seconds: float = 5) -> "asyncio.Task[Leg]":
    return asyncio.create_task(board.pbx.ring("101", leg_id=leg_id, caller_id="+79001234567", seconds=seconds))


async def shows(board: Board) -> PhoneState:
    return (await anext(board.pbx.plug("101").events())).state


async def test_a_ring_cancelled_in_the_moment_of_the_answer_leaves_no_leg(board: Board) -> None:
    phone = board.pbx.plug("101")
    ringing = ring(board)
    await asyncio.sleep(0)
    phone.answer()
    ringing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ringing
    assert await shows(board) is PhoneState.IDLE


async def test_a_ring_cancelled_just_before_the_answer_leaves_no_leg(board: Board) -> None:
    phone = board.pbx.plug("101")
    ringing = ring(board)
    await asyncio.sleep(0)
    ringing.cancel()
    phone.answer()
    with pytest.raises(asyncio.CancelledError):
        await ringing
    assert await shows(board) is PhoneState.IDLE


async def test_an_answer_in_the_last_moment_counts(board: Board) -> None:
    phone = board.pbx.plug("101")
    ringing = ring(board, seconds=1)
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(1, phone.answer)
    leg = await ringing
    assert await shows(board) is PhoneState.TALKING
    await leg.play(SONG)


async def test_who_answers_and_hangs_up_in_one_moment_was_there(board: Board) -> None:
    phone = board.pbx.plug("101")
    ringing = ring(board)
    await asyncio.sleep(0)
    phone.answer()
    phone.hang_up()
    leg = await ringing
    with pytest.raises(HungUp):
        await leg.play(SONG)


async def test_of_two_rings_at_once_the_second_finds_it_busy(board: Board) -> None:
    phone = board.pbx.plug("101")
    first, second = ring(board, "a"), ring(board, "b")
    with pytest.raises(NotAnswered) as refused:
        await second
    assert refused.value.reason is NoAnswer.BUSY
    phone.answer()
    assert (await first).id == "a"


async def test_hanging_up_on_what_rings_is_declining_it(board: Board) -> None:
    phone = board.pbx.plug("101")
    ringing = ring(board)
    await asyncio.sleep(0)
    phone.hang_up()
    with pytest.raises(NotAnswered) as refused:
        await ringing
    assert refused.value.reason is NoAnswer.DECLINED


async def test_a_phone_that_was_rung_can_be_rung_again(board: Board) -> None:
    board.pbx.plug("101")
    for n in range(3):
        with pytest.raises(NotAnswered) as refused:
            await ring(board, f"r{n}", seconds=0.5)
        assert refused.value.reason is NoAnswer.TIMEOUT
