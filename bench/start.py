"""A cold start: everything that Gudok imports, against aiogram alone."""

import os
import subprocess
import sys
from collections.abc import Iterator

from bench.measure import Job, Row, medians

ROUNDS = 5
CACHED = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}  # compiled once, as on any machine that is not set up for tests


def rows() -> Iterator[Row]:
    """(path, our seconds, aiogram's, goal)."""
    yield (
        "cold start, s",
        *medians(_imports("bot.__main__"), _imports("aiogram"), ROUNDS),
        "<= 1.25 of import aiogram",
    )


def _imports(module: str) -> Job:
    return lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True, env=CACHED)
