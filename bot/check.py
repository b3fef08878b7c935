"""`gudok check`: one line for each part, what is right and what is missing."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from errno import EADDRINUSE

from aiohttp import web
from redis.asyncio import Redis

from bot.app import media_secret, serve, services, telegram
from bot.config import Settings
from bot.delivery.smpp import Account, greet
from bot.delivery.smtp import Server
from bot.media.ffmpeg import find_program
from bot.pbx.asterisk.check import inspect
from bot.pbx.asterisk.media import media_routes
from bot.services.directory import Unheard

PATIENCE = 20.0  # seconds for one part
FEW = 5  # rules that are named
GREETING = 10.0  # seconds for the SMS centre, which says nothing to a wrong password


class Silent(Exception):
    """Rules that reach nobody."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One part. `detail` says what is there, or what to do."""

    name: str
    ok: bool
    detail: str


async def findings(settings: Settings) -> list[Finding]:
    """Every part that the settings name, the embedded ones too."""
    found = [await look(name, at, settings) for name, at in LOOKS.items()]
    if all(it.ok for it in found if it.name == "database"):
        found.append(await look("notifications", _rules, settings))
    return found + await _pbx(settings)


def plain(error: Exception) -> str:
    """What the system says, for a person."""
    if isinstance(error, OSError) and error.errno == EADDRINUSE:
        return "Another program is at this address already: stop it, or choose another one, GUDOK_PAGE=127.0.0.1:8081"
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}{f': {error.filename}' if error.filename else ''}"
    return (str(error) or type(error).__name__).splitlines()[0]


async def _pbx(settings: Settings) -> list[Finding]:
    if settings.ari_url is None:
        return [Finding("PBX", True, "the local switchboard on the page")]
    try:
        async with asyncio.timeout(PATIENCE), _sounds(settings) as media_url:
            seen = await inspect(settings.ari_url.get_secret_value(), media_url)
    except Exception as error:  # noqa: BLE001 - as in `_look`
        return [Finding("Asterisk", False, f"not looked at: {plain(error)}")]
    return _clear_text(settings) + [Finding(f"Asterisk, {one.name}", one.ok, one.detail) for one in seen]


def _clear_text(settings: Settings) -> list[Finding]:
    """ARI rules over all calls: its password belongs on this machine only, or under TLS."""
    host = settings.ari_in_the_clear
    return [Finding("Asterisk, password", False, f"goes to {host} in the clear: use https or a tunnel")] if host else []


async def look(name: str, at: Callable[[Settings], Awaitable[str]], settings: Settings) -> Finding:
    """Whatever goes wrong is the finding."""
    try:
        async with asyncio.timeout(PATIENCE):
            return Finding(name, True, await at(settings))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a part is the answer here
        return Finding(name, False, plain(error))


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


async def _mail(settings: Settings) -> str:
    if settings.smtp_url:
        server = Server.at(settings.smtp_url.get_secret_value())
        way = "over TLS" if await server.greet(settings.mail_from or "") else "in the clear"
        return f"{server.host} {way}, from {settings.mail_from}"
    return "the mailbox on the page" if _mails(settings) else "nobody gets any: set GUDOK_SMTP_URL"


def _mails(settings: Settings) -> bool:
    """Whether somebody can read the mails."""
    return bool(settings.smtp_url) or settings.local_chat or settings.ari_url is None


async def _rules(settings: Settings) -> str:
    """Rules that nobody hears of look as if they worked."""
    async with services(settings) as use:
        rules, unheard = await use.directory.unheard(_mails(settings))
    if unheard:
        first = "; ".join(f"{it.company}, {it.name}: {_why(it, settings)}" for it in unheard[:FEW])
        raise Silent(f"{len(unheard)} of {rules} reach nobody: {first}{'; …' if len(unheard) > FEW else ''}")
    return f"{rules}, each reaches somebody" if rules else "none yet"


def _why(rule: Unheard, settings: Settings) -> str:
    mail = "no mail server" if not _mails(settings) else "e-mail is off" if rule.has_address else "no e-mail address"
    return f"not in Telegram, {mail}"


async def _sms(settings: Settings) -> str:
    if settings.smpp_url:
        account = Account.of(settings.smpp_url.get_secret_value())
        await greet(account, GREETING)
        return f"{account.host}:{account.port}, from {account.source or 'whom the centre puts in'}"
    return "telephones on the page" if settings.ari_url is None else "nobody gets any: set GUDOK_SMPP_URL"


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
    "e-mail": _mail,
    "SMS": _sms,
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
