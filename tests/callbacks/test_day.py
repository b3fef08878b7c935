"""A day of a department: callers by the hundred, employees who answer and decline, the program killed meanwhile."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.calls.floor import Floor, Place
from bot.domain.callbacks import MOST_ATTEMPTS, Ending, Stage
from bot.domain.queueing import assign
from bot.ports import PhoneEvent, PhoneState
from tests.callbacks.life import SALES, Life, Town, born, killed

HOURS = 2
KILLS = 4


@dataclass
class Crowd:
    """Who calls and who answers, on whatever switchboard there is now."""

    town: Town
    chance: random.Random
    life: Life
    lives: list[asyncio.Task[None]] = field(default_factory=list)

    def moves_in(self, numbers: list[str]) -> None:
        """Everybody has a telephone on the switchboard of this life, and somebody who picks it up."""
        for number in numbers:
            phone = self.life.pbx.plug(number)
            self.lives.append(asyncio.create_task(self._at_the_phone(number, phone)))

    async def moves_out(self) -> None:
        for task in self.lives:
            task.cancel()
        await asyncio.gather(*self.lives, return_exceptions=True)
        self.lives.clear()

    async def _at_the_phone(self, number: str, phone: object) -> None:
        async for event in phone.events():  # type: ignore[attr-defined]
            if event.state is PhoneState.RINGING:
                await self._rung(number, phone, event)

    async def _rung(self, number: str, phone: object, _: PhoneEvent) -> None:
        await asyncio.sleep(self.chance.uniform(1, 8))
        match self.chance.choices(("answer", "decline", "ignore"), (6, 1, 1))[0]:
            case "answer":
                phone.answer()  # type: ignore[attr-defined]
                await asyncio.sleep(self.chance.uniform(5, 60))
                phone.hang_up()  # type: ignore[attr-defined]
            case "decline":
                phone.decline()  # type: ignore[attr-defined]

    async def calls(self, number: str) -> None:
        """Waits as long as their patience lasts, and may press 1 meanwhile."""
        phone = self.life.pbx.plug(number)
        phone.dial(SALES)
        await asyncio.sleep(self.chance.uniform(31.2, 36))
        if self.chance.random() < 0.6:
            phone.press("1")
        await asyncio.sleep(self.chance.uniform(5, 120))
        phone.hang_up()


class StrictFloor(Floor):
    """After each change: nobody who is free is wanted by anybody who waits, and those who came first went first."""

    def _serve(self, places: list[Place]) -> None:
        super()._serve(places)
        able = [one for one in self._line if self.may_be_served(one)]
        free = {employee for one in able for employee in one.waiting.people if employee not in self._engaged}
        left = assign((one.waiting for one in able), free, self._resting.keys() & free, self._tallies)
        assert left == (), "somebody is free and somebody waits for them"
        assert [one.waiting.place for one in self._line] == sorted(one.waiting.place for one in self._line)


@pytest.fixture(autouse=True)
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.callbacks.life.Floor", StrictFloor)


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
async def test_everybody_is_served_in_order_and_nobody_is_dialled_a_third_time(town: Town, seed: int) -> None:
    chance = random.Random(seed)
    clients = [f"+7900{chance.randrange(10**7):07}" for _ in range(20)]
    life = await born(town)
    crowd = Crowd(town, chance, life)
    numbers = [*clients, "101", "102"]
    crowd.moves_in(numbers)
    calls: list[asyncio.Task[None]] = []
    kills = sorted(chance.uniform(60, HOURS * 3600) for _ in range(KILLS))
    begin = asyncio.get_running_loop().time()
    for kill in [*kills, HOURS * 3600.0]:
        while asyncio.get_running_loop().time() - begin < kill:
            await asyncio.sleep(chance.expovariate(1 / 45))
            calls.append(asyncio.create_task(crowd.calls(chance.choice(clients))))
        await crowd.moves_out()
        await killed(life)
        town.clock.ahead = timedelta(hours=chance.choice((-1, 0, 0, 1)))
        life = crowd.life = await born(town)
        crowd.moves_in(numbers)
    await asyncio.sleep(3600)  # nothing is owed for longer than that
    await crowd.moves_out()
    await asyncio.gather(*calls)
    await killed(life)
    await every_promise_was_kept(town)


async def every_promise_was_kept(town: Town) -> None:
    requests = await town.requests()
    assert len(requests) > 10
    assert {row.stage for row in requests} == {Stage.CLOSED}
    assert all(row.attempts <= MOST_ATTEMPTS for row in requests)
    owed = Counter(row.client for row in requests)
    dials = Counter(number for _, number, _ in town.dialled)
    assert all(dials[client] <= MOST_ATTEMPTS * owed[client] for client in dials)
    made = Counter(leg for _, _, leg in town.dialled)
    assert set(made.values()) == {1}, "no leg was dialled twice"
    assert {Ending.ANSWERED, Ending.MET} <= {row.ending for row in requests}
    told = await town.rows("SELECT dedupe_key FROM outbox WHERE kind = 'callback'")
    last = {f"callback:{row.id}:{row.changes}:{town.admin}" for row in requests}
    assert last <= {key for (key,) in told}, "somebody was told how each ended"
    assert await town.rows("SELECT id FROM call WHERE ended_at IS NULL") == []
