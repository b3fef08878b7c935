"""A call over Asterisk: answer and prompt, by the whole bot and by Asterisk's own dialplan. SIPp measures both."""

import asyncio
import csv
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from bench.measure import Row
from tests.asterisk.firm import Firm, firm
from tests.asterisk.sipp import sipp

BOT, FLOOR = "79920000001", "70000000000"
COMPANY = f"""
key: bench
name: Bench
time_zone: Europe/Moscow
language: ru
dids:
  - {{number: +{BOT}, leads_to: {{department: Nobody}}}}
departments:
  - {{name: Nobody, ring_seconds: 5, members: []}}
employees: []
"""
DIALPLAN = f"""
[inbound](+)
exten => {FLOOR},1,Answer()
 same => n,Playback(gudok/ru/voicemail)
 same => n,Wait(5)
"""
ROUNDS, CALLS, A_SECOND = 3, 100, 20
RATES = (25, 50, 100, 150, 200, 300)
SLOW = 0.1  # seconds: a rate is held while p95 stays below


def rows() -> Iterator[Row]:
    """(path, ours, the dialplan's, goal). Needs the private Asterisk."""
    with TemporaryDirectory() as name:
        yield from asyncio.run(_measure(Path(name)))


async def _measure(data: Path) -> list[Row]:
    async with firm(data, COMPANY, DIALPLAN) as ours, ours.bot():
        times: dict[str, list[float]] = {FLOOR: [], BOT: []}
        for _ in range(ROUNDS):
            for did, measured in times.items():
                measured += await _answers(ours, did, CALLS, A_SECOND)
        bot, floor = (quantiles(times[did], n=20) for did in (BOT, FLOOR))
        what = f"INVITE -> 200, {A_SECOND} calls/s"
        held = [await _held(ours, did) for did in (BOT, FLOOR)]
        return [
            (f"{what}, p50 ms", bot[9] * 1000, floor[9] * 1000, "told for the record"),
            (f"{what}, p95 ms", bot[-1] * 1000, floor[-1] * 1000, f"floor + 15 ms = {floor[-1] * 1000 + 15:.1f}"),
            (f"calls/s with p95 < {SLOW * 1000:.0f} ms", *held, ">= 0.5"),
        ]


async def _held(ours: Firm, did: str) -> float:
    """The highest of RATES at which answers still come in time."""
    best = 0.0
    for rate in RATES:
        times = await _answers(ours, did, rate * 3, rate)
        if quantiles(times, n=20)[-1] > SLOW:
            break
        best = rate
    return best


async def _answers(ours: Firm, did: str, calls: int, rate: float) -> list[float]:
    """Seconds from each INVITE to its 200."""
    wish = ("-trace_rtt", "-rtt_freq", "1")
    async with sipp("caller_hangs_up", ours.asterisk, did=did, calls=calls, rate=rate, pause=0.5, more=wish) as load:
        await load.done()
    (file,) = ours.asterisk.folder.glob("caller_hangs_up_*_rtt.csv")
    with file.open() as table:
        times = [float(row["response_time_ms"]) / 1000 for row in csv.DictReader(table, delimiter=";")]
    file.unlink()
    return times
