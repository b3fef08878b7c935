"""A whole firm on a real Asterisk: the app, the example company, its administrator in the local chat."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import SOCK_STREAM

from aiohttp import ClientSession
from pydantic import SecretStr
from sqlalchemy import select

from bot.app import EXAMPLE, Running, SystemClock, media_secret, running, services
from bot.config import Settings
from bot.db.models import Employee
from bot.db.money_models import HoldingRow, OptionFlag
from bot.db.store import Store
from bot.domain.billing import Charge
from tests.asterisk.private import PrivateAsterisk, free_port
from tests.asterisk.sip_phone import SipLine
from tests.road import house

RING = 5  # seconds, the shortest that a company file takes
IVANOV, PETROVA = "101", "102"
DESKS = (IVANOV, PETROVA, "103", "104")
COMPANY = EXAMPLE.read_text("utf-8").replace("ring_seconds: 15", f"ring_seconds: {RING}")


@dataclass
class Firm:
    """Asterisk and the telephones stay; the bot may be started again."""

    asterisk: PrivateAsterisk
    line: SipLine
    settings: Settings

    @asynccontextmanager
    async def bot(self, ari_url: str = "") -> AsyncIterator[house.House]:
        """The app, until the end of the block."""
        settings = self.settings.model_copy(update={"ari_url": SecretStr(ari_url or self.asterisk.url)})
        async with running(settings) as app, ClientSession(app.address) as http:
            async with http.get("/local/scene") as response:
                assert response.status == 200
            yield await self._house(app, http)

    async def _house(self, app: Running, http: ClientSession) -> house.House:
        it = house.House(app, SystemClock(), http, self.settings.data)
        if app.invites and await app.services.directory.employees():
            await it.founded()
        return it


@asynccontextmanager
async def firm(data: Path, company: str = COMPANY, dialplan: str = "") -> AsyncIterator[Firm]:
    """The bot is down, its database is there. `company` is a company file, `dialplan` is added to the kit's."""
    line = SipLine()
    await line.open()
    for desk in DESKS:
        line.plug(desk)
    settings = house.settings(data).model_copy(update={"page": f"127.0.0.1:{free_port(SOCK_STREAM)}"})
    async with services(settings) as use:
        await use.companies.import_yaml(company, EXAMPLE.name)
        secret = await media_secret(use)
    asterisk = PrivateAsterisk(f"http://{settings.page}/media/{secret}", dict.fromkeys(DESKS, line.port), line.port)
    line.asterisk = asterisk.sip_port
    asterisk.configure()
    with (asterisk.folder / "etc" / "extensions.conf").open("a") as extensions:
        extensions.write(dialplan)
    try:
        await asterisk.start()
        yield Firm(asterisk, line, settings)
    finally:
        line.close()
        await asterisk.stop()


async def switch(store: Store, key: str, phone: str = "") -> None:
    """On from now, for the company or for the number of a phone."""
    async with store.write() as session:
        of = await session.scalar(select(Employee.id).where(Employee.phone == phone)) or 0
        held = {"key": key, "of": of, "since": SystemClock().now(), "until": None}
        session.add(HoldingRow(company_id=1, kind=Charge.OPTIONS, **held))


async def notice_flag(house: house.House, *, on: bool) -> None:
    async with house.app.services.store.write() as session:
        await session.merge(OptionFlag(company_id=house.company, option_key="recording", flag_key="notice", value=on))
