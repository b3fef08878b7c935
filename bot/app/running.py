"""Everything started, in order, and taken down in reverse."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiogram import Bot

from bot.app.channels import relays, senders, sms_link
from bot.app.chat import chat, telegram, webhook_of
from bot.app.page import media_secret, page, serve
from bot.app.parts import ALL, Part, serves
from bot.app.switch import asked, switchboard
from bot.app.use_cases import Services, SystemClock, services
from bot.calls.callbacks import Callbacks
from bot.calls.desk import Desk
from bot.calls.floor import Floor
from bot.calls.line import Line
from bot.calls.ordered import Ordered
from bot.config import Settings
from bot.db.inbox import Inbox
from bot.db.outbox import Outbox
from bot.delivery.smpp import SmppLink
from bot.local.mailbox import Mailbox
from bot.local.sms import LocalSms
from bot.pbx.asterisk.media import media_routes
from bot.ports import Clock, Pbx
from bot.scheduler import Heartbeat, Tick
from bot.services.book import CompanyBook
from bot.services.claims import Claims, follow_orders
from bot.services.client_messages import ClientMessages
from bot.services.following import Follower
from bot.services.notices import Notices
from bot.services.placing import Placing
from bot.services.promises import KeptPromises, follow_callbacks
from bot.services.redials import follow_redials
from bot.services.tallies import tallies
from bot.services.webhook_events import WebhookEvents

log = logging.getLogger(__name__)

EXAMPLE = Path(__file__).parents[2] / "examples" / "company.yaml"
# seconds between ticks
COLLECT, CONFIRM, PROVISION, ACCRUE, STORAGE, BALLAST, SWEEP = 20.0, 10.0, 60.0, 60.0, 30.0, 5.0, 3600.0


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
async def running(
    settings: Settings, clock: Clock | None = None, parts: frozenset[Part] = ALL
) -> AsyncIterator[Running]:
    """These parts, from the database to the page; taken down in reverse order."""
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        use = await stack.enter_async_context(services(settings, clock))
        if settings.local_chat and EXAMPLE.is_file() and await use.companies.is_empty():
            await use.companies.import_yaml(EXAMPLE.read_text("utf-8"), EXAMPLE.name)
        door = socket.create_server((settings.page_host, settings.page_port)) if serves(settings, parts) else None
        address = f"http://{settings.page_host}:{door.getsockname()[1] if door else settings.page_port}"
        sounds_secret = await media_secret(use)
        media_url = f"{address}/media/{sounds_secret}"
        bot = telegram(settings, address if settings.local_chat else settings.bot_api)
        stack.push_async_callback(bot.session.close)
        pbx = switchboard(settings, use, media_url)
        missed = (follow_orders, follow_redials, follow_callbacks)
        followers: tuple[Follower, ...] = (*missed, Notices(clock), ClientMessages(use.catalogue), WebhookEvents(clock))
        book = CompanyBook(use.store, clock, settings.data / "voicemail", use.catalogue, followers)
        async with use.store.read() as session:
            floor = Floor(await tallies(session, clock.now(), asyncio.get_running_loop().time()))
        desk = Desk(Line(pbx, book, use.audio, floor, settings.data / "voicemail", settings.data / "recordings"))
        invites = dict(await use.people.first_admin_invites()) if Part.CHAT in parts else {}
        apart = Part.CHAT in parts and Part.CALLS not in parts
        asked_pbx = await stack.enter_async_context(asked(settings, use, media_url, pbx, apart=apart))
        console, webhook = chat(settings, use, bot, asked_pbx, book, clock), webhook_of(settings)

        mailbox = None if settings.smtp_url else Mailbox(settings.data / "mail", lambda: clock.now().timestamp())
        sms = sms_link(settings, use, clock)
        if door:
            shown = sms if isinstance(sms, LocalSms) else None
            site = await page(settings, use, pbx, invites, clock, mailbox, shown)
            site.add_routes(media_routes(use.sounds, sounds_secret))
            site.add_routes(console.routes(webhook) if webhook and Part.CHAT in parts else [])
            await stack.enter_async_context(serve(site, door))

        if Part.CHAT in parts:
            await console.start(webhook)
            stack.push_async_callback(console.stop)
        if Part.RELAY in parts:
            if isinstance(sms, SmppLink):
                _in_background(stack, sms.run())
            for relay in relays(senders(settings, use, bot, clock, mailbox, sms), use, clock):
                _in_background(stack, relay.run())
        if Part.CALLS in parts:
            await desk.start()
            stack.push_async_callback(desk.stop)
            await desk.provision()
            placing = Placing(use.catalogue, followers)
            _in_background(stack, Ordered(Claims(use.store, clock, placing), desk).run())
            _in_background(stack, Callbacks(KeptPromises(use.store, clock, placing), desk, clock).run())
            _heartbeat(stack, _ticks(settings, use, desk, pbx, clock), (use.billing.accrue,))
        yield Running(address, use, bot, pbx, desk, invites)


def _ticks(settings: Settings, use: Services, desk: Desk, pbx: Pbx, clock: Clock) -> dict[Tick, float]:
    ticks: dict[Tick, float] = {desk.collect: COLLECT, desk.provision: PROVISION, use.billing.accrue: ACCRUE}
    ticks[use.storage_sweep.sweep] = STORAGE
    ticks |= {use.ballast.keep: BALLAST} if settings.ballast else {}
    return ticks | {_sweep(use, clock): SWEEP, _tell_melodies(use, pbx): CONFIRM}


def _in_background(stack: AsyncExitStack, work: Awaitable[None]) -> None:
    task = asyncio.ensure_future(work)

    async def stop() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    stack.push_async_callback(stop)


def _heartbeat(stack: AsyncExitStack, ticks: dict[Tick, float], at_once: Collection[Tick]) -> None:
    heartbeat = Heartbeat(ticks, at_once)
    heartbeat.start()
    stack.callback(heartbeat.stop)


def _sweep(use: Services, clock: Clock) -> Callable[[], Awaitable[None]]:
    async def sweep() -> None:
        await Inbox(use.store, clock).sweep()
        await Outbox(use.store, clock).sweep()
        await use.melodies.sweep()
        await use.people.sweep()
        await use.voicemail_bin.sweep()
        await use.answers.sweep()
        await use.notice_sweep.sweep()

    return sweep


def _tell_melodies(use: Services, pbx: Pbx) -> Tick:
    async def tell_melodies() -> None:
        await use.confirmations.tell(pbx.plays)

    return tell_melodies
