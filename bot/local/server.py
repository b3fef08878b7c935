"""`build`: the local chat as one aiohttp application: the Bot API, the person's side, the page and its telephones."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from aiohttp import web

from bot.local.bot_api import bot_routes
from bot.local.door import door
from bot.local.local_api import local_routes
from bot.local.mailbox import Mailbox, mailbox_routes
from bot.local.person import People
from bot.local.person_api import PersonApi
from bot.local.phones import CallLog, call_log_routes, phone_routes
from bot.local.rules import Limits
from bot.local.scene import Scene
from bot.local.sms import LocalSms, sms_routes
from bot.local.telegram import telegram
from bot.local.webhook import Webhook
from bot.ports import Switchboard

PAGE = Path(__file__).parent / "page"
PAGE_HEADERS = {
    "Content-Security-Policy": ("default-src 'self'; style-src 'self'; media-src 'self' blob:; connect-src 'self' ws:"),
    "Cache-Control": "no-cache",
}


def build(
    state_dir: Path | None,
    token: str | None,
    scene: Scene,
    switchboard: Switchboard | None = None,
    call_log: CallLog | None = None,
    mailbox: Mailbox | None = None,
    sms: LocalSms | None = None,
    *,
    now: Callable[[], float] = time.time,
    limits: Limits | None = None,
) -> web.Application:
    """The application; run it on loopback with a short `shutdown_timeout`.

    `state_dir` None: nothing outlives the process. `token` None: no bot lives here (the real Telegram is used).
    `switchboard` None: no telephones (a real PBX is used). `mailbox` None: mails go out. `sms` None: so do
    SMS. `now`: seconds since 1970.
    """
    local = telegram(state_dir, token or "", limits or Limits(), now)
    people = People(local, scene)

    async def live(_: web.Application) -> AsyncIterator[None]:
        delivering = asyncio.create_task(Webhook(local).run())
        yield
        delivering.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await delivering
        local.close()

    app = web.Application(middlewares=[door], client_max_size=local.limits.upload_bytes)
    app.cleanup_ctx.append(live)
    app.on_response_prepare.append(_page_headers)
    app.add_routes([*bot_routes(local), *PersonApi(local, people).routes(), *local_routes(local, people, scene)])
    app.add_routes([web.get("/", _index), web.static("/page", PAGE)])
    if switchboard:
        app.add_routes(phone_routes(switchboard))
    if call_log:
        app.add_routes(call_log_routes(call_log))
    if mailbox:
        app.add_routes(mailbox_routes(mailbox))
    if sms:
        app.add_routes(sms_routes(sms))
    return app


async def _index(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html")


async def _page_headers(request: web.Request, response: web.StreamResponse) -> None:
    if request.path == "/" or request.path.startswith("/page/"):
        response.headers.update(PAGE_HEADERS)
