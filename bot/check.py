"""`gudok check`: one line for each part, what is right and what is missing."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass

from aiohttp import web
from redis.asyncio import Redis

from bot.app import media_secret, serve, services, telegram
from bot.config import Settings
from bot.media.ffmpeg import find_program
from bot.pbx.asterisk.check import inspect
from bot.pbx.asterisk.media import media_routes

PATIENCE = 20.0  # seconds for one part


@dataclass(frozen=True, slots=True)
class Finding:
    """One part. `detail` says what is there, or what to do."""

    name: str
    ok: bool
    detail: str


async def findings(settings: Settings) -> list[Finding]:
    """Every part that the settings name, the embedded ones too."""
    found = [await _look(name, look, settings) for name, look in LOOKS.items()]
    if settings.ari_url is None:
        return [*found, Finding("PBX", True, "the local switchboard on the page")]
    async with _sounds(settings) as media_url:
        seen = await inspect(settings.ari_url.get_secret_value(), media_url)
    return found + [Finding(f"Asterisk, {one.name}", one.ok, one.detail) for one in seen]


async def _look(name: str, look: Callable[[Settings], Awaitable[str]], settings: Settings) -> Finding:
    try:
        async with asyncio.timeout(PATIENCE):
            return Finding(name, True, await look(settings))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a part is the answer here
        return Finding(name, False, f"{type(error).__name__}: {error}".splitlines()[0])


async def _database(settings: Settings) -> str:
    async with services(settings) as use:
        await use.companies.is_empty()
    return "PostgreSQL" if settings.database_url.startswith("postgres") else f"SQLite in {settings.data}"


async def _telegram(settings: Settings) -> str:
    if settings.local_chat:
        return "the local chat on the page"
    bot = telegram(settings, settings.bot_api)
    try:
        return f"@{(await bot.me()).username}"
    finally:
        await bot.session.close()


async def _chat_state(settings: Settings) -> str:
    if settings.redis_url is None:
        return "in the database"
    redis = Redis.from_url(settings.redis_url.get_secret_value())
    try:
        await redis.ping()
    finally:
        await redis.aclose()
    return "in Redis"


async def _ffmpeg(settings: Settings) -> str:
    program = find_program()
    process = await asyncio.create_subprocess_exec(program, "-version", stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    return f"{' '.join(said.decode().split()[:3])}, {program}"


async def _files(settings: Settings) -> str:
    probe = settings.data / ".probe"
    settings.data.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(probe.touch)
    probe.unlink()
    return f"{settings.data.absolute()} can be written"


LOOKS: dict[str, Callable[[Settings], Awaitable[str]]] = {
    "files": _files,
    "database": _database,
    "chat state": _chat_state,
    "Telegram": _telegram,
    "ffmpeg": _ffmpeg,
}


@asynccontextmanager
async def _sounds(settings: Settings) -> AsyncIterator[str]:
    """The address of our sounds: of the Gudok that runs, else they are served for the length of this check."""
    async with services(settings) as use:
        secret = await media_secret(use)
        url = f"http://{settings.page}/media/{secret}"
        with closing(socket.socket()) as probe:
            if probe.connect_ex((settings.page_host, settings.page_port)) == 0:
                yield url
                return
        site = web.Application()
        site.add_routes(media_routes(use.sounds, secret))
        async with serve(site, socket.create_server((settings.page_host, settings.page_port))):
            yield url
