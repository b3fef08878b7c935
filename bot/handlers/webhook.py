"""Telegram calls us: the same inbox, and "200" only once the update is stored."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from hmac import compare_digest
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

HEADER = "X-Telegram-Bot-Api-Secret-Token"
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

Take = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram calls us, and what it must say. Without a secret anybody could pose as it: `ValueError`."""

    url: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if not SECRET.fullmatch(self.secret):
            raise ValueError("the webhook's secret must be 1 to 256 of A-Z, a-z, 0-9, _ and -")

    def routes(self, take: Take) -> list[web.RouteDef]:
        """What to serve under the path of `url`."""
        return [web.post(urlsplit(self.url).path or "/", partial(self._receive, take))]

    async def _receive(self, take: Take, request: web.Request) -> web.Response:
        if not compare_digest(request.headers.get(HEADER, "").encode(), self.secret.encode()):
            return web.Response(status=403)
        await take(await request.json())
        return web.Response()
