"""What a failed request to Telegram means for what we wanted to send. Pure."""

from collections.abc import Sequence

import aiohttp
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.ports import Dead, Later

BACKOFF = (1.0, 2.0, 5.0, 10.0, 20.0)  # seconds, by attempts made; the last for all further ones, however long the
# outage: what has gathered in it must be out within a minute of its end
TROUBLE = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)  # the same for what went wrong at our end


class Flood(Later):
    """Telegram wants us to slow down (429)."""


def verdict(error: BaseException, attempts: int) -> Exception | None:
    """`Flood`, `Later` or `Dead`; None says nothing about Telegram or the way to it: a refusal, or trouble of ours.

    aiogram gives `ClientDecodeError` for a gateway's HTML page, and lets aiohttp's own errors out of downloads.
    """
    match error:
        case TelegramRetryAfter():
            return Flood(error.retry_after, error.message)
        case TelegramForbiddenError():
            return Dead(error.message)
        case TelegramEntityTooLarge():
            return None
        case TelegramServerError() | TelegramNetworkError() | ClientDecodeError():
            return Later(backoff(attempts), type(error).__name__)
        case aiohttp.ClientResponseError() if 400 <= error.status < 500 and error.status != 429:
            return None
        case aiohttp.ClientError() | TimeoutError() | ConnectionError():
            return Later(backoff(attempts), type(error).__name__)
        case _:
            return None


def refused(error: BaseException) -> bool:
    """Whether Telegram has looked at what we sent and will refuse it again. Anything else may pass another time."""
    return isinstance(error, (TelegramBadRequest, TelegramEntityTooLarge))


def backoff(attempts: int, pauses: Sequence[float] = BACKOFF) -> float:
    """Seconds to wait after so many attempts."""
    return pauses[min(attempts, len(pauses) - 1)]
