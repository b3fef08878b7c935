"""From the hang-up to the voice message at the Bot API server, ten at once, against ffmpeg alone on the same files."""

import asyncio
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from aiohttp import ClientSession

from bench.measure import Row
from bot.app import Running, running
from bot.media.ffmpeg import find_program
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import PhoneState
from bot.scenery import FIRST_EMPLOYEE
from tests.audio import tone
from tests.calls.world import Handset
from tests.chat.someone import Someone
from tests.road.house import settings

AT_ONCE = 10
SPOKEN = 5.0  # seconds of each message
COMPANY = """
key: bench
name: Bench
time_zone: Europe/Moscow
language: ru
dids:
{dids}
departments: []
employees:
{employees}
"""


def rows() -> Iterator[Row]:
    """(path, our p95 in ms, the floor's p95 in ms, goal)."""
    with TemporaryDirectory() as name:
        data = Path(name)
        ours = asyncio.run(_ours(data))
        floor = _floor(sorted((data / "voicemail").glob("*.wav")), data)
    p95, floor95 = (quantiles(times, n=20)[-1] * 1000 for times in (ours, floor))
    yield (
        f"hang-up -> voice message, {AT_ONCE} at once, p95 ms",
        p95,
        floor95,
        f"floor + 150 ms = {floor95 + 150:.0f}",
    )


def company(count: int = AT_ONCE) -> str:
    """So many employees with a Did each."""
    every = range(count)
    dids = "\n".join(f"  - {{number: +799200010{n:02}, leads_to: {{employee: {n + 200}}}}}" for n in every)
    people = "\n".join(f"  - {{name: Employee {n}, number: +790000010{n:02}, phone: {n + 200}}}" for n in every)
    return COMPANY.format(dids=dids, employees=people)


async def join(app: Running, http: ClientSession) -> list[int]:
    """Every employee of `company` is in the chat; who they are there."""
    people = [FIRST_EMPLOYEE + one.id for one in await app.services.directory.employees() if one.phone[0] in "23"]
    await http.get("/local/scene")
    for person in people:
        someone = Someone(http, person)
        await someone.writes("/start")
        await someone.shares()
    return people


async def _ours(data: Path) -> list[float]:
    chosen = settings(data)
    async with running(chosen) as app, ClientSession(app.address) as http:
        await app.services.companies.import_yaml(company(), "bench.yaml")
        people = await join(app, http)
        handsets = await asyncio.gather(*(_spoken(app, n) for n in range(AT_ONCE)))
        arrivals = [asyncio.create_task(arrival(http, person)) for person in people]
        await asyncio.sleep(0.2)
        hung_up = time.perf_counter()
        for handset in handsets:
            handset.phone.hang_up()
        return [at - hung_up for at in await asyncio.gather(*arrivals)]


async def _spoken(app: Running, n: int) -> Handset:
    """A caller who has left everything but the hang-up: nobody's phone is plugged in, so the prompt comes at once."""
    assert isinstance(app.pbx, LocalSwitchboard)
    handset = Handset(app.pbx.plug(f"+7900000020{n}"))
    handset.phone.dial(f"+799200010{n:02}")
    await handset.until(PhoneState.TALKING)
    await asyncio.sleep(6)
    handset.phone.speak(tone(300 + 50 * n, SPOKEN))
    await asyncio.sleep(SPOKEN + 0.5)
    return handset


async def arrival(http: ClientSession, person: int) -> float:
    async with http.ws_connect(f"/local/persons/{person}/events") as events:
        async for event in events:
            if "voice" in event.json().get("message", {}):
                return time.perf_counter()
    raise AssertionError("the chat was closed")


def _floor(files: list[Path], folder: Path) -> list[float]:
    """ffmpeg alone, on as many cores as we use."""
    started = time.perf_counter()

    def convert(file: Path) -> float:
        into = folder / f"{file.stem}.ogg"
        options = ("-nostdin", "-v", "error", "-y", "-i", file, "-c:a", "libopus", "-b:a", "24k", into)
        subprocess.run([find_program(), *options], check=True)
        return time.perf_counter() - started

    with ThreadPoolExecutor(2) as workers:
        return list(workers.map(convert, files))
