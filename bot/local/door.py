"""Who may come in: everything but the bot's side is for this machine, and for no foreign web page in its browser."""

import ipaddress
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.local.errors import ApiError, PersonError

HOSTS = {"127.0.0.1", "localhost", "::1"}
BOT_SIDE = ("/bot", "/file/bot")


@web.middleware
async def door(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse strangers with 403; turn a `PersonError` into `{"error": …}`."""
    try:
        if request.path.startswith(BOT_SIDE):
            return await _bot_side(request, handler)
        _check_peer(request)
        return await handler(request)
    except PersonError as error:
        return web.json_response({"error": str(error)}, status=error.status)
    except ApiError as error:
        return web.json_response({"error": str(error)}, status=error.code)


async def _bot_side(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The token guards it; but a browser has nothing to do there: the token of the local chat is no secret."""
    if "Origin" in request.headers:
        raise PersonError("The Bot API is not for pages.", 403)
    return await handler(request)


def _check_peer(request: web.Request) -> None:
    host, origin = request.headers.get("Host", ""), request.headers.get("Origin")
    if not _is_loopback(request.remote):
        raise PersonError("The local chat is for this machine only.", 403)
    if urlsplit(f"//{host}").hostname not in HOSTS:
        raise PersonError("The local chat has no such name.", 403)
    if origin is not None and urlsplit(origin).netloc != host:
        raise PersonError("The local chat is not for other pages.", 403)


def _is_loopback(remote: str | None) -> bool:
    try:
        return ipaddress.ip_address(remote or "").is_loopback
    except ValueError:
        return False
