"""A recorded call, played in the chat from the statistics."""

from tests.audio import tone_seconds
from tests.road.house import DIRECT, House
from tests.road.talks import picks_up, switch, they_talk


async def test_a_recorded_call_is_played_in_the_chat(house: House) -> None:
    await house.founded()
    await switch(house, "recording")
    petrova, client = house.handset("102"), await house.call(DIRECT)
    await picks_up(petrova)
    await they_talk(client, petrova)
    await house.admin.presses("📈 Статистика")
    (line,) = [button for button in await house.admin.sees() if button.startswith("✅")]
    assert line.endswith(" ●")
    await house.admin.presses(line)
    (play,) = [button for button in await house.admin.sees() if button.startswith("▶ Прослушать")]
    await house.admin.presses(play)
    pcm = await house.sound_of(await house.voice(house.admin))
    assert min(tone_seconds(pcm, 500), tone_seconds(pcm, 700)) > 0.7
