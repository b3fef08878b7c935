"""What a process does where several share the work: each serves its part over the same database and the same files."""

from enum import StrEnum

from bot.config import Settings
from bot.domain.errors import Refused


class Part(StrEnum):
    """`calls` also does what is done once for all: charging, sweeping, telling the PBX."""

    CHAT = "chat"
    CALLS = "calls"
    RELAY = "relay"


ALL = frozenset(Part)


def check(settings: Settings, parts: frozenset[Part]) -> None:
    """`Refused` where an embedded part would have to be in two processes at once."""
    embedded = {
        "GUDOK_BOT_TOKEN": settings.bot_token is None,
        "GUDOK_ARI_URL": settings.ari_url is None,
        "GUDOK_DATABASE": settings.database is None or settings.database_url.startswith("sqlite"),
    }
    missing = [name for name, so in embedded.items() if so]
    if parts != ALL and missing:
        raise Refused("Several processes need real parts: set {names}.", names=", ".join(missing))


def serves(settings: Settings, parts: frozenset[Part]) -> bool:
    """Whether this process has a web server: for sounds, for the page, for Telegram's calls."""
    asked = settings.local_chat or settings.webhook_url is not None
    return Part.CALLS in parts or (Part.CHAT in parts and asked)
