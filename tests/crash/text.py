"""A missed call becomes an SMS of two parts, for which a pack has to be bought first."""

import asyncio

from bot.db.client_models import ClientNotice, SmsStock
from bot.domain.client_notices import Scenario as Notice
from bot.domain.money import rubles
from bot.ports import PhoneState
from tests.crash.doom import Doom
from tests.crash.scenarios import Found, Scenario, counted, quiet, rows
from tests.road.house import CLIENT, SALES, House

LEFT, PACK = 1, 500
TEXT = "Здравствуйте, спасибо за ваш звонок. Наш оператор перезвонит вам. " * 2


async def texts_are_on(house: House) -> None:
    await house.app.services.billing.pay("romashka", rubles(10_000), "1")
    async with house.app.services.store.write() as session:
        what = {"text": TEXT, "sms": True, "telegram": False, "months": 1}
        session.add(ClientNotice(company_id=house.company, scenario=Notice.MISSED_IN, **what))
        stock = {"pack_key": "sms-500", "left": LEFT, "of": LEFT, "purchases": 0, "told": False}
        session.add(SmsStock(company_id=house.company, **stock))


async def client_gives_up(house: House, doom: Doom) -> None:
    """From the hang-up on it counts."""
    client = await house.call(SALES, CLIENT)
    await asyncio.sleep(6)
    async with counted(house, doom):
        client.phone.hang_up()
        await client.until(PhoneState.IDLE)


async def text_found(house: House) -> Found:
    await quiet(house)
    return {
        "calls": await rows(house, "SELECT outcome FROM call"),
        "messages": await rows(house, "SELECT state FROM client_message"),
        "parts": [state for (state,) in await rows(house, "SELECT state FROM sms_part ORDER BY number")],
        "stock": await rows(house, 'SELECT "left", purchases FROM sms_stock'),
        "paid": await rows(house, "SELECT item, kopecks FROM ledger WHERE kind = 'sms'"),
    }


# A claim that was not made leaves nothing behind.
TEXTS = Scenario(texts_are_on, client_gives_up, text_found, seconds=120, passed_over=("commit UPDATE outbox #",))
