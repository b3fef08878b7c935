"""From the hang-up of an employee's telephone to its next INVITE, while a hundred wait on Asterisk.

The floor is a dialplan that dials the same telephone again as soon as it is put down, for one caller.
"""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bench.measure import Row
from bot.app import running
from bot.ports import PhoneState
from tests.asterisk.firm import Firm, firm
from tests.asterisk.sip_phone import SipPhone
from tests.asterisk.sipp import sipp

WAITING, TURNS, A_SECOND = 100, 100, 20
TALK = 0.2  # seconds
BOT, FLOOR, PHONE = "79920000001", "70000000000", "101"
COMPANY = f"""
key: bench
name: Bench
time_zone: Europe/Moscow
language: ru
dids:
  - {{number: +{BOT}, leads_to: {{department: One}}}}
departments:
  - {{name: One, ring_seconds: 60, wait_seconds: 600, members: ["{PHONE}"]}}
employees:
  - {{name: Employee, number: +79000001001, phone: "{PHONE}"}}
"""
DIALPLAN = f"""
[inbound](+)
exten => {FLOOR},1,Answer()
 same => n(again),Dial(PJSIP/{PHONE},60,g)
 same => n,Goto(again)
"""


def rows() -> Iterator[Row]:
    """(path, ours in ms, the dialplan's, goal). Needs the private Asterisk."""
    with TemporaryDirectory() as name:
        ours, floor = (quantiles(taken, n=20) for taken in asyncio.run(_measure(Path(name))))
    what = f"{WAITING} wait over Asterisk: free to INVITE"
    yield f"{what}, ms p50", ours[9] * 1000, floor[9] * 1000, "told for the record"
    yield f"{what}, ms p95", ours[-1] * 1000, floor[-1] * 1000, "<= 50 ms p95"


async def _measure(data: Path) -> list[list[float]]:
    async with firm(data, COMPANY, DIALPLAN) as ours:
        settings = ours.settings.model_copy(update={"ari_url": SecretStr(ours.asterisk.url)})
        async with running(settings):
            return [await _turns(ours, BOT, WAITING), await _turns(ours, FLOOR, 1)]


async def _turns(ours: Firm, did: str, callers: int) -> list[float]:
    """Seconds from each hang-up to the next ring."""
    async with sipp("caller", ours.asterisk, did=did, calls=callers, rate=A_SECOND):
        await asyncio.sleep(callers / A_SECOND + 2)  # all of them are on the line
        taken = await _serve(ours.line.plug(PHONE), min(TURNS, callers - 1) or TURNS)
    await asyncio.sleep(1)
    return taken


async def _serve(phone: SipPhone, turns: int) -> list[float]:
    """An employee who picks up at once, says little, and puts the telephone down."""
    taken: list[float] = []
    hung_up = 0.0
    async for event in phone.events():
        match event.state:
            case PhoneState.RINGING:
                if hung_up:
                    taken.append(time.perf_counter() - hung_up)
                if len(taken) == turns:
                    phone.decline()
                    break
                phone.answer()
            case PhoneState.TALKING:
                await asyncio.sleep(TALK)
                hung_up = time.perf_counter()
                phone.hang_up()
    return taken
