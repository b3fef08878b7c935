"""Wiring: the one place that knows every part."""

from bot.app.chat import telegram
from bot.app.page import media_secret, serve
from bot.app.parts import ALL, Part
from bot.app.running import EXAMPLE, Running, running
from bot.app.use_cases import Services, SystemClock, services

__all__ = [
    "ALL",
    "EXAMPLE",
    "Part",
    "Running",
    "Services",
    "SystemClock",
    "media_secret",
    "running",
    "serve",
    "services",
    "telegram",
]
