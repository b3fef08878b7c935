"""The bot's side: `/bot<token>/<method>` and `/file/bot<token>/<path>`, and the faults on order for them."""

import asyncio
import hmac
import logging
import re
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.local.dispatch import call_method
from bot.local.errors import ApiError
from bot.local.faults import Fault
from bot.local.request import received
from bot.local.telegram import Telegram

log = logging.getLogger(__name__)

Serve = Callable[[Telegram, web.Request], Awaitable[web.StreamResponse]]

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{3,}")
HTML = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr>nginx</body></html>"


def bot_routes(telegram: Telegram) -> list[web.RouteDef]:
    async def method(request: web.Request) -> web.StreamResponse:
        return await _guarded(telegram, request, request.match_info["method"], _answer)

    async def file(request: web.Request) -> web.StreamResponse:
        return await _guarded(telegram, request, "file", _file)

    return [
        web.get("/file/bot{token}/{path:.+}", file),
        web.get("/bot{token}/{method}", method),
        web.post("/bot{token}/{method}", method),
    ]


async def _guarded(telegram: Telegram, request: web.Request, name: str, serve: Serve) -> web.StreamResponse:
    """Check the token, let the ordered fault happen, and put errors into the Bot API's form."""
    try:
        _check_token(telegram, request.match_info["token"])
        if fault := telegram.faults.next(name):
            return await _faulty(fault, telegram, request, serve)
        return await serve(telegram, request)
    except ApiError as error:
        log.info("%s refused: %s", name, error)
        return web.json_response(error.body(), status=error.code)
    except web.HTTPRequestEntityTooLarge:
        return web.json_response(ApiError(413).body(), status=413)
    except ConnectionResetError:
        log.info("%s: the bot hung up in mid-request", name)
        return web.Response()
    except Exception as error:  # a bug of ours looks to the bot like Telegram's 500
        log.error("%s failed", name, exc_info=error)
        return web.json_response(ApiError(500).body(), status=500)


def _check_token(telegram: Telegram, token: str) -> None:
    if not TOKEN.fullmatch(token):
        raise ApiError(404)
    if not hmac.compare_digest(token, telegram.token):
        raise ApiError(401)


async def _faulty(fault: Fault, telegram: Telegram, request: web.Request, serve: Serve) -> web.StreamResponse:
    fails = fault.status or fault.reset
    served = await serve(telegram, request) if fault.after or not fails else web.Response()
    await asyncio.sleep(fault.hang)
    if fault.reset:
        if request.transport:
            request.transport.abort()
        return web.Response()
    if fault.html:
        text = HTML.format(f"{fault.status} {fault.error()}")
        return web.Response(text=text, status=fault.status, content_type="text/html")
    if fault.status:
        raise fault.error()
    return served


async def _answer(telegram: Telegram, request: web.Request) -> web.StreamResponse:
    async with received(request, telegram.files, telegram.limits) as body:
        body.texts = {**request.query, **body.texts}
        result = await call_method(telegram, request.match_info["method"], body)
    return web.json_response({"ok": True, "result": result})


async def _file(telegram: Telegram, request: web.Request) -> web.StreamResponse:
    file = telegram.files.at_path(request.match_info["path"])
    if file is None or file["file_size"] > telegram.limits.download_bytes:
        raise ApiError(404)
    return web.FileResponse(telegram.files.path(file), headers={"Content-Type": "application/octet-stream"})
