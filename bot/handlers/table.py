"""What a row of the table of buttons says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram.types import Message

from bot.domain.roles import Role
from bot.handlers.board import Board
from bot.handlers.press import Press, Reply
from bot.keyboards.base import Tap

ADMIN = frozenset({Role.ADMIN})
ALL = frozenset(Role)
ANYBODY: frozenset[Role] = frozenset()  # clients too, who are in no company: the handler looks for itself

Typed = Callable[[Press[Any], str], Awaitable[Reply]]
Shared = Callable[[Press[Any], Message], Awaitable[Reply]]
Sent = Callable[[Press[Any], Message, Board], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Route:
    """`on_screen`: its button stands on the living screen, and must be of its present drawing.

    `typed`, `sent`, `shared`: what becomes of words, of a file and of somebody else's contact that come while this is
    the screen where they are. `asks`: it waits for words, so that a song sent here is not meant for callers.
    """

    tap: type[Tap]
    handler: Callable[[Press[Any]], Awaitable[Reply]]
    roles: frozenset[Role] = ADMIN
    on_screen: bool = True
    typed: Typed | None = None
    asks: bool = False
    sent: Sent | None = None
    shared: Shared | None = None

    @property
    def of_anybody(self) -> bool:
        """Whether no seat is needed."""
        return self.roles == ANYBODY
