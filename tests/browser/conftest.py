"""The page in Chromium. Behind it the real local chat and switchboard; the test plays the bot and the call flow."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from playwright.async_api import Locator, Page, async_playwright

from bot.domain.sounds import Sound
from bot.local.call_log import CallLog
from bot.local.rules import Limits
from bot.local.scene import Scene, SceneDid, ScenePerson, ScenePhone
from bot.local.server import build
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import Leg
from tests.audio import FakeSounds, tone, write_wav

TOKEN = "42:abcdef"
ANNA, BORIS = 1001, 1002
OUTSIDE, DESK, DID = "+79160000001", "101", "+79923855259"
SPOKEN_HZ = 440  # what the microphone hears, all the time
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]


async def persons() -> list[ScenePerson]:
    return [
        ScenePerson(ANNA, "Анна", "Смирнова", "anna", "+79001234567", role_hint="admin", start="invite_1"),
        ScenePerson(BORIS, "Boris <b>B</b>", phone_number="+79007654321", role_hint="employee"),
    ]


async def phones() -> list[ScenePhone]:
    return [ScenePhone(OUTSIDE, "", "outside"), ScenePhone(DESK, "Иванов Иван", "employee")]


async def dids() -> list[SceneDid]:
    return [SceneDid(DID, "Отдел продаж")]


class World:
    """Everything outside the browser."""

    def __init__(self, address: str, http: aiohttp.ClientSession, sounds: FakeSounds, folder: Path) -> None:
        self.address = address
        self.folder = folder
        self._http = http
        self._sounds = sounds
        self._offset = 0
        self.call: Callable[[Leg], Awaitable[None]] = self._nobody_is_there

    async def bot(self, method: str, **params: Any) -> Any:
        """The bot calls a method of the Bot API."""
        async with self._http.post(f"/bot{TOKEN}/{method}", json=params) as response:
            answer = await response.json()
            assert answer["ok"], answer
            return answer["result"]

    async def sends_file(self, method: str, field: str, data: bytes, name: str, **params: str) -> Any:
        form = aiohttp.FormData(params, quote_fields=False)
        form.add_field(field, data, filename=name)
        async with self._http.post(f"/bot{TOKEN}/{method}", data=form) as response:
            return (await response.json())["result"]

    async def update(self, kind: str) -> Any:
        """The next update of this kind; those before it are let go."""
        async with asyncio.timeout(10):
            while True:
                for update in await self.bot("getUpdates", offset=self._offset, limit=1, timeout=5):
                    self._offset = update["update_id"] + 1
                    if kind in update:
                        return update[kind]

    async def says(self, person: int, text: str) -> None:
        async with self._http.post(f"/local/persons/{person}/text", json={"text": text}) as response:
            assert response.status == 200, await response.text()

    async def download(self, file_id: str) -> bytes:
        path = (await self.bot("getFile", file_id=file_id))["file_path"]
        async with self._http.get(f"/file/bot{TOKEN}/{path}") as response:
            return await response.read()

    def sound(self, hz: float, seconds: float) -> Sound:
        """A tone that a leg can play."""
        name = Sound(f"tone/{hz}/{seconds}")
        self._sounds[name] = write_wav(self.folder / f"{hz}-{seconds}.wav", tone(hz, seconds))
        return name

    async def on_leg(self, leg: Leg) -> None:
        await self.call(leg)

    async def _nobody_is_there(self, leg: Leg) -> None:
        await leg.hang_up()


@pytest.fixture
def call_log() -> CallLog:
    return CallLog()


@pytest.fixture
async def switchboard(tmp_path: Path) -> LocalSwitchboard:
    return LocalSwitchboard(FakeSounds(), tmp_path / "pbx")


@pytest.fixture
async def world(tmp_path: Path, switchboard: LocalSwitchboard, call_log: CallLog) -> AsyncIterator[World]:
    """Anna's and Boris's chats have begun: both have sent /start and the bot has taken it."""
    scene = Scene(persons=persons, phones=phones, dids=dids)
    app = build(None, TOKEN, scene, switchboard, call_log, limits=Limits(chat_burst=10_000, all_burst=10_000))
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    sounds = switchboard._sounds
    assert isinstance(sounds, FakeSounds)
    async with aiohttp.ClientSession(address) as http:
        world = World(address, http, sounds, tmp_path)
        switchboard.plug(DESK)
        await switchboard.start(world.on_leg)
        yield world
        await switchboard.stop()
    await runner.cleanup()


@asynccontextmanager
async def browsing(address: str, folder: Path) -> AsyncIterator[Page]:
    """The page, drawn; an error in its scripts fails the test."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not here: `sudo apt-get install chromium` brings it")
    spoken = write_wav(folder / "spoken.wav", tone(SPOKEN_HZ, 2.0))
    errors: list[str] = []
    async with async_playwright() as playwright:
        flags = [*FLAGS, f"--use-file-for-fake-audio-capture={spoken}"]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="ru-RU")
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
        await page.goto(address)
        await page.get_by_test_id("device").wait_for()
        yield page
        await browser.close()
    assert errors == []


@pytest.fixture
async def page(world: World) -> AsyncIterator[Page]:
    async with browsing(world.address, world.folder) as page:
        yield page


def phone(page: Page, number: str) -> Locator:
    return page.get_by_test_id(f"phone-{number}")


def last_message(page: Page) -> Locator:
    return page.get_by_test_id("message").last


@pytest.fixture
def journal(call_log: CallLog) -> logging.Logger:
    """What is written here is in the page's call log."""
    logger = logging.getLogger("tests.browser.journal")
    logger.setLevel(logging.INFO)
    logger.handlers = [call_log]
    return logger
