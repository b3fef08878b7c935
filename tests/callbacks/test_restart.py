"""The program is killed while somebody waits for their call, and the clock has jumped when it is back."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.callbacks import Ending, Stage
from bot.ports import PhoneState
from tests.callbacks.life import CLIENT, Town, asked, born, killed, states


@pytest.mark.parametrize(("jump", "seconds"), [(0, 2), (1, 2), (-1, 2)], ids=["no jump", "an hour on", "an hour back"])
async def test_what_was_overdue_goes_out_within_two_seconds_of_the_start(town: Town, jump: int, seconds: float) -> None:
    life = await born(town)
    await asked(life, CLIENT)
    await killed(life)
    town.clock.ahead += timedelta(hours=jump)
    life = await born(town)
    async with asyncio.timeout(seconds):
        await life.handset("101").until(PhoneState.RINGING)
    await life.answers("101")
    (await life.answers(CLIENT)).phone.hang_up()
    await asyncio.sleep(1)
    assert await states(life) == [(Stage.CLOSED, 1, Ending.ANSWERED)]
    assert len(town.dialled) == 1
    await killed(life)
