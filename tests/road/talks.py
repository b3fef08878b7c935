"""Talks at the handsets of the local page, and an option that is on from now."""

import asyncio

from sqlalchemy import select

from bot.db.models import Employee
from bot.db.money_models import HoldingRow
from bot.domain.billing import Charge
from bot.domain.sounds import prompt
from bot.media.sounds import default_path
from bot.ports import PhoneState
from tests.audio import read_wav, tone
from tests.calls.world import Handset
from tests.road.house import House

NOTICE = read_wav(default_path(prompt("recording-notice", "ru")))[: 16000 // 50 * 50]  # a second of it, in whole frames


async def switch(house: House, key: str, phone: str = "") -> None:
    """On from now, for the company or for the number of a phone."""
    async with house.app.services.store.write() as session:
        of = await session.scalar(select(Employee.id).where(Employee.phone == phone)) or 0
        held = {"key": key, "of": of, "since": house.clock.now(), "until": None}
        session.add(HoldingRow(company_id=house.company, kind=Charge.OPTIONS, **held))


async def they_talk(one: Handset, other: Handset) -> None:
    """Both say something for a second, then the first one hangs up."""
    await one.until(PhoneState.TALKING)
    one.phone.speak(tone(500, 1.0, 0.3))
    other.phone.speak(tone(700, 1.0, 0.3))
    await asyncio.sleep(1.5)
    one.phone.hang_up()
    await other.until(PhoneState.IDLE)
    await asyncio.sleep(1)


async def picks_up(handset: Handset) -> str:
    """The number that its display showed."""
    ringing = await handset.until(PhoneState.RINGING)
    handset.phone.answer()
    return ringing.other
