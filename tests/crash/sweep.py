"""The sweep of recordings: the oldest two have to go, after a pack has been added for the money there is."""

import os
from datetime import datetime, timedelta

from bot.db.models import Call, Company, Recording
from bot.domain.money import rubles
from bot.domain.tariffs import GIB
from bot.ports import Progress
from tests.crash.doom import Doom
from tests.crash.scenarios import Found, Scenario, counted, rows
from tests.road.house import CLIENT, SALES, House

SIZE = 19 * GIB // 10  # of each, as its row says
OLD = timedelta(days=1)  # files: a sweep takes strays of this age


async def full_shelf(house: House) -> None:
    """Five talks, 9.5 GB, in 1 GB; packs of 5 GB come by themselves, one at a time."""
    await house.app.services.billing.pay("romashka", rubles(10_000), "1")
    for n in range(5):
        await _keeps(house, n, house.clock.now() - OLD + timedelta(minutes=n))
    async with house.app.services.store.write() as session:
        (await session.get_one(Company, house.company)).auto_packs = True


async def swept(house: House, doom: Doom) -> None:
    async with counted(house, doom):
        await house.app.services.storage_sweep.sweep()


async def shelf_found(house: House) -> Found:
    """After the next sweep, which the heartbeat asks for."""
    await house.app.services.storage_sweep.sweep()
    there = await rows(house, "SELECT file FROM recording WHERE deleted_at IS NULL ORDER BY id")
    return {
        "rows": [file for (file,) in there],
        "files": sorted(file.name for file in (house.data / "recordings").iterdir()),
        "packs": await house.rows("holding WHERE kind = 'storage' AND until IS NULL"),
    }


async def _keeps(house: House, n: int, at: datetime) -> None:
    file = house.data / "recordings" / f"talk-{n}.wav"
    file.write_bytes(b"talk")
    os.utime(file, (at.timestamp(), at.timestamp()))
    facts = {"leg_id": f"old-{n}", "caller": CLIENT, "dialled": SALES, "plan": {}, "peer_leg_id": ""}
    async with house.app.services.store.write() as session:
        call = Call(
            company_id=house.company, direction="in", progress=Progress.ENDED, started_at=at, ended_at=at, **facts
        )
        session.add(call)
        await session.flush()
        kept = {"name": f"talk-{n}", "file": file.name, "seconds": 60.0, "bytes": SIZE, "created_at": at}
        session.add(Recording(company_id=house.company, call_id=call.id, **kept))


SWEEP = Scenario(full_shelf, swept, shelf_found, seconds=60)
