"""Smart redial over the whole app: bought in the chat, an unanswered call, the client who calls back, the notes."""

import asyncio

from bot.ports import PhoneState
from tests.road.house import CLIENT, SALES, House
from tests.road.talks import switch

PAST_THE_RING = 61


async def said(house: House, words: str) -> bool:
    return any(words in message.get("text", "") for message in await house.petrova.history())


async def test_client_who_calls_back_reaches_who_called_and_who_is_told_why(house: House) -> None:
    await house.founded()
    await house.admin.goes("🔀 Опции", "⚪️ Умный перезвон · 150 ₽", "Включить")
    await house.admin.goes("Время на перезвон: 1 час", "⚪️ 2 часа")
    assert "2 часа" in await house.admin.reads()
    await house.admin.writes("75")
    assert "1 ч 15 мин" in await house.admin.reads()
    await switch(house, "caller-id", "102")
    petrova, client = house.handset("102"), house.handset(CLIENT)
    ivanov = house.handset("101")
    petrova.phone.dial(CLIENT)
    assert (await client.until(PhoneState.RINGING)).other == SALES
    await asyncio.sleep(PAST_THE_RING)
    assert client.shown[-1].state is PhoneState.IDLE
    await asyncio.sleep(600)

    client.phone.dial(SALES)
    ringing = await petrova.until(PhoneState.RINGING)
    assert ringing.other == CLIENT
    assert ringing.name.startswith("Вы звонили в ")
    assert ivanov.shown[-1].state is PhoneState.IDLE
    await asyncio.sleep(1)
    assert await said(house, "+7 900 123-45-67 перезванивает: вы звонили в ")
    petrova.phone.decline()
    await ivanov.until(PhoneState.RINGING)
    client.phone.hang_up()
    await asyncio.sleep(1)

    client.phone.dial(SALES)
    await ivanov.until(PhoneState.RINGING)
    await petrova.until(PhoneState.RINGING)
    assert petrova.shown[-1].name == "", "once"
    client.phone.hang_up()
    await asyncio.sleep(1)
