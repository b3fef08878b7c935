"""A missed call becomes an SMS on the caller's telephone: the whole road, with the page's own network."""

import asyncio
import json

from sqlalchemy import select

from bot.db.client_models import ClientMessage, ClientNotice, SmsStock
from bot.domain.client_notices import Scenario
from bot.domain.message_states import MessageState
from bot.ports import PhoneState
from tests.road.house import CLIENT, SALES, House

TEXT = "Здравствуйте, спасибо за ваш звонок. Наш оператор перезвонит вам. " * 2


async def switched_on(house: House) -> None:
    async with house.app.services.store.write() as session:
        what = {"text": TEXT, "sms": True, "telegram": False, "months": 1}
        session.add(ClientNotice(company_id=house.company, scenario=Scenario.MISSED_IN, **what))
        session.add(SmsStock(company_id=house.company, pack_key="", left=10, of=10, purchases=0, told=False))


async def calls_in_vain(house: House, caller: str = CLIENT) -> None:
    client = await house.call(SALES, caller)
    await asyncio.sleep(6)
    client.phone.hang_up()
    await client.until(PhoneState.IDLE)


async def texts_on_the_page(house: House, seconds: float) -> list[dict[str, object]]:
    """What the page is told within so many seconds."""
    shown = []
    async with house.http.ws_connect("/local/sms") as page:
        try:
            async with asyncio.timeout(seconds):
                async for frame in page:
                    shown.append(json.loads(frame.data))
        except TimeoutError:
            return shown
    return shown


async def test_a_missed_call_is_an_sms_on_the_callers_telephone_and_is_told_as_delivered(house: House) -> None:
    await house.founded()
    await switched_on(house)
    await calls_in_vain(house)
    (sms,) = await texts_on_the_page(house, 5)
    assert (sms["to"], sms["text"]) == (CLIENT, TEXT)
    async with house.app.services.store.read() as session:
        message = (await session.scalars(select(ClientMessage))).one()
        stock = (await session.scalars(select(SmsStock))).one()
    assert message.state is MessageState.DELIVERED
    assert (stock.left, stock.of) == (8, 10)


async def test_five_calls_in_vain_within_the_hour_are_one_sms(house: House) -> None:
    await house.founded()
    await switched_on(house)
    for _ in range(5):
        await calls_in_vain(house)
    assert len(await texts_on_the_page(house, 5)) == 1
