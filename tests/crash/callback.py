"""A client is promised a call back, is called, does not answer, is called again: killed anywhere on the way."""

import asyncio

from sqlalchemy import update

from bot.db.models import Department
from bot.db.money_models import HoldingRow
from bot.domain.billing import Charge
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import PhoneState
from tests.calls.world import Handset
from tests.crash.doom import Doom
from tests.crash.scenarios import Found, Scenario, quiet, rows
from tests.road.house import CLIENT, SALES, House

LONG = 1800.0  # seconds within which every promise has come to its end


async def callback_is_on(house: House) -> None:
    await house.founded()
    async with house.app.services.store.write() as session:
        held = {"key": "callback", "of": 0, "since": house.clock.now(), "until": None}
        session.add(HoldingRow(company_id=house.company, kind=Charge.OPTIONS, **held))
        await session.execute(update(Department).values(wait_seconds=600, announce_callback=True))


async def called_back(house: House, doom: Doom) -> None:
    """Nobody picks up before the key is pressed. The client declines the first attempt; from the key on it counts."""
    watch(doom)
    client = await house.call(SALES)
    await asyncio.sleep(36)
    doom.armed = True
    client.phone.press("1")
    await client.until(PhoneState.IDLE)
    people = [asyncio.create_task(picks_up(house.handset("101"))), asyncio.create_task(declines_once(client))]
    await settled(house)
    for person in people:
        person.cancel()


async def callback_found(house: House) -> Found:
    client = house.handset(CLIENT)
    people = [asyncio.create_task(picks_up(house.handset("101"))), asyncio.create_task(picks_up(client))]
    await settled(house)
    for person in people:
        person.cancel()
    await quiet(house)
    return {
        "requests": await rows(house, "SELECT stage, attempts, ending FROM callback_request"),
        "calls": await rows(house, "SELECT count(*) FROM call WHERE ended_at IS NULL"),
        "cards": [message["text"] for message in await house.petrova.heard() if "Обратный звонок" in message["text"]],
        "parcels": await rows(house, "SELECT count(*) FROM outbox WHERE done_at IS NULL OR failure <> ''"),
    }


def watch(doom: Doom) -> None:
    """Calls to the client are steps."""
    inner = LocalSwitchboard.ring

    async def ring(pbx: LocalSwitchboard, phone: str, **how: object) -> object:
        if not phone.startswith("+"):
            return await inner(pbx, phone, **how)  # type: ignore[arg-type]
        with doom.step("dial the client"):
            pass
        return await inner(pbx, phone, **how)  # type: ignore[arg-type]

    LocalSwitchboard.ring = ring  # type: ignore[assignment,method-assign]


async def picks_up(handset: Handset) -> None:
    """And talks for five seconds."""
    while True:
        await handset.until(PhoneState.RINGING)
        handset.phone.answer()
        await asyncio.sleep(5)
        if handset.phone.number.startswith("+"):
            handset.phone.hang_up()
        await handset.until(PhoneState.IDLE)


async def declines_once(handset: Handset) -> None:
    await handset.until(PhoneState.RINGING)
    await asyncio.sleep(2)
    handset.phone.decline()
    await picks_up(handset)


async def settled(house: House) -> None:
    """Nothing is owed to anybody any more."""
    waited = 0.0
    while await house.rows("callback_request WHERE closed_at IS NULL"):
        await asyncio.sleep(5)
        waited += 5
        assert waited < LONG, "a promise without an end"
    await asyncio.sleep(10)


# Whoever looks around in those ten minutes is killed in the other scenarios.
IDLE = ("commit UPDATE outbox", "getUpdates", "Telegram: getUpdates", "commit  #")
CALLBACK = Scenario(callback_is_on, called_back, callback_found, seconds=1200, passed_over=IDLE)
