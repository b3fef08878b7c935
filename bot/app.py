"""Wiring: the one place that knows every part."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.redis import RedisStorage
from aiohttp import web

from bot.calls.desk import Desk
from bot.calls.floor import Floor
from bot.calls.journal import JOURNAL
from bot.calls.line import Line
from bot.config import Settings
from bot.db.chat_state import ChatStates
from bot.db.inbox import Inbox
from bot.db.outbox import Outbox
from bot.db.store import Store
from bot.delivery.download import Download
from bot.delivery.patience import PatientBot
from bot.delivery.relay import Relay
from bot.delivery.telegram import TelegramSender
from bot.delivery.voice import Voice
from bot.domain.catalogue import CATALOGUE, Catalogue
from bot.domain.price_list import priced
from bot.domain.sounds import hold_music
from bot.handlers import press
from bot.handlers.chat import Chat
from bot.handlers.storage import DatabaseStorage
from bot.handlers.webhook import Webhook
from bot.i18n import load
from bot.local import server
from bot.local.call_log import CallLog
from bot.media.audio import Audio
from bot.media.sounds import default_path
from bot.pbx.asterisk.media import media_routes
from bot.pbx.asterisk.pbx import Asterisk
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import AudioTool, Book, Clock, Pbx, PbxUnreachable
from bot.scenery import Scenery
from bot.scheduler import Heartbeat, Tick
from bot.services.billing import Billing
from bot.services.book import CompanyBook
from bot.services.companies import Companies
from bot.services.departments import Departments
from bot.services.dids import Dids
from bot.services.directory import Directory
from bot.services.employee_melodies import EmployeeMelodies
from bot.services.histories import Histories
from bot.services.melodies import Melodies
from bot.services.numbers import Numbers
from bot.services.options import Options
from bot.services.people import People
from bot.services.secrets import secret
from bot.services.sounds import CompanySounds
from bot.services.staff import Staff
from bot.services.tariffs import Tariffs
from bot.services.voicemail import Voicemails

log = logging.getLogger(__name__)

EXAMPLE = Path(__file__).parent.parent / "examples" / "company.yaml"
LOCAL_TOKEN = "1000001:the-local-chat-needs-no-secret"
COLLECT, PROVISION, ACCRUE, SWEEP = 20.0, 60.0, 60.0, 3600.0  # seconds between ticks


class SystemClock:
    """`Clock` of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases, for the chat and for the command line."""

    store: Store
    people: People
    companies: Companies
    melodies: Melodies
    voicemails: Voicemails
    sounds: CompanySounds
    directory: Directory
    audio: AudioTool
    catalogue: Catalogue
    options: Options
    numbers: Numbers
    tariffs: Tariffs
    histories: Histories
    employee_melodies: EmployeeMelodies
    staff: Staff
    departments: Departments
    dids: Dids
    billing: Billing


@dataclass(frozen=True, slots=True)
class Running:
    """What has been started: the page's address, and what a test or the command line talks to."""

    address: str
    services: Services
    bot: Bot
    pbx: Pbx
    desk: Desk
    invites: dict[str, str]  # one-time tokens by the name of a company that has no administrator


@asynccontextmanager
async def services(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Services]:
    """The database brought up to date, and the use cases on it."""
    clock, data = clock or SystemClock(), settings.data
    for folder in (data, data / "melodies", data / "voicemail", data / "recordings"):
        folder.mkdir(parents=True, exist_ok=True)
    catalogue = _catalogue(settings)
    store = Store.open(settings.database_url)
    administration = (store, clock, catalogue)
    try:
        await store.migrate()
        audio = Audio(data)
        yield Services(
            store=store,
            people=People(store, clock),
            companies=Companies(*administration),
            melodies=Melodies(store, clock, audio, data / "melodies", default_path),
            voicemails=Voicemails(store, clock, data / "voicemail"),
            sounds=CompanySounds(store, data / "melodies", default_path),
            directory=Directory(store),
            audio=audio,
            catalogue=catalogue,
            options=Options(*administration),
            numbers=Numbers(*administration),
            tariffs=Tariffs(*administration),
            histories=Histories(*administration),
            employee_melodies=EmployeeMelodies(*administration, audio, data / "melodies"),
            staff=Staff(*administration),
            departments=Departments(*administration),
            dids=Dids(*administration),
            billing=Billing(*administration),
        )
    finally:
        await store.close()


@asynccontextmanager
async def running(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Running]:
    """Everything, from the database to the page; taken down in reverse order."""
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        use = await stack.enter_async_context(services(settings, clock))
        if settings.local_chat and EXAMPLE.is_file() and await use.companies.is_empty():
            await use.companies.import_yaml(EXAMPLE.read_text("utf-8"), EXAMPLE.name)
        door = socket.create_server((settings.page_host, settings.page_port))
        address = f"http://{settings.page_host}:{door.getsockname()[1]}"
        sounds_secret = await media_secret(use)
        bot = telegram(settings, address if settings.local_chat else settings.bot_api)
        stack.push_async_callback(bot.session.close)
        pbx = _pbx(settings, use, f"{address}/media/{sounds_secret}")
        book = CompanyBook(use.store, clock, settings.data / "voicemail", use.catalogue)
        desk = Desk(Line(pbx, book, use.audio, Floor(), settings.data / "voicemail", settings.data / "recordings"))
        invites = dict(await use.people.first_admin_invites())
        chat, webhook = _chat(settings, use, bot, pbx, book, clock), _webhook(settings)

        site = await _page(settings, use, pbx, invites, clock)
        site.add_routes(media_routes(use.sounds, sounds_secret))
        site.add_routes(chat.routes(webhook) if webhook else [])
        await stack.enter_async_context(serve(site, door))

        await chat.start(webhook)
        stack.push_async_callback(chat.stop)
        relay = Relay(Outbox(use.store, clock), _sender(use, bot, clock), use.people, use.store.parcels, clock)
        _in_background(stack, relay.run())
        await desk.start()
        stack.push_async_callback(desk.stop)
        await desk.provision()
        ticks: dict[Tick, float] = {desk.collect: COLLECT, desk.provision: PROVISION, use.billing.accrue: ACCRUE}
        _heartbeat(stack, ticks | {_sweep(use, clock): SWEEP})
        yield Running(address, use, bot, pbx, desk, invites)


