"""An SMS under the outside telephone of the page: after a missed call, whole, and again when the page is reloaded."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.app import EXAMPLE, Running, running
from bot.db.client_models import ClientNotice, SmsStock
from bot.domain.client_notices import Scenario
from tests.browser.conftest import browsing, phone
from tests.browser.test_road import DESKTOP, HEARS, POCKET, shot
from tests.road.house import BEEP_HZ, CLIENT, SALES, settings

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

TEXT = (
    "Здравствуйте, спасибо за звонок в «Ромашку». Мы не успели ответить и перезвоним вам в течение часа. "
    "Наш сайт: https://example.com/romashka/contacts?from=sms&id=0123456789"
)


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[Running]:
    async with running(settings(tmp_path / "data")) as app:
        company = EXAMPLE.read_text("utf-8").replace("ring_seconds: 15", "ring_seconds: 5")
        await app.services.companies.import_yaml(company, EXAMPLE.name)
        async with app.services.store.write() as session:
            what = {"text": TEXT, "sms": True, "telegram": False, "months": 1}
            session.add(ClientNotice(company_id=1, scenario=Scenario.MISSED_IN, **what))
            session.add(SmsStock(company_id=1, pack_key="", left=10, of=10, purchases=0, told=False))
        yield app


@pytest.fixture
async def page(app: Running, tmp_path: Path) -> AsyncIterator[Page]:
    async with browsing(app.address, tmp_path) as page:
        await page.set_viewport_size(DESKTOP)
        yield page


async def test_who_was_missed_reads_the_sms_on_their_telephone(page: Page) -> None:
    client = phone(page, CLIENT)
    sms = page.get_by_test_id("text-message")
    await page.get_by_test_id(f"did-{SALES}").click()
    await page.wait_for_function(HEARS, arg=[CLIENT, BEEP_HZ], timeout=20_000, polling=20)
    await client.get_by_test_id("hang-up").click()
    await expect(sms).to_have_count(1, timeout=10_000)
    await expect(sms).to_contain_text(TEXT)
    await expect(sms).to_be_in_viewport(ratio=1)
    await shot(page, "sms-wide")

    await page.set_viewport_size(POCKET)
    await page.get_by_test_id("tab-phones").click()
    await sms.scroll_into_view_if_needed()
    await expect(sms).to_be_in_viewport()
    wide = await page.evaluate("document.documentElement.scrollWidth")
    assert wide <= POCKET["width"], "nothing hangs over the edge"
    await shot(page, "sms-phone")

    await page.reload()
    await expect(sms).to_contain_text(TEXT)
