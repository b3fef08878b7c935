"""Twenty callers at once leave messages over a real Asterisk (V2): every one is in its chat."""

import asyncio
import logging
import time
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import quantiles

import pytest

from bench.road import arrival, company, join
from tests.asterisk.firm import firm
from tests.audio import tone
from tests.contract.person import Person
from tests.road.house import BEEP_HZ
from tools.asterisk import installed

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]

CALLERS = 20
log = logging.getLogger("gudok.tests")


async def leaves_a_message(caller: Person, n: int, go: asyncio.Barrier) -> None:
    """To the beep; once everybody is there, two seconds of a tone, and the hang-up."""
    caller.phone.dial(f"+799200010{n:02}")
    await caller.hears(BEEP_HZ, within=30)
    await asyncio.sleep(0.6)
    await go.wait()
    await caller.says(tone(400 + 50 * n, 2.0))
    caller.phone.hang_up()


async def test_twenty_messages_at_once_are_all_delivered(tmp_path: Path) -> None:
    if installed() is None:
        pytest.skip("the private Asterisk is not here: `make asterisk` brings it")
    async with firm(tmp_path / "data", company(CALLERS)) as ours, ours.bot() as house, AsyncExitStack() as stack:
        people = await join(house.app, house.http)
        assert len(people) == CALLERS
        phones = [ours.line.plug(f"+790000020{n:02}") for n in range(CALLERS)]
        callers = [await stack.enter_async_context(Person(phone)) for phone in phones]
        arrivals = [asyncio.create_task(arrival(house.http, person)) for person in people]
        go = asyncio.Barrier(CALLERS + 1)
        calls = [asyncio.create_task(leaves_a_message(caller, n, go)) for n, caller in enumerate(callers)]
        async with asyncio.timeout(60):
            await go.wait()
            await asyncio.gather(*calls)
            hung_up = time.perf_counter()
            took = [at - hung_up for at in await asyncio.gather(*arrivals)]
        log.info("hang-up -> voice message over Asterisk, %d at once: p95 %.2f s", CALLERS, quantiles(took, n=20)[-1])
        assert await house.rows("voicemail") == CALLERS
        assert max(took) < 10
