"""The whole app with some of its parts real, or standing in for the real ones outside of it."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession

from bot.app import EXAMPLE, running, serve, services
from bot.config import Settings
from bot.local import server
from bot.local.scene import Scene, ScenePerson
from bot.ports import Clock
from tests.road.house import ADMIN, PETROVA, House, settings, ticking

TOKEN = "1000001:canary-of-the-bot-token"
PEOPLE = (
    ScenePerson(ADMIN, "Мария", "Соколова", phone_number="+79000001001", language_code="ru"),
    ScenePerson(PETROVA, "Анна", phone_number="+79001000102", language_code="ru"),
)


@asynccontextmanager
async def telegram(clock: Clock) -> AsyncIterator[str]:
    """A Bot API server that is not ours to run; its address."""

    async def persons() -> tuple[ScenePerson, ...]:
        return PEOPLE

    door = socket.create_server(("127.0.0.1", 0))
    site = server.build(None, TOKEN, Scene(persons), now=lambda: clock.now().timestamp())
    async with serve(site, door):
        yield f"http://127.0.0.1:{door.getsockname()[1]}"


@asynccontextmanager
async def mixed(data: Path, clock: Clock, ring: int = 15, **parts: object) -> AsyncIterator[House]:
    """The app on the example company; Telegram is elsewhere, and so is each part that is named like its setting."""
    async with telegram(clock) as address, ClientSession(address) as http:
        facts = settings(data).model_dump() | {"bot_token": TOKEN, "bot_api": address, **parts}
        ours = Settings(_env_file=None, **facts)  # type: ignore[arg-type]
        async with services(ours, clock) as use:
            company = EXAMPLE.read_text("utf-8").replace("ring_seconds: 15", f"ring_seconds: {ring}")
            await use.companies.import_yaml(company, EXAMPLE.name)
        async with http.get("/local/scene") as response:
            assert response.status == 200
        with ticking(clock):
            async with running(ours, clock) as app:
                house = House(app, clock, http, data)
                try:
                    yield house
                finally:
                    for handset in house.handsets.values():
                        handset.put_down()
