"""A hundred callers at once (V2): every message is in its chat, as fast as Telegram lets a bot send."""

import asyncio
import logging
from statistics import quantiles

import pytest

from bench.road import company, join
from tests.audio import tone
from tests.chat.someone import Someone
from tests.road.house import House

pytestmark = pytest.mark.long

CALLERS = 100
log = logging.getLogger("gudok.tests")


async def arrived(someone: Someone) -> float:
    while not await someone.voices():  # noqa: ASYNC110 - virtual time
        await asyncio.sleep(0.05)
    return asyncio.get_running_loop().time()


async def test_a_hundred_messages_at_once_are_all_delivered(house: House) -> None:
    await house.app.services.companies.import_yaml(company(CALLERS), "crowd.yaml")
    people = [Someone(house.http, person) for person in await join(house.app, house.http)]
    numbers = [(f"+799200010{n:02}", f"+790000020{n:02}") for n in range(CALLERS)]
    handsets = await asyncio.gather(*(house.at_the_beep(did, caller) for did, caller in numbers))
    for n, handset in enumerate(handsets):
        handset.phone.speak(tone(300 + 10 * n, 2.0))
    await asyncio.sleep(2.2)
    hung_up = asyncio.get_running_loop().time()
    for handset in handsets:
        handset.phone.hang_up()
    async with asyncio.timeout(30):
        took = [at - hung_up for at in await asyncio.gather(*map(arrived, people))]
    p95 = quantiles(took, n=20)[-1]
    log.info("hang-up -> voice message, %d at once: p95 %.2f s, last %.2f s", CALLERS, p95, max(took))
    assert [len(await someone.voices()) for someone in people] == [1] * CALLERS
    assert p95 <= CALLERS / 30 + 1
