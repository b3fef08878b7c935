"""Brings up processes to be killed: `python -m tests.crash.nursery FOLDER`, one line of JSON for each death.

Here everything is imported once and no thread is started, so that a child is there at once (a fork of this process).
For n = 1, 2, 3 …: a first life on a copy of the same data is killed at its n-th step; a second life goes on from what
it left, without a counter, until things are quiet, and says what has become of everything. It ends with the n at which
the first life survives. The lives are shared out among a few lanes that work side by side.
"""

import asyncio
import itertools
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from bot.i18n import load
from bot.local import schema
from bot.media.ffmpeg import find_program
from tests.crash.doom import Doom
from tests.crash.scenarios import SCENARIOS, Scenario
from tests.crash.talk import TALK
from tests.road.house import LaterClock, opened
from tests.virtual import BORN, VirtualClock, VirtualLoop, count_aiosqlite

ALL = SCENARIOS | {"talk": TALK}
LANES = 3  # a life is waiting for a third of its time
BREAK = 3.0  # seconds from the kill to the second life
SURVIVED, KILLED = 0, -9


def main() -> None:
    folder = Path(sys.argv[1])
    count_aiosqlite()
    warm_up()
    for name, scenario in ALL.items():
        template = folder / name / "template"
        if born(lambda scenario=scenario, template=template: prepare(scenario, template)) != SURVIVED:
            sys.exit(f"{name}: it cannot even begin")
        lanes = [os.fork() or work(lane, name, template) for lane in range(1, LANES + 1)]
        ended = [os.waitpid(lane, 0)[1] for lane in lanes]
        if any(ended):
            sys.exit(f"{name}: a lane broke off")


def warm_up() -> None:
    """What a process keeps for itself once it has read or found it."""
    schema.bot_api()
    find_program()
    load()


def work(lane: int, name: str, template: Path) -> int:
    """In a process of its own, which does not return."""
    scenario = ALL[name]
    for n in itertools.count(lane, LANES):
        data = template.with_name(f"killed-at-{n}")
        shutil.copytree(template, data)
        ended = born(lambda data=data, n=n: first_life(scenario, data, n))
        steps = (data / "first").read_text().splitlines() if (data / "first").exists() else []
        again = born(lambda data=data: second_life(scenario, data)) if ended == KILLED else SURVIVED
        found = json.loads((data / "found").read_text()) if again == SURVIVED else {}
        said = {"scenario": name, "n": n, "ended": ended, "again": again, "steps": steps, "found": found}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
        shutil.rmtree(data)
        if ended != KILLED:
            break
    os._exit(0)


def born(life: Callable[[], None]) -> int:
    """Run this in a child; how it ended."""
    child = os.fork()
    if child == 0:
        try:
            life()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - whatever it is, this process must not go on as its parent
            traceback.print_exc()
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def prepare(scenario: Scenario, data: Path) -> None:
    async def story() -> None:
        async with opened(data, VirtualClock()) as house:
            await scenario.before(house)
        (data / "now").write_text(str(asyncio.get_running_loop().time() - BORN))

    VirtualLoop().run_until_complete(story())


def first_life(scenario: Scenario, data: Path, die_at: int) -> None:
    """Killed at the `die_at`-th step; if there is none, it says what it has done, like a second one."""

    async def story() -> None:
        doom = Doom(data / "first", die_at)
        doom.watch(data / "chat")
        async with opened(data, LaterClock(VirtualClock(), ahead(data))) as house:
            await scenario.during(house, doom)
            (data / "found").write_text(json.dumps(await scenario.after(house) | {"steps": []}))

    VirtualLoop().run_until_complete(story())


def second_life(scenario: Scenario, data: Path) -> None:
    async def story() -> None:
        doom = Doom(data / "second", 0)
        doom.watch(data / "chat")
        doom.armed = True
        async with opened(data, LaterClock(VirtualClock(), ahead(data) + scenario.seconds)) as house:
            found = await scenario.after(house)
            found["steps"] = (data / "second").read_text().splitlines()
            (data / "found").write_text(json.dumps(found))

    VirtualLoop().run_until_complete(story())


def ahead(data: Path) -> float:
    return float((data / "now").read_text()) + BREAK


if __name__ == "__main__":
    main()
