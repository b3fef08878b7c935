"""The local page and whatever else our web server serves."""

import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from aiohttp import web

from bot.app.chat import LOCAL_TOKEN
from bot.app.use_cases import Services
from bot.calls.journal import JOURNAL
from bot.config import Settings
from bot.local import server
from bot.local.call_log import CallLog
from bot.local.mailbox import Mailbox
from bot.local.sms import LocalSms
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import Clock, Pbx
from bot.scenery import Scenery
from bot.services.secrets import secret


async def page(
    settings: Settings,
    use: Services,
    pbx: Pbx,
    invites: dict[str, str],
    clock: Clock,
    mailbox: Mailbox | None,
    sms: LocalSms | None,
) -> web.Application:
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
    scene = replace(scene, mail=mailbox is not None, sms=sms is not None)
    token = LOCAL_TOKEN if settings.local_chat else ""
    return server.build(
        settings.data / "chat", token, scene, phones, calls, mailbox, sms, now=lambda: clock.now().timestamp()
    )


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
