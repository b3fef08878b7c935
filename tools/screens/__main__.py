"""Draws them all, in every language: those that are kept into docs/img/screens, the others into build/screens."""

import argparse
import asyncio
import io
import shutil
import sys
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession
from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from bot.app import Running, running
from bot.config import Settings
from bot.i18n import LANGUAGES
from bot.keyboards.language import Language
from tools.screens.firm import Then, furnish
from tools.screens.person import Person
from tools.screens.shots import COMPANY, SHOTS, Shot, Who

KEPT, FOLDER = Path("docs/img/screens"), Path("build/screens")
PHONE = {"width": 390, "height": 844}
LOCALES = {"ru": "ru-RU", "en": "en-US"}
COLOURS = 256  # enough for flat pictures, and a tenth of the bytes
REAL = ("bot_token", "ari_url", "database", "redis_url", "smtp_url", "smpp_url", "webhook_url", "catalogue")
PERSONS = {Who.ADMIN: 1001, Who.STAFF: 2002}


async def draw(language: str, only: Collection[str]) -> None:
    """One company, one walk through all the screens in one language."""
    with TemporaryDirectory(prefix="gudok-screens-") as folder:
        data, clock = Path(folder), Then()
        nothing_real = dict.fromkeys(REAL)
        settings = Settings(_env_file=None, data=data, page="127.0.0.1:0", **nothing_real)  # type: ignore[call-arg]
        async with (
            running(settings, clock) as app,
            ClientSession(app.address) as http,
            async_playwright() as playwright,
        ):
            await furnish(app, data, clock)
            chromium = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            people = await _people(app, http, language)
            page = await _page(chromium, app.address, language)
            for shot in SHOTS:
                await _take(page, people[shot.who], shot, language, only)
            await chromium.close()


async def _people(app: Running, http: ClientSession, language: str) -> dict[Who, Person]:
    """Everybody has come in and speaks the language."""
    facts = {"first_name": "Стёпа", "language_code": language, "phone_number": "+79000000777"}
    async with http.post("/local/persons", json=facts) as response:
        stranger = Person(http, (await response.json())["id"])
    people = {who: Person(http, id_) for who, id_ in PERSONS.items()}
    await people[Who.ADMIN].does(f"/start {next(iter(app.invites.values()))}")
    await people[Who.STAFF].does("/start")
    await people[Who.STAFF].shares()
    for person in people.values():
        await asyncio.sleep(1)
        await person.does(Language(company=COMPANY, language=language))
    return people | {Who.STRANGER: stranger}


async def _page(chromium: Browser, address: str, language: str) -> Page:
    context = await chromium.new_context(viewport=PHONE, locale=LOCALES[language], timezone_id="Europe/Moscow")  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto(address)
    await page.get_by_test_id("device").wait_for()
    await page.wait_for_timeout(1500)  # everybody's chat is loaded
    return page


async def _take(page: Page, person: Person, shot: Shot, language: str, only: Collection[str]) -> None:
    for step in shot.steps:
        await person.does(step)
    if only and shot.name not in only:
        return
    await page.get_by_test_id(f"person-{person.id}").click()
    await page.get_by_test_id("message").last.wait_for()
    await page.wait_for_timeout(600)  # bubbles slide in
    picture = Image.open(io.BytesIO(await page.screenshot()))
    file = (KEPT if shot.kept else FOLDER) / language / f"{shot.name}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


async def main(only: Collection[str]) -> None:
    """Language by language."""
    for language in LANGUAGES:
        await draw(language, only)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="Pictures of the screens")
    asked.add_argument("names", nargs="*", help="only these")
    wanted = asked.parse_args().names
    if unknown := set(wanted) - {shot.name for shot in SHOTS}:
        sys.exit(f"No such screen: {', '.join(sorted(unknown))}")
    asyncio.run(main(wanted))
