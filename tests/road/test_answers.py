"""The whole way back: a message is answered from the chat, telephones ring, and the chat says what came of it (V6)."""

import asyncio

import pytest

from bot.domain.forwarding import Forwarding
from bot.ports import PhoneState
from tests.audio import tone, tone_seconds, write_wav
from tests.calls.world import Handset
from tests.chat.someone import Someone
from tests.road.house import CLIENT, DIRECT, House, until

PETROVAS_PHONE, HEARD_AGAIN = "102", 620


@pytest.fixture
async def client(house: House) -> Handset:
    """Has left a message for Petrova, who has it in her chat."""
    await house.founded()
    await house.leaves_message(DIRECT)
    await house.voice(house.petrova)
    client = house.handset(CLIENT)
    client.heard.clear()
    return client


async def told(person: Someone, words: str) -> str:
    async with asyncio.timeout(10):
        while not (notes := [m["text"] for m in await person.heard() if words in m.get("text", "")]):  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    return str(notes[-1])


async def test_call_back_rings_the_employee_then_the_client_and_they_talk(house: House, client: Handset) -> None:
    desk = house.handset(PETROVAS_PHONE)
    await house.petrova.presses("☎ Перезвонить")
    assert (await desk.until(PhoneState.RINGING)).other == CLIENT
    desk.phone.answer()
    await client.until(PhoneState.RINGING)
    client.phone.answer()
    await client.until(PhoneState.TALKING)
    desk.phone.speak(tone(500, 1.0))
    await asyncio.sleep(1.5)
    assert tone_seconds(bytes(client.heard), 500) > 0.8
    client.phone.hang_up()
    await desk.until(PhoneState.IDLE)


async def test_a_spoken_answer_is_heard_by_the_client_and_the_chat_says_so(house: House, client: Handset) -> None:
    await house.petrova.presses("🎙 Ответить")
    spoken = write_wav(house.data / "spoken.wav", tone(HEARD_AGAIN, 3.0)).read_bytes()
    await house.petrova.sends("voice", spoken)
    await house.petrova.presses("Позвонить")
    await client.until(PhoneState.RINGING)
    client.phone.answer()
    await client.until(PhoneState.IDLE)
    assert tone_seconds(bytes(client.heard), HEARD_AGAIN) > 2.5
    note = await told(house.petrova, "услышал")
    assert "+7 900 123-45-67" in note


async def test_a_client_who_declines_has_not_heard_the_answer_and_the_chat_says_so(
    house: House, client: Handset
) -> None:
    await house.petrova.presses("🎙 Ответить")
    await house.petrova.sends("voice", write_wav(house.data / "spoken.wav", tone(HEARD_AGAIN, 2.0)).read_bytes())
    await house.petrova.presses("Позвонить")
    await client.until(PhoneState.RINGING)
    client.phone.hang_up()
    assert "+7 900 123-45-67" in await told(house.petrova, "не услышал")


async def test_busy_and_forwarded_the_message_is_in_the_chat_while_the_employee_talks(house: House) -> None:
    await house.founded()
    numbers, seat = house.app.services.numbers, (await house.app.services.people.meet(1001, "", "ru")).seats[0]
    petrova = next(one for one in (await numbers.page(seat, "Петрова")).items)

    await numbers.forwarding(seat, petrova.employee_id, Forwarding.BUSY, 1)
    first, desk = await house.call(DIRECT, "+79002223344"), house.handset(PETROVAS_PHONE)
    await desk.until(PhoneState.RINGING)
    desk.phone.answer()
    await desk.until(PhoneState.TALKING)
    began = asyncio.get_running_loop().time()
    await house.leaves_message(DIRECT)
    await house.voice(house.petrova)
    assert asyncio.get_running_loop().time() - began < 12, "nobody waited for an answer"
    assert desk.shown[-1].state is PhoneState.TALKING
    first.phone.hang_up()
    await until(lambda: desk.shown[-1].state is PhoneState.IDLE)
