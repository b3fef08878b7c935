"""The mailbox on the page, in Chromium: a message that a caller has just left comes as a mail, and plays there."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.app import EXAMPLE, Running, running
from tests.audio import dominant
from tests.browser.conftest import SPOKEN_HZ, browsing, phone
from tests.browser.test_road import HEARS, POCKET
from tests.road.house import BEEP_HZ, CLIENT, DIRECT, decoded, settings

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

RULE = "notifications:\n  - {employee: 102, ways: [email]}\n"
STARTED = "audio => audio.currentTime > 0.3 && audio.duration > 1 && !audio.error"


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[Running]:
    """Petrova, whom a public number rings for five seconds, wants a mail of what she misses."""
    async with running(settings(tmp_path / "data")) as app:
        company = EXAMPLE.read_text("utf-8").replace("    phone: 102\n", "    phone: 102\n    ring_seconds: 5\n")
        await app.services.companies.import_yaml(company + RULE, EXAMPLE.name)
        yield app


@pytest.fixture
async def page(app: Running, tmp_path: Path) -> AsyncIterator[Page]:
    async with browsing(app.address, tmp_path) as page:
        yield page


async def test_a_message_that_was_left_comes_as_a_mail_that_plays(page: Page, app: Running, tmp_path: Path) -> None:
    await page.get_by_test_id(f"did-{DIRECT}").click()
    await page.wait_for_function(HEARS, arg=[CLIENT, BEEP_HZ], timeout=20_000, polling=20)
    await page.wait_for_timeout(2500)
    await phone(page, CLIENT).get_by_test_id("hang-up").click()

    await page.set_viewport_size(POCKET)
    await expect(page.get_by_test_id("tab-mail")).to_contain_text("1", timeout=10_000)
    await page.get_by_test_id("tab-mail").click()
    mail = page.get_by_test_id("mail")
    await expect(mail).to_have_count(1)
    await expect(mail).to_contain_text("Голосовое сообщение: +7 900 123-45-67")
    await expect(mail).to_contain_text("petrova@example.com")
    sound = mail.get_by_test_id("mail-sound")
    await expect(sound).to_be_hidden()
    await mail.locator("summary").click()
    await expect(mail).to_contain_text("+7 900 123-45-67 → Петрова Анна")

    await sound.evaluate("audio => audio.play()")
    await page.wait_for_function(STARTED, arg=await sound.element_handle())
    response = await page.request.get(app.address + str(await sound.get_attribute("src")))
    assert (response.status, response.headers["content-type"]) == (200, "audio/mpeg")
    heard = decoded(await response.body())
    assert dominant(heard[len(heard) // 4 : -len(heard) // 4]) == pytest.approx(SPOKEN_HZ, rel=0.05)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
    if folder := os.environ.get("GUDOK_SHOTS"):
        await page.screenshot(path=Path(folder) / "phone-mail.png")
