"""Brings up processes to be killed: `python -m tests.crash.nursery FOLDER`, one line of JSON for each death.

Here everything is imported once and a first app has lived, so that a child (a fork of this process) is there at once
and its SQL is compiled; the threads that are left have nothing to do, and no child looks for them. A first child lives
on and says which steps there are. Then, for each step: a first life on a copy of the same data is killed before it; a
second life goes on from what is left until things are quiet, and says what has become of everything. A few lanes share
the steps out among them.
"""

import asyncio
import gc
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.i18n import load
from bot.local import schema
from bot.media.ffmpeg import find_program
from tests.compiled import share_compiled_sql
from tests.crash.callback import CALLBACK, watch
from tests.crash.doom import Doom
from tests.crash.missed import MISSED
from tests.crash.order import ORDER
from tests.crash.scenarios import SCENARIOS, Scenario
from tests.crash.sweep import SWEEP
from tests.crash.talk import TALK
from tests.crash.text import TEXTS
from tests.road.house import LaterClock, opened
from tests.virtual import BORN, SentOrders, VirtualClock, VirtualLoop, count_aiosqlite

ALL = SCENARIOS | {"talk": TALK, "order": ORDER, "callback": CALLBACK, "missed": MISSED, "text": TEXTS, "sweep": SWEEP}
LANES = 3  # a life is waiting for a third of its time
BREAK = 3.0  # seconds from the kill to the second life
LIVES = 5  # before we believe that a step is the first one
SURVIVED, KILLED = 0, -9


def main() -> None:
    folder = Path(sys.argv[1])
    count_aiosqlite(SentOrders)  # what comes between two steps is as in earnest
    share_compiled_sql()
    gc.set_threshold(50_000, 20, 50)
    warm_up()
    asked = sys.argv[2:] or list(ALL)
    for name, scenario in ((name, ALL[name]) for name in asked):
        template = folder / name / "template"
        prepare(scenario, template)
        gc.collect()
        gc.freeze()
        undisturbed = live_and_die(scenario, template, "")
        tell(name, undisturbed)
        steps = [line.removeprefix("begins ") for line in undisturbed["steps"] if line.startswith("begins ")]
        steps = [step for step in steps if not step.startswith(scenario.passed_over)]
        lanes = [os.fork() or work(name, template, steps[lane::LANES]) for lane in range(LANES)]
        ended = [os.waitpid(lane, 0)[1] for lane in lanes]
        if any(ended):
            sys.exit(f"{name}: a lane broke off")


def warm_up() -> None:
    """What a process keeps for itself once it has read or found it."""
    schema.bot_api()
    find_program()
    load()


def work(name: str, template: Path, steps: list[str]) -> int:
    """In a process of its own, which does not return."""
    for step in steps:
        if death := killed_in_the_story(ALL[name], template, step):
            tell(name, death)
    os._exit(0)


def killed_in_the_story(scenario: Scenario, template: Path, step: str) -> dict[str, Any] | None:
    """Not by a look of the relay that came before the first thing that anybody asked for: then, lived once more.

    None: that look always comes first, and nothing of the story is cut off there.
    """
    for _ in range(LIVES):
        death = live_and_die(scenario, template, step)
        if death["steps"] or not step.startswith("commit UPDATE outbox"):
            return death
    return None


def live_and_die(scenario: Scenario, template: Path, step: str) -> dict[str, Any]:
    """A first life killed before this step ("": not at all), a second one, and what there is then."""
    data = template.with_name(f"data-{os.getpid()}")
    shutil.copytree(template, data)
    ended = born(lambda: first_life(scenario, data, step))
    again = born(lambda: second_life(scenario, data)) if ended == KILLED else SURVIVED
    steps = (data / "first").read_text().splitlines()
    found = json.loads((data / "found").read_text()) if again == SURVIVED else {}
    shutil.rmtree(data)
    return {"step": step, "ended": ended, "again": again, "steps": steps, "found": found}


def tell(name: str, death: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps({"scenario": name, **death}) + "\n")
    sys.stdout.flush()


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

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(story())


def first_life(scenario: Scenario, data: Path, step: str) -> None:
    """Killed before this step; if it does not come to it, it says what it has done, like a second one."""

    async def story() -> None:
        doom = Doom(data / "first", step)
        doom.watch(data / "chat")
        async with opened(data, LaterClock(VirtualClock(), ahead(data))) as house:
            await scenario.during(house, doom)
            (data / "found").write_text(json.dumps(await scenario.after(house) | {"steps": []}))

    VirtualLoop().run_until_complete(story())


def second_life(scenario: Scenario, data: Path) -> None:
    async def story() -> None:
        doom = Doom(data / "second", "")
        doom.watch(data / "chat")
        watch(doom)
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
