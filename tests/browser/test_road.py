"""Somebody who has just typed `make run`: everything they do in their first five minutes, in Chromium.

With GUDOK_SHOTS=docs/img (`make shots`) the screenshots of the README are taken on the way.
"""

import io
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from bot.app import EXAMPLE, Running, running
from tests.audio import has_tone
from tests.browser.conftest import SPOKEN_HZ, browsing, phone
from tests.road.house import ADMIN, BEEP_HZ, CLIENT, PETROVA, SALES, decoded, mp3, settings

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

COLOURS = 256  # a third of the size, and nobody sees it
DESKTOP, POCKET = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
HEARS = "([number, hz]) => { const h = window.gudok.heard(number); return h.peak > 0.05 && Math.abs(h.hz - hz) < 15; }"
HEARS_ANYTHING = "(number) => window.gudok.heard(number).peak > 0.02"


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[Running]:
    """`gudok run` on its first day; the sales department rings for five seconds only."""
    async with running(settings(tmp_path / "data")) as app:
        company = EXAMPLE.read_text("utf-8").replace("ring_seconds: 15", "ring_seconds: 5")
        await app.services.companies.import_yaml(company, EXAMPLE.name)
        yield app


@pytest.fixture
async def page(app: Running, tmp_path: Path) -> AsyncIterator[Page]:
    async with browsing(app.address, tmp_path) as page:
        await page.set_viewport_size(DESKTOP)
        yield page


async def shot(page: Page, name: str) -> None:
    """A picture for the documentation, when it is asked for."""
    if folder := os.environ.get("GUDOK_SHOTS"):
        await page.wait_for_timeout(400)  # bubbles slide in
        picture = Image.open(io.BytesIO(await page.screenshot())).convert("RGB")
        small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(Path(folder) / f"{name}.png", optimize=True)


async def test_a_newcomer_goes_the_whole_road(page: Page, app: Running, tmp_path: Path) -> None:
    client = phone(page, CLIENT)
    await page.get_by_test_id("start").click()
    await expect(page.get_by_test_id("message").last).to_contain_text("ООО «Ромашка»")

    await page.get_by_test_id(f"person-{PETROVA}").click()
    await page.get_by_test_id("start").click()
    await page.get_by_test_id("reply-button").click()
    await page.get_by_test_id("confirm-yes").click()
    await expect(page.get_by_test_id("message").last).to_contain_text("Ваши сообщения")

    await page.get_by_test_id(f"person-{ADMIN}").click()
    await page.get_by_test_id(f"did-{SALES}").click()
    await expect(phone(page, "101")).to_have_attribute("data-state", "ringing")
    await page.wait_for_function(HEARS_ANYTHING, arg=CLIENT)
    await page.wait_for_function(HEARS, arg=[CLIENT, BEEP_HZ], timeout=20_000, polling=20)
    await page.wait_for_timeout(2500)
    await client.get_by_test_id("hang-up").click()
    voice = page.get_by_test_id("voice")
    await expect(voice).to_be_visible(timeout=3000)
    await voice.get_by_test_id("play").click()
    await expect(page.get_by_test_id("message").last).to_contain_text("+7 900 123-45-67 → +7 992 385-52-59")
    [message] = (tmp_path / "data" / "voicemail").glob("*.wav")
    assert has_tone(decoded(message.read_bytes()), SPOKEN_HZ, 1)

    await page.get_by_test_id(f"did-{SALES}").click()
    await expect(phone(page, "102")).to_have_attribute("data-state", "ringing")
    await shot(page, "desktop")
    await client.get_by_test_id("hang-up").click()

    song = tmp_path / "song.mp3"
    song.write_bytes(mp3(880, 20))
    await page.get_by_test_id("attach").click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_test_id("attach-audio").click()
    await (await chooser.value).set_files(song)
    await expect(page.get_by_test_id("message").last).to_contain_text("громкость выровнена", timeout=15_000)
    await page.get_by_role("button", name="Поставить").click()
    await expect(page.get_by_test_id("message").last).to_contain_text("Звучит на АТС с", timeout=15_000)

    await page.get_by_test_id(f"did-{SALES}").click()
    await page.wait_for_function(HEARS, arg=[CLIENT, 880])
    await phone(page, "102").get_by_test_id("answer").click()
    await expect(client).to_have_attribute("data-state", "talking")
    await expect(phone(page, "101")).to_have_attribute("data-state", "idle")
    await page.set_viewport_size(POCKET)
    await shot(page, "phone-chat")
    await page.get_by_test_id("tab-phones").click()
    await shot(page, "phone-telephones")
    await client.get_by_test_id("hang-up").click()
    await expect(phone(page, "102")).to_have_attribute("data-state", "idle")
