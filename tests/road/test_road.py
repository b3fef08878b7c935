"""The road that everything hangs on: a caller's voice into the right chat, a song from the chat to the callers."""

import asyncio

from bot.ports import PhoneState
from tests.audio import has_tone, heard_in_order, tone_seconds
from tests.road.house import CLIENT, DIRECT, SALES, House, mp3, until

OTHER = "+79002223344"


async def test_a_message_for_a_department_is_with_its_administrators_within_a_second(house: House) -> None:
    await house.founded()
    await house.leaves_message(SALES, hz=880)
    voice = await house.voice(house.admin, seconds=1)
    assert voice["caption"] == "Голосовое · +7 900 123-45-67 → +7 992 385-52-59 · сегодня 12:00 · 0:02"
    assert tone_seconds(await house.sound_of(voice), 880) >= 1.8
    assert await house.petrova.voices() == []


async def test_a_message_for_an_employee_is_with_them_within_a_second(house: House) -> None:
    await house.founded()
    await house.petrova.presses("🌐 English")
    await house.leaves_message(DIRECT, hz=660)
    voice = await house.voice(house.petrova, seconds=1)
    assert voice["caption"] == "Voicemail · +7 900 123-45-67 → Петрова Анна · today 12:00 · 0:02"
    assert tone_seconds(await house.sound_of(voice), 660) >= 1.8
    assert await house.admin.voices() == []


async def test_a_song_from_the_chat_is_what_callers_hear_even_those_on_hold(house: House) -> None:
    await house.founded()
    await house.puts(mp3(440), "first.mp3")
    assert (await house.admin.reads()).endswith("✓ Звучит на АТС с 12:00")
    holding = await house.call(SALES)
    await asyncio.sleep(1)
    await house.puts(mp3(880), "second.mp3")
    next_caller = await house.call(SALES, OTHER)
    await asyncio.sleep(5)
    assert heard_in_order(bytes(holding.heard), 440, 880) == [440, 880]
    assert heard_in_order(bytes(next_caller.heard), 440, 880) == [880]
    assert tone_seconds(bytes(next_caller.heard), 880) >= 4.5


async def test_a_song_is_heard_in_the_chat_first_and_by_nobody_else(house: House) -> None:
    await house.founded()
    await house.admin.sends("audio", mp3(880), "song.mp3")
    client = await house.call(SALES)
    await asyncio.sleep(3)
    assert not has_tone(bytes(client.heard), 880)
    (voice,) = await house.admin.voices()
    assert tone_seconds(await house.sound_of(voice), 880) >= 1.8


async def test_the_greeting_that_was_recorded_in_the_chat_is_what_callers_hear(house: House) -> None:
    await house.founded()
    for button in ("♪ Мелодии", "Фразы", "♪ Приветствие голосовой почты"):
        await house.admin.presses(button)
    await house.admin.sends("voice", mp3(700))
    await house.admin.presses("Поставить")
    client = await house.at_the_beep(SALES)
    assert tone_seconds(bytes(client.heard), 700) >= 1.8


async def test_a_song_replaced_ten_times_leaves_one_file(house: House) -> None:
    await house.founded()
    for hz in range(400, 1400, 100):
        await house.puts(mp3(hz, 1.5), f"{hz}.mp3")
    client = await house.call(SALES)
    await asyncio.sleep(3)
    assert has_tone(bytes(client.heard), 1300, 2)
    assert len(list((house.data / "melodies").iterdir())) == 1


async def test_two_callers_at_once_each_leave_their_own_message(house: House) -> None:
    await house.founded()
    callers = ((SALES, CLIENT, 500), (DIRECT, OTHER, 1500))
    async with asyncio.TaskGroup() as both:
        for did, caller, hz in callers:
            both.create_task(house.leaves_message(did, caller, hz))
    for person, hz, strange in ((house.admin, 500, 1500), (house.petrova, 1500, 500)):
        sound = await house.sound_of(await house.voice(person))
        assert has_tone(sound, hz, 1.8)
        assert not has_tone(sound, strange)


async def test_an_answered_call_leaves_no_message(house: House) -> None:
    await house.founded()
    client, desk = await house.call(SALES), house.handset("101")
    await desk.until(PhoneState.RINGING)
    desk.phone.answer()
    await asyncio.sleep(20)
    client.phone.hang_up()
    await desk.until(PhoneState.IDLE)
    await asyncio.sleep(60)
    assert await house.rows("voicemail") == 0
    assert await house.admin.voices() == []


async def test_an_unknown_number_is_refused_on_the_phone_and_nothing_is_written(house: House) -> None:
    await house.founded()
    client = house.handset(CLIENT)
    client.phone.dial("+79923850000")
    await until(lambda: any(event.why for event in client.shown))
    assert client.shown[-1].why == "no-such-number"
    assert await house.rows("call") == 0
