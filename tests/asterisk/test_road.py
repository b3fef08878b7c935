"""The whole road over a real Asterisk: what a caller hears and says is measured, what the chat gets is played."""

import asyncio

import pytest

from bot.ports import PhoneState
from tests.asterisk.firm import Firm
from tests.asterisk.rtp import Voice
from tests.asterisk.sipp import sipp
from tests.audio import dominant, has_tone, tone, tone_seconds
from tests.contract.person import Person
from tests.road.house import BEEP_HZ, CLIENT, DIRECT, SALES, mp3

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]

OTHER = "+79002223344"
LOW, HIGH, VOICE, OTHER_VOICE = 440, 880, 1250, 1700


async def test_sipp_hears_our_music_then_the_song_from_the_chat_and_its_message_is_played_in_the_chat(
    ours: Firm,
) -> None:
    async with ours.bot() as house:
        by_default, replaced = bytearray(), bytearray()
        voice = Voice("PCMA", by_default.extend)
        async with sipp("caller_hangs_up", ours.asterisk, media=await voice.open(), pause=2, did=SALES[1:]) as caller:
            await caller.done()
        voice.close()
        assert dominant(bytes(by_default)) > 0
        assert not has_tone(bytes(by_default), HIGH, 1)

        await house.puts(mp3(HIGH))
        assert "✓ Звучит на АТС с" in await house.admin.reads()
        voice = Voice("PCMA", replaced.extend, learns=True)
        async with sipp("caller_hangs_up", ours.asterisk, media=await voice.open(), pause=14, did=SALES[1:]) as caller:
            async with asyncio.timeout(13):
                while not has_tone(bytes(replaced[-3200:]), BEEP_HZ):  # noqa: ASYNC110 - a peer in real time
                    await asyncio.sleep(0.05)
            await asyncio.sleep(0.6)
            voice.speak(tone(VOICE, 2.0))
            await caller.done()
        voice.close()
        assert tone_seconds(bytes(replaced), HIGH) >= 4
        message = await house.voice(house.admin, seconds=5, number=2)  # the first one was the song as it will sound
        assert message["caption"].startswith("Голосовое · +7 900 123-45-67 → +7 992 385-52-59 · сегодня ")
        assert has_tone(await house.sound_of(message), VOICE, 1.7)


async def test_after_a_restart_of_the_bot_talkers_talk_on_and_the_one_on_hold_is_served(ours: Firm) -> None:
    phone = ours.line.plug
    async with (
        Person(phone(CLIENT)) as client,
        Person(phone(OTHER)) as other,
        Person(phone("102")) as petrova,
        Person(phone("101")) as ivanov,
    ):
        async with ours.bot() as house:
            await house.puts(mp3(LOW, 20))
            client.phone.dial(DIRECT)
            await petrova.takes_the_call()
            await client.sees(PhoneState.TALKING)
            other.phone.dial(SALES)
            await other.sees(PhoneState.TALKING)
            await other.hears(LOW)
            await ivanov.sees(PhoneState.RINGING)
        await asyncio.gather(client.says(tone(VOICE, 1)), petrova.says(tone(OTHER_VOICE, 1)))
        await petrova.hears(VOICE)
        await client.hears(OTHER_VOICE)
        async with ours.bot() as house:
            await ivanov.takes_the_call()
            await ivanov.says(tone(HIGH, 1))
            await other.hears(HIGH)
            await client.says(tone(LOW, 1))
            await petrova.hears(LOW)
            client.phone.hang_up()
            await petrova.sees(PhoneState.IDLE)
            other.phone.hang_up()
            await ivanov.sees(PhoneState.IDLE)
            async with asyncio.timeout(5):
                while await house.rows("call WHERE outcome IS NULL"):  # noqa: ASYNC110 - a peer in real time
                    await asyncio.sleep(0.05)
            assert await house.rows("call WHERE outcome = 'answered'") == 2


async def test_a_message_that_asterisk_took_alone_is_in_the_chat_once_the_bot_is_back(ours: Firm) -> None:
    async with ours.bot():
        pass  # the fallback lines are with Asterisk now
    heard = bytearray()
    voice = Voice("PCMA", heard.extend, learns=True)
    async with sipp("caller_hangs_up", ours.asterisk, media=await voice.open(), pause=14, did=SALES[1:]) as caller:
        async with asyncio.timeout(13):
            while dominant(bytes(heard[-1600:])) == 0:  # noqa: ASYNC110 - a peer in real time
                await asyncio.sleep(0.05)
        await asyncio.sleep(2)
        voice.speak(tone(VOICE, 8.0))
        await caller.done()
    voice.close()
    async with ours.bot() as house:
        message = await house.voice(house.admin, seconds=5)
        assert has_tone(await house.sound_of(message), VOICE, 1)
        assert "+7 900 123-45-67 → +7 992 385-52-59" in message["caption"]
