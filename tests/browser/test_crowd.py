"""A company of 142: the page has a telephone and a chat for whoever is looked for, and sockets for those it shows."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.local.scene import ScenePerson, ScenePhone
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import Leg
from tests.browser import conftest
from tests.browser.conftest import ANNA, DESK, DID, OUTSIDE, World, browsing, last_message, phone

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

HEAD = 142
SOCKETS = 255  # as many as Chromium opens


def name(n: int) -> str:
    return f"Сотрудник {n:03}"


@pytest.fixture(autouse=True)
def crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    async def persons() -> list[ScenePerson]:
        return [*await one_and_two(), *(ScenePerson(2000 + n, name(n), role_hint="employee") for n in range(HEAD))]

    async def phones() -> list[ScenePhone]:
        return [*await two(), *(ScenePhone(str(1000 + n), name(n), "employee") for n in range(HEAD))]

    one_and_two, two = conftest.persons, conftest.phones
    monkeypatch.setattr(conftest, "persons", persons)
    monkeypatch.setattr(conftest, "phones", phones)


@pytest.fixture
async def page(world: World, switchboard: LocalSwitchboard, tmp_path: Path) -> AsyncIterator[Page]:
    for n in range(HEAD):
        switchboard.plug(str(1000 + n))
    async with browsing(world.address, tmp_path) as page:
        yield page


async def test_the_page_stands_and_opens_few_sockets(page: Page, world: World) -> None:
    opened: list[str] = []
    page.on("websocket", lambda socket: opened.append(socket.url))
    await page.reload()
    await page.get_by_test_id("device").wait_for()
    for number in (OUTSIDE, DESK, "1010"):
        await expect(phone(page, number)).to_have_attribute("data-state", "idle")
    await world.says(ANNA, "/start")
    await world.bot("sendMessage", chat_id=ANNA, text="Здравствуйте")
    await expect(last_message(page)).to_contain_text("Здравствуйте")
    assert len(opened) < SOCKETS / 3


async def test_who_is_not_shown_is_found_by_name(page: Page, world: World) -> None:
    await page.get_by_test_id("find-person").fill("ник 141")
    await page.get_by_test_id("find-person").press("Enter")
    await expect(page.get_by_test_id("person-2141")).to_have_attribute("aria-selected", "true")
    await world.says(2141, "/start")
    await world.bot("sendMessage", chat_id=2141, text="Вас нашли")
    await expect(last_message(page)).to_contain_text("Вас нашли")
    await page.reload()
    await expect(page.get_by_test_id("person-2141")).to_have_attribute("aria-selected", "true")


async def test_a_telephone_that_is_not_shown_is_found_and_rings(
    page: Page, world: World, switchboard: LocalSwitchboard
) -> None:
    async def call(leg: Leg) -> None:
        await leg.answer()
        await switchboard.ring("1141", leg_id="ring-1", caller_id=leg.caller, seconds=10)

    world.call = call
    await expect(phone(page, "1141")).to_have_count(0)
    await page.get_by_test_id("find-phone").fill("1141")
    await page.get_by_test_id("find-phone").press("Enter")
    await expect(phone(page, "1141")).to_have_attribute("data-state", "idle")
    await page.get_by_test_id(f"did-{DID}").click()
    await expect(phone(page, "1141")).to_have_attribute("data-state", "ringing")
