"""How fast the bot may write: token buckets, one a chat and one for all."""

import math
from dataclasses import dataclass

from bot.local.errors import ApiError
from bot.local.rules import Limits


@dataclass(slots=True)
class Bucket:
    """Holds up to `burst` tokens, refilled at `rate` a second."""

    rate: float
    burst: int
    tokens: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until a token is there."""
        self.tokens = min(float(self.burst), self.tokens + max(0.0, now - self.at) * self.rate)
        self.at = now
        return max(0.0, (1.0 - self.tokens) / self.rate)


class Flood:
    """Counts what the bot sends and edits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._chats: dict[int, Bucket] = {}
        self._all = Bucket(limits.all_per_second, limits.all_burst, limits.all_burst, 0.0)

    def take(self, chat_id: int, now: float) -> None:
        """One message to this chat, or 429 with the seconds to wait."""
        limits = self._limits
        if chat_id not in self._chats:
            self._chats[chat_id] = Bucket(limits.chat_per_second, limits.chat_burst, limits.chat_burst, now)
        chat = self._chats[chat_id]
        if (wait := max(chat.wait(now), self._all.wait(now))) > 0:
            seconds = max(1, math.ceil(wait))
            raise ApiError(429, f"retry after {seconds}", retry_after=seconds)
        chat.tokens -= 1
        self._all.tokens -= 1
