"""From an employee who gets free to the order that rings their telephone, while others wait."""

import asyncio
import time
from collections.abc import Iterator
from statistics import quantiles

from bench.measure import Row
from bot.calls.floor import Floor, Place
from bot.domain.plan import Person
from bot.domain.queueing import Strategy, Waiting

TURNS = 500
PEOPLE = 5  # in each department
GOAL = "<= 50 ms p95"


def rows() -> Iterator[Row]:
    """(path, ours in ms at p95, the goal in ms, goal)."""
    for callers, departments in ((100, 1), (1000, 50)):
        for strategy in (Strategy.ALL, Strategy.FEWEST_CALLS):
            taken = asyncio.run(_measured(callers, departments, strategy))
            p95 = quantiles(taken, n=20)[-1] * 1000
            yield f"{callers} wait in {departments}, {strategy}: free to ringing, ms p95", p95, 50.0, GOAL


async def _measured(callers: int, departments: int, strategy: Strategy) -> list[float]:
    floor, rung = Floor(), asyncio.Queue[tuple[float, Place, Person]]()
    everybody = [[Person(one * PEOPLE + n, f"1{one:02}{n}") for n in range(PEOPLE)] for one in range(departments)]
    held = [floor.calling(person) for people in everybody for person in people]
    for one in held:
        one.__enter__()
    for number in range(callers):
        _wait(floor, number, number % departments, everybody[number % departments], strategy, rung)
    taken = []
    for turn in range(TURNS):
        person = everybody[turn % departments][turn // departments % PEOPLE]
        freed = time.perf_counter()
        floor.release(person)
        at, place, person = await rung.get()
        taken.append(at - freed)
        floor.leave(place)  # they talk; somebody else comes in, the last one in the line
        _wait(floor, callers + turn, turn % departments, everybody[turn % departments], strategy, rung)
    return taken


def _wait(
    floor: Floor,
    number: int,
    department: int,
    people: list[Person],
    strategy: Strategy,
    rung: "asyncio.Queue[tuple[float, Place, Person]]",
) -> None:
    waiting = Waiting(f"call-{number}", number, tuple(person.employee_id for person in people), strategy)

    def ring(person: Person) -> None:
        rung.put_nowait((time.perf_counter(), place, person))

    place = Place(waiting, people, ring, department_id=department)
    floor.join(place)
