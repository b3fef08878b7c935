"""Sound in the chat: files that go up, voices that are recorded, players that play."""

import subprocess
from pathlib import Path

import pytest
from imageio_ffmpeg import get_ffmpeg_exe
from playwright.async_api import Locator, Page, expect

from tests.audio import dominant, seconds_of, tone, write_wav
from tests.browser.conftest import ANNA, SPOKEN_HZ, World, last_message

pytestmark = [pytest.mark.browser, pytest.mark.real_time]


POSITION = "least => Number(document.querySelector('.voice').dataset.position) > least"


def decoded(ogg: bytes) -> bytes:
    """8 kHz PCM of a voice message."""
    command = [get_ffmpeg_exe(), "-v", "error", "-i", "-", "-ar", "8000", "-ac", "1", "-f", "s16le", "-"]
    return subprocess.run(command, input=ogg, capture_output=True, check=True).stdout


def opus(pcm: bytes) -> bytes:
    """A voice message with this sound."""
    command = [get_ffmpeg_exe(), "-v", "error", "-f", "s16le", "-ar", "8000", "-ac", "1", "-i", "-"]
    return subprocess.run(
        [*command, "-c:a", "libopus", "-f", "ogg", "-"], input=pcm, capture_output=True, check=True
    ).stdout


@pytest.fixture
def song(tmp_path: Path) -> Path:
    return write_wav(tmp_path / "Весна <1>.wav", tone(330, 2.0))


@pytest.mark.parametrize("kind", ["audio", "document", "voice"])
async def test_file_goes_up_in_the_chosen_shape(page: Page, world: World, song: Path, kind: str) -> None:
    await page.get_by_test_id("attach").click()
    async with page.expect_file_chooser() as chosen:
        await page.get_by_test_id(f"attach-{kind}").click()
    await (await chosen.value).set_files(song)
    message = await world.update("message")
    assert tone(330, 2.0) in await world.download(message[kind]["file_id"])
    await expect(page.get_by_test_id("message")).to_have_count(1)
    await expect(page.get_by_test_id({"audio": "music"}.get(kind, kind))).to_be_visible()


async def test_file_name_is_shown_as_it_is(page: Page, world: World, song: Path) -> None:
    await world.says(ANNA, "/start")
    await world.sends_file("sendDocument", "document", b"text", "<b>x</b>.txt", chat_id=str(ANNA))
    await expect(page.get_by_test_id("document")).to_contain_text("<b>x</b>.txt")


async def test_recorded_voice_is_ogg_opus_with_what_was_said(page: Page, world: World) -> None:
    await page.get_by_test_id("record").click()
    await expect(page.get_by_test_id("record-time")).to_have_text("0:02")
    await page.get_by_test_id("record-send").click()
    voice = (await world.update("message"))["voice"]
    sound = await world.download(voice["file_id"])
    assert (voice["mime_type"], sound[:4]) == ("audio/ogg", b"OggS")
    pcm = decoded(sound)
    assert seconds_of(pcm) == pytest.approx(voice["duration"], abs=1.0)
    assert dominant(pcm[len(pcm) // 2 :]) == pytest.approx(SPOKEN_HZ, rel=0.03)


async def test_dropped_recording_is_not_sent(page: Page, world: World) -> None:
    await page.get_by_test_id("record").click()
    await page.get_by_test_id("record-drop").click()
    await page.get_by_test_id("message-field").fill("передумала")
    await page.keyboard.press("Enter")
    assert (await world.update("message"))["text"] == "передумала"


async def voice_bubble(page: Page, world: World, seconds: float) -> Locator:
    await world.says(ANNA, "/start")
    await world.sends_file(
        "sendVoice", "voice", opus(tone(500, seconds)), "v.ogg", chat_id=str(ANNA), duration=str(round(seconds))
    )
    return last_message(page).get_by_test_id("voice")


async def test_voice_plays_pauses_and_changes_speed(page: Page, world: World) -> None:
    voice = await voice_bubble(page, world, 4.0)
    await expect(voice).to_contain_text("0:04")
    await voice.get_by_test_id("play").click()
    await page.wait_for_function(POSITION, arg=0.4)
    await expect(voice.get_by_test_id("play")).to_have_attribute("aria-label", "Пауза")
    await voice.get_by_test_id("speed").click()
    await expect(voice.get_by_test_id("speed")).to_have_text("1.5×")
    await voice.get_by_test_id("play").click()
    await expect(voice.get_by_test_id("play")).to_have_attribute("aria-label", "Слушать")


async def test_voice_can_be_sought(page: Page, world: World) -> None:
    voice = await voice_bubble(page, world, 10.0)
    wave = voice.get_by_test_id("wave")
    box = await wave.bounding_box()
    assert box is not None
    await wave.click(position={"x": box["width"] * 0.7, "y": box["height"] / 2})
    await voice.get_by_test_id("play").click()
    await page.wait_for_function(POSITION, arg=6.9)


async def test_waveform_shows_where_somebody_speaks(page: Page, world: World) -> None:
    await world.says(ANNA, "/start")
    sound = opus(tone(500, 2.0, level=0.02) + tone(500, 2.0))
    await world.sends_file("sendVoice", "voice", sound, "v.ogg", chat_id=str(ANNA), duration="4")
    await page.wait_for_function(
        "() => Number(document.querySelector('.wave i:last-child').style.getPropertyValue('--h')) > 0.5"
    )
    heights = await page.locator(".wave i").evaluate_all("all => all.map(i => Number(i.style.getPropertyValue('--h')))")
    assert max(heights[:15]) < 0.2 < min(heights[25:])


async def test_playing_goes_on_when_the_message_is_edited(page: Page, world: World) -> None:
    await world.says(ANNA, "/start")
    sent = await world.sends_file(
        "sendVoice", "voice", opus(tone(500, 5.0)), "v.ogg", chat_id=str(ANNA), duration="5", caption="новое"
    )
    await page.get_by_test_id("play").click()
    await page.wait_for_function(POSITION, arg=0.2)
    await world.bot("editMessageCaption", chat_id=ANNA, message_id=sent["message_id"], caption="прослушано")
    await expect(last_message(page)).to_contain_text("прослушано")
    await page.wait_for_function(POSITION, arg=1)
