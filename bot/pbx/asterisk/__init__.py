"""Asterisk through ARI: `Asterisk` is the `Pbx`, `media_routes` is where it fetches our sounds from."""

from bot.pbx.asterisk.media import media_routes
from bot.pbx.asterisk.pbx import Asterisk

__all__ = ["Asterisk", "media_routes"]
