"""Medians of interleaved rounds: what slows the machine down slows both sides."""

import time
from collections.abc import Callable
from statistics import median

Row = tuple[str, float, float, str]
Job = Callable[[], object]


def medians(ours: Job, floor: Job, rounds: int) -> tuple[float, float]:
    """Seconds of either."""
    times = [(seconds(ours), seconds(floor)) for _ in range(rounds)]
    return median(ours for ours, _ in times), median(floor for _, floor in times)


def seconds(job: Job) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started
