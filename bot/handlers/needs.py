"""What the chat asks of other rooms beside the services: small, so that the wiring can hand it over."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from bot.domain.figures import Columns, Growth
from bot.domain.sounds import Sound
from bot.i18n import Html, Texts

Acting = Callable[[], AbstractContextManager[None]]
Plays = Callable[[Sound], Awaitable[bool]]
Fetch = Callable[[str, Path], Awaitable[None]]


class Clock(Protocol):
    """The time, aware, UTC."""

    def now(self) -> datetime: ...


class Inbox(Protocol):
    """Updates, stored before Telegram is told that they arrived."""

    async def receive(self, update_id: int, chat_id: int, body: dict[str, Any]) -> bool: ...
    async def pending(self) -> list[tuple[int, int, dict[str, Any], bool]]: ...
    async def handled(self, update_id: int) -> None: ...
    def handling(self, update_id: int) -> AbstractContextManager[None]: ...
    async def last_update_id(self) -> int | None: ...


class ChatStates(Protocol):
    """Where each chat stands: the wizard's state and data."""

    async def get(self, chat_id: int) -> tuple[str, dict[str, Any]]: ...
    async def set_state(self, chat_id: int, state: str) -> None: ...
    async def set_data(self, chat_id: int, data: dict[str, Any]) -> None: ...


class Charts(Protocol):
    """Numbers become PNG."""

    async def columns(self, of: Columns) -> bytes: ...
    async def growth(self, of: Growth) -> bytes: ...


class VoiceNotes(Protocol):
    """Sound goes into a chat as Telegram's voice message."""

    async def voicemail(self, chat_id: int, t: Texts, voicemail_id: int) -> None:
        """A message that a caller left; `Refused` when its file is gone."""

    async def sound(self, chat_id: int, wav: Path, caption: Html) -> int:
        """Any wav of ours; the id of the message."""

    async def talk(self, chat_id: int, wav: Path, seconds: float, caption: Html) -> None:
        """A recorded talk: a voice message, or mp3 when it is too long for one."""

    async def file(self, chat_id: int, wav: Path, caption: Html) -> None:
        """The same to be kept: mp3."""