def _catalogue(settings: Settings) -> Catalogue:
    """Ours, with the operator's prices where there are any; `Refused` says what is wrong with their file."""
    if settings.catalogue is None:
        return CATALOGUE
    return priced(CATALOGUE, settings.catalogue.read_text("utf-8"), settings.catalogue.name)


def telegram(settings: Settings, address: str) -> Bot:
    """The bot at the Bot API server at `address`; close its session."""
    token = settings.bot_token.get_secret_value() if settings.bot_token else LOCAL_TOKEN
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))


def _pbx(settings: Settings, use: Services, media_url: str) -> Pbx:
    if settings.ari_url is None:
        return LocalSwitchboard(use.sounds, settings.data / "pbx")
    return Asterisk(settings.ari_url.get_secret_value(), use.sounds, media_url)


def _storage(settings: Settings, use: Services) -> BaseStorage:
    if settings.redis_url is None:
        return DatabaseStorage(ChatStates(use.store))
    return RedisStorage.from_url(settings.redis_url.get_secret_value())


def _chat(settings: Settings, use: Services, bot: Bot, pbx: Pbx, book: Book, clock: Clock) -> Chat:
    patient = PatientBot.of(bot)
    desk = press.Desk(
        bot=patient,
        texts=load(),
        people=use.people,
        companies=use.companies,
        melodies=use.melodies,
        voicemails=use.voicemails,
        options=use.options,
        histories=use.histories,
        tariffs=use.tariffs,
        numbers=use.numbers,
        employee_melodies=use.employee_melodies,
        staff=use.staff,
        departments=use.departments,
        dids=use.dids,
        voice=Voice(patient, use.voicemails, use.audio, clock),
        fetch=Download(patient),
        confirm=lambda company_id: pbx.plays(hold_music(company_id)),
        provisioned=_provisioned(pbx, book),
        clock=clock,
    )
    return Chat(desk, Inbox(use.store, clock), ChatStates(use.store), _storage(settings, use))


def _provisioned(pbx: Pbx, book: Book) -> Callable[[], Awaitable[bool]]:
    async def provisioned() -> bool:
        try:
            await pbx.provision(await book.fallback_lines())
        except PbxUnreachable:
            return False
        return True

    return provisioned


def _sender(use: Services, bot: Bot, clock: Clock) -> TelegramSender:
    return TelegramSender(Voice(bot, use.voicemails, use.audio, clock), use.people, load())


def _webhook(settings: Settings) -> Webhook | None:
    if not settings.webhook_url or not settings.webhook_secret:
        return None
    return Webhook(settings.webhook_url, settings.webhook_secret.get_secret_value())


async def _page(settings: Settings, use: Services, pbx: Pbx, invites: dict[str, str], clock: Clock) -> web.Application:
    """The local chat and the telephones, whichever of them are not real; with both real the server has only sounds."""
    phones = pbx if isinstance(pbx, LocalSwitchboard) else None
    if not settings.local_chat and phones is None:
        return web.Application()
    calls, journal = CallLog(), logging.getLogger(JOURNAL)
    journal.addHandler(calls)
    journal.setLevel(logging.INFO)
    scenery = Scenery(use.people, use.directory, invites)
    if phones:
        await scenery.plug_in(phones.plug)
    scene = scenery.scene(chat=settings.local_chat, phones=phones is not None)
    token = LOCAL_TOKEN if settings.local_chat else ""
    return server.build(settings.data / "chat", token, scene, phones, calls, now=lambda: clock.now().timestamp())


@asynccontextmanager
async def serve(site: web.Application, door: socket.socket) -> AsyncIterator[None]:
    """A web server on a socket that is bound already. No access log: it would hold the bot's token."""
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.SockSite(runner, door).start()
        yield
    finally:
        await runner.cleanup()


async def media_secret(use: Services) -> str:
    """The part of the sounds' address that nobody can guess."""
    return (await secret(use.store, "media")).hex()


def _in_background(stack: AsyncExitStack, work: Awaitable[None]) -> None:
    task = asyncio.ensure_future(work)

    async def stop() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    stack.push_async_callback(stop)


def _heartbeat(stack: AsyncExitStack, ticks: dict[Tick, float]) -> None:
    heartbeat = Heartbeat(ticks)
    heartbeat.start()
    stack.callback(heartbeat.stop)


def _sweep(use: Services, clock: Clock) -> Callable[[], Awaitable[None]]:
    async def sweep() -> None:
        await Inbox(use.store, clock).sweep()
        await Outbox(use.store, clock).sweep()
        await use.melodies.sweep()

    return sweep
