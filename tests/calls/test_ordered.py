"""Orders are taken at once and again after trouble."""

import asyncio

import pytest

from bot.calls.ordered import TICK, Ordered
from bot.domain.plan import CallPlan, Dial
from bot.ports import OpenedCall, Outcome, PbxUnreachable, PhoneState, PlacedCall, Progress, UnfinishedCall
from tests.calls.company import ANNA, BORIS, CLIENT
from tests.calls.world import World


class Pad:
    """`Orders` of a test: what is written on it is claimed once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.due: list[PlacedCall] = []
        self.fails = 0
        self.claims = 0
        self._news = asyncio.Event()

    def order(self, number: int, person: object = ANNA) -> None:
        assert person in (ANNA, BORIS)
        calling = ANNA if person is ANNA else BORIS
        plan = CallPlan(1, (Dial(CLIENT, 20.0),))
        self.world.book.calls[number] = UnfinishedCall(number, plan, "", Progress.ARRIVED, None, "", calling)
        self.due.append(PlacedCall(OpenedCall(number, plan, calling), f"order-{number}"))
        self._news.set()

    async def claim(self) -> list[PlacedCall]:
        self.claims += 1
        if self.fails:
            self.fails -= 1
            raise OSError("the database is locked")
        due, self.due = self.due, []
        return due

    async def asked(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return
        self._news.clear()


@pytest.fixture
async def pad(world: World) -> Pad:
    return Pad(world)


async def test_an_order_rings_at_once_and_a_second_one_waits_for_the_first(world: World, pad: Pad) -> None:
    running = asyncio.create_task(Ordered(pad, world.desk).run())
    await asyncio.sleep(TICK / 2)
    pad.order(1)
    anna = world.handset(ANNA.phone)
    async with asyncio.timeout(0.1):
        await anna.until(PhoneState.RINGING)
    pad.order(2)
    await asyncio.sleep(5)
    anna.phone.decline()
    await anna.until(PhoneState.IDLE)
    async with asyncio.timeout(1):
        await anna.until(PhoneState.RINGING)
    anna.phone.decline()
    await asyncio.sleep(1)
    assert world.book.outcomes == {1: Outcome.NOT_PLACED, 2: Outcome.NOT_PLACED}
    assert world.line.floor.is_free(ANNA)
    running.cancel()


async def test_orders_for_different_people_do_not_wait_for_each_other(world: World, pad: Pad) -> None:
    running = asyncio.create_task(Ordered(pad, world.desk).run())
    pad.order(1, ANNA)
    pad.order(2, BORIS)
    for person in (ANNA, BORIS):
        async with asyncio.timeout(1):
            await world.handset(person.phone).until(PhoneState.RINGING)
    running.cancel()


async def test_a_database_in_trouble_delays_orders_and_loses_none(world: World, pad: Pad) -> None:
    pad.fails = 3
    pad.order(1)
    running = asyncio.create_task(Ordered(pad, world.desk).run())
    async with asyncio.timeout(4 * TICK):
        await world.handset(ANNA.phone).until(PhoneState.RINGING)
    running.cancel()


async def test_a_pbx_that_is_out_of_reach_ends_the_order_honestly(
    world: World, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise PbxUnreachable

    monkeypatch.setattr(world.pbx, "ring", away)
    pad.order(1)
    await Ordered(pad, world.desk).look()
    await asyncio.sleep(1)
    assert world.book.outcomes == {1: Outcome.INTERRUPTED}
    assert world.line.floor.is_free(ANNA)
