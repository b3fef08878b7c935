"""In order within a chat, side by side between chats, never too many at once."""

import asyncio

from bot.handlers.lanes import Lanes


async def test_order_within_a_lane_and_none_between() -> None:
    lanes, done = Lanes(), list[str]()

    async def work(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        done.append(name)

    for lane, name, seconds in ((1, "a1", 5), (1, "a2", 0), (2, "b1", 1)):
        await lanes.put(lane, lambda name=name, seconds=seconds: work(name, seconds))  # type: ignore[misc]
    await lanes.drained()
    assert done == ["b1", "a1", "a2"]


async def test_no_more_than_the_width_run_at_once() -> None:
    lanes, running, most = Lanes(width=3), 0, 0

    async def work() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(1)
        running -= 1

    for lane in range(10):
        await lanes.put(lane, work)
    await lanes.drained()
    assert most == 3


async def test_put_waits_while_there_is_no_room() -> None:
    lanes, loop = Lanes(depth=2), asyncio.get_running_loop()
    began = loop.time()
    for _ in range(4):
        await lanes.put(1, lambda: asyncio.sleep(1))
    assert round(loop.time() - began) == 2
    await lanes.drained()


async def test_a_job_that_fails_does_not_stop_its_lane() -> None:
    lanes, done = Lanes(), list[int]()

    async def bad() -> None:
        raise ValueError("broken")

    async def good() -> None:
        done.append(1)

    await lanes.put(1, bad)
    await lanes.put(1, good)
    await lanes.drained()
    assert done == [1]


async def test_stop_cancels_what_does_not_end_in_time() -> None:
    lanes = Lanes()
    began = asyncio.get_running_loop().time()
    await lanes.put(1, lambda: asyncio.sleep(3600))
    await lanes.stop(grace=5)
    assert asyncio.get_running_loop().time() - began == 5
