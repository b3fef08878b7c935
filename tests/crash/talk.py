"""A recorded talk is over: what a killed process leaves of it."""

import asyncio

from sqlalchemy import select

from bot.db.models import Recording
from bot.db.money_models import HoldingRow
from bot.domain.billing import Charge
from bot.ports import PhoneState
from tests.audio import read_wav, tone, tone_seconds
from tests.crash.doom import Doom
from tests.crash.scenarios import Found, Scenario, counted, quiet, rows
from tests.road.house import DIRECT, House


async def recording_is_on(house: House) -> None:
    async with house.app.services.store.write() as session:
        held = {"key": "recording", "of": 0, "since": house.clock.now(), "until": None}
        session.add(HoldingRow(company_id=house.company, kind=Charge.OPTIONS, **held))


async def talk_ends(house: House, doom: Doom) -> None:
    """From the hang-up on it counts."""
    petrova, client = house.handset("102"), await house.call(DIRECT)
    await petrova.until(PhoneState.RINGING)
    petrova.phone.answer()
    await petrova.until(PhoneState.TALKING)
    client.phone.speak(tone(500, 2.0, 0.3))
    petrova.phone.speak(tone(700, 2.0, 0.3))
    await asyncio.sleep(2.5)
    async with counted(house, doom):
        client.phone.hang_up()


async def talk_found(house: House) -> Found:
    await quiet(house)
    async with house.app.services.store.read() as session:
        talks = list(await session.scalars(select(Recording)))
    folder = house.data / "recordings"
    return {
        "talks": [talk.name for talk in talks],
        "tones": [tone_seconds(read_wav(folder / talk.file), hz) for talk in talks for hz in (500, 700)],
        "files": sorted(file.name for file in folder.iterdir()),
        "calls": await rows(house, "SELECT progress, outcome, ended_at IS NOT NULL FROM call"),
        "at the PBX": await house.app.pbx.recordings(),
    }


TALK = Scenario(recording_is_on, talk_ends, talk_found, seconds=60)
