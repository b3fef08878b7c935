"""The telephone switch: Asterisk, or the one on the page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app.use_cases import Services
from bot.config import Settings
from bot.pbx.asterisk.console import AsteriskConsole
from bot.pbx.asterisk.pbx import Asterisk
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import AskedPbx, Pbx


def switchboard(settings: Settings, use: Services, media_url: str) -> Pbx:
    if settings.ari_url is None:
        return LocalSwitchboard(use.sounds, settings.data / "pbx")
    return Asterisk(settings.ari_url.get_secret_value(), use.sounds, media_url)


@asynccontextmanager
async def asked(settings: Settings, use: Services, media_url: str, pbx: Pbx, *, apart: bool) -> AsyncIterator[AskedPbx]:
    """What the chat asks: the switch itself or, `apart`, a line of its own to the one that another process serves."""
    if not apart or settings.ari_url is None:
        yield pbx
        return
    console = AsteriskConsole(settings.ari_url.get_secret_value(), use.sounds, media_url)
    await console.open()
    try:
        yield console
    finally:
        await console.close()
