"""The telephone switch: Asterisk, or the one on the page."""

from bot.app.use_cases import Services
from bot.config import Settings
from bot.pbx.asterisk.pbx import Asterisk
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import Pbx


def switchboard(settings: Settings, use: Services, media_url: str) -> Pbx:
    if settings.ari_url is None:
        return LocalSwitchboard(use.sounds, settings.data / "pbx")
    return Asterisk(settings.ari_url.get_secret_value(), use.sounds, media_url)
