"""Runs the test suites; says which were left out and the one command that brings each.

`python -m tests.suites --quick`: what needs nothing but Python. `--all`: everything; a missing part is a failure.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.asterisk import installed as asterisk_installed


@dataclass(frozen=True)
class Suite:
    """Tests with a marker of their own, and what they need from the machine."""

    marker: str
    says: str
    there: Callable[[], bool]
    brings: str
    options: tuple[str, ...] = ()


SUITES = (
    Suite(
        "asterisk", "calls over a real Asterisk with SIPp", lambda: asterisk_installed() is not None, "make asterisk"
    ),
    Suite(
        "postgres",
        "the database tests on PostgreSQL",
        lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None,
        "sudo apt-get install postgresql",
        ("-n", "2"),
    ),
    Suite(
        "browser",
        "the page in Chromium",
        lambda: shutil.which("chromium") is not None,
        "sudo apt-get install chromium",
        ("-n", "2"),
    ),
)


def pytest(marker: str, *options: str) -> bool:
    """Run the tests with this marker expression; whether they are green."""
    return subprocess.run([sys.executable, "-m", "pytest", "-m", marker, *options], check=False).returncode == 0


def quick() -> bool:
    """The tests that need nothing, and what is left out."""
    started = time.monotonic()
    green = pytest(" and ".join(f"not {suite.marker}" for suite in SUITES), "-n", "2", "--dist", "loadfile")
    print(f"\n{time.monotonic() - started:.0f} s. Left out here:")
    for suite in SUITES:
        have = "`make test-all` runs it" if suite.there() else f"`{suite.brings}`, then `make test-all`"
        print(f"  {suite.marker:9} {suite.says}: {have}")
    return green


def everything() -> bool:
    """Every suite, one after another, even after a red one."""
    results = {"quick": quick()}
    for suite in SUITES:
        print(f"\n{suite.marker}: {suite.says}", flush=True)
        if suite.there():
            results[suite.marker] = pytest(suite.marker, *suite.options)
        else:
            print(f"it is not here: `{suite.brings}` brings it")
            results[suite.marker] = False
    print("\n" + "\n".join(f"  {'green' if green else 'RED  '} {name}" for name, green in results.items()))
    return all(results.values())


if __name__ == "__main__":
    sys.exit(0 if {"--quick": quick, "--all": everything}[sys.argv[1]]() else 1)
