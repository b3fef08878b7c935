"""What deliveries ask of the services, which this room may not import."""

from pathlib import Path
from typing import Protocol

from bot.domain.cards import VoicemailItem


class Addresses(Protocol):
    """Where a person is reached."""

    async def address(self, account_id: int) -> tuple[int, str, bool]:
        """(telegram_id, language, reachable)."""

    async def unreachable(self, account_id: int) -> None:
        """Telegram said that the bot is blocked, or the account gone."""


class Recordings(Protocol):
    """The messages that callers left."""

    async def file_of(self, voicemail_id: int) -> tuple[Path, str, VoicemailItem, str]:
        """(file, Telegram's file_id or "", what it is, the company's time zone)."""

    async def keep_file_id(self, voicemail_id: int, file_id: str) -> None:
        """Telegram has it now: it need not be uploaded again."""
