"""Many calls in one process."""

import asyncio

import pytest

from bot.domain.plan import RecordLimits
from bot.ports import Leg, RecordEnd
from tests.audio import dominant, read_wav, seconds_of, tone
from tests.switchboard.conftest import SONG, Board


async def voicemail(leg: Leg) -> None:
    await leg.answer()
    await leg.play(SONG)
    recorded = await leg.record(f"vm-{leg.caller}", RecordLimits())
    assert recorded.ended_by is RecordEnd.HANG_UP


async def leaves_a_message(board: Board, n: int) -> None:
    phone = board.pbx.plug(str(n))
    frames = phone.hears()
    leg = await board.dialled(phone)
    call = asyncio.create_task(voicemail(leg))
    for _ in range(25):
        await anext(frames)
    phone.speak(tone(300 + 25 * n, 3))
    await asyncio.sleep(3.1)
    phone.hang_up()
    await call


async def test_a_hundred_voicemails_at_once_hold_each_its_own_voice(board: Board) -> None:
    await asyncio.gather(*(leaves_a_message(board, n) for n in range(100)))
    for n in range(100):
        pcm = read_wav(board.folder / "recordings" / f"vm-{n}.wav")
        assert seconds_of(pcm) == pytest.approx(3.1, abs=0.1)
        assert dominant(pcm) == pytest.approx(300 + 25 * n, abs=3)
