"""Requests to the Bot API as aiogram makes them, without making the form of an answer again and again."""

from functools import cache
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import Response, TelegramMethod


class Session(AiohttpSession):
    """aiogram's own asks pydantic for `Response[…]` at each answer. Pydantic holds such a class weakly, so that the
    next collection of garbage takes it, and making it anew costs 5 ms: as much as all the rest of a small tap.
    """

    def check_response(self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str) -> Response[Any]:
        _form(method.__returning__)
        return super().check_response(bot, method, status_code, content)


@cache
def _form(returning: Any) -> type[Response[Any]]:
    """Held for good: there are as many as kinds of answers."""
    return Response[returning]
