"""Runs the test suites; says which were left out and the one command that brings each.

`python -m tests.suites --quick`: lint, and what needs nothing but Python and little time. `--all`: everything; a
missing part is a failure.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.asterisk import installed as asterisk_installed
from tools.second_centre import installed as second_centre_installed

MEMORY = Path("/dev/shm")
ROOM = 4 << 30  # bytes: containers often have 64 MB there
FEW = 10  # red tests of a suite that may be the machine's fault
COMPILED = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}  # tests are rewritten by pytest once, not at each run
TWO_CORES = ("-n", "2", "--dist", "loadfile")


@dataclass(frozen=True)
class Suite:
    """Tests with a marker of their own, and what they need from the machine."""

    marker: str
    says: str
    options: tuple[str, ...] = ()
    there: Callable[[], bool] = lambda: True
    brings: str = ""


SUITES = (
    Suite("crash", "the bot killed before every commit, file operation and outside call"),  # lanes of its own
    Suite("long", "the whole app through faults, a day of calls back, strangers and their files", TWO_CORES),
    Suite(
        "asterisk",
        "calls over a real Asterisk with SIPp",
        TWO_CORES,  # each test has an Asterisk of its own, and waits for most of its time
        there=lambda: asterisk_installed() is not None,
        brings="make asterisk",
    ),
    Suite(
        "postgres",
        "the database tests on PostgreSQL",
        ("-n", "2"),
        there=lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None,
        brings="sudo apt-get install postgresql",
    ),
    Suite(
        "redis",
        "where people are in the chat, in Redis",
        there=lambda: shutil.which("redis-server") is not None,
        brings="sudo apt-get install redis-server",
    ),
    Suite(
        "node",
        "SMS to a second centre, npm's smpp",
        there=lambda: second_centre_installed() is not None,
        brings="sudo apt-get install nodejs npm && make smpp",
    ),
    Suite(
        "browser",
        "the page in Chromium",
        ("-n", "2"),
        there=lambda: shutil.which("chromium") is not None,
        brings="sudo apt-get install chromium",
    ),
)
QUICK = " and ".join(f"not {suite.marker}" for suite in SUITES)


def quick() -> bool:
    """Lint and the tests that need nothing, and what is left out."""
    started = time.monotonic()
    with beside("make", "-s", "lint") as lint:
        tested = pytest(QUICK, *TWO_CORES)
    print(f"lint {'green' if lint() else 'RED'}, tests {'green' if tested else 'RED'}: {seconds(started)}. Left out:")
    for suite in SUITES:
        have = "`make test-all`" if suite.there() else f"`{suite.brings}`, then `make test-all`"
        print(f"  {suite.marker:9} {suite.says}: {have}")
    return lint() and tested


def everything() -> bool:
    """Every suite, one after another, even after a red one."""
    results, took = {}, {}
    shaky: list[str] = []
    began = time.monotonic()
    with beside("make", "-s", "lint") as lint:
        results["quick"] = pytest(QUICK, *TWO_CORES, "--hypothesis-profile", "thorough")
    results["lint"] = lint()
    took["quick"] = seconds(began)
    for suite in SUITES:
        print(f"\n{suite.marker}: {suite.says}", flush=True)
        started = time.monotonic()
        if suite.there():
            results[suite.marker], red = with_a_second_look(suite.marker, *suite.options)
            shaky += red
        else:
            print(f"it is not here: `{suite.brings}` brings it")
            results[suite.marker] = False
        took[suite.marker] = seconds(started)
    lines = (f"  {'green' if green else 'RED  '} {name:9} {took.get(name, '')}" for name, green in results.items())
    print("\n" + "\n".join(line.rstrip() for line in lines) + f"\n  {seconds(began)} in all")
    if shaky:
        print("\nred at first, green alone:\n" + "\n".join(f"  {name}" for name in shaky))
    return all(results.values())


def with_a_second_look(marker: str, *options: str) -> tuple[bool, list[str]]:
    """`pytest`; tests over real parts that were red run once more, alone: a busy machine is no bug, but it is told."""
    with tempfile.TemporaryDirectory(prefix="gudok-seen-") as seen:
        cache = ("-o", f"cache_dir={seen}")
        if pytest(marker, *cache, *options):
            return True, []
        noted = Path(seen) / "v" / "cache" / "lastfailed"
        red = sorted(json.loads(noted.read_text("utf-8"))) if noted.is_file() else []
        if not red or len(red) > FEW:
            return False, []
        print(f"\n{marker}: red at first, once more, alone:\n" + "\n".join(f"  {name}" for name in red), flush=True)
        green = pytest(marker, *cache, "--last-failed", "--last-failed-no-failures", "none")
    return green, red if green else []


def pytest(marker: str, *options: str) -> bool:
    """Run the tests with this marker expression; whether they are green. Red ones leave their files."""
    folder = tempfile.mkdtemp(prefix="gudok-tests-", dir=in_memory())
    command = [sys.executable, "-m", "pytest", "-m", marker, "--basetemp", folder, *options]
    green = subprocess.run(command, env=COMPILED, check=False).returncode == 0
    if green:
        shutil.rmtree(folder, ignore_errors=True)
    return green


def in_memory() -> Path | None:
    """Where SQLite's fsync, thousands of them, costs nothing; None: the usual place."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


@contextmanager
def beside(*command: str) -> Iterator[Callable[[], bool]]:
    """Runs it while the block runs, and shows what it said afterwards; whether it is green, known after the block."""
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        try:
            yield lambda: process.returncode == 0
        finally:
            process.wait()
            said.seek(0)
            print(said.read(), end="", flush=True)


def seconds(started: float) -> str:
    return f"{time.monotonic() - started:.0f} s"


if __name__ == "__main__":
    sys.exit(0 if {"--quick": quick, "--all": everything}[sys.argv[1]]() else 1)
