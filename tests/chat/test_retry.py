"""What a failed request means: the table of promises.md."""

import aiohttp
import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetMe
from yarl import URL

from bot.delivery.retry import BACKOFF, TROUBLE, Flood, backoff, verdict
from bot.ports import Dead, Later

ASK = GetMe()


def http(status: int) -> aiohttp.ClientResponseError:
    request = aiohttp.RequestInfo(URL("http://x/"), "GET", {}, URL("http://x/"))  # type: ignore[arg-type]
    return aiohttp.ClientResponseError(request, (), status=status)


AGAIN = [
    TelegramServerError(ASK, "Bad Gateway"),
    ClientDecodeError("Failed to decode object", ValueError(), "<html>502</html>"),
    TelegramNetworkError(ASK, "Request timeout error"),
    aiohttp.ServerDisconnectedError(),
    aiohttp.ClientPayloadError(),
    TimeoutError(),
    ConnectionResetError(),
    http(502),
    http(429),
]
BUGS = [
    TelegramBadRequest(ASK, "message text is empty"),
    TelegramEntityTooLarge(ASK, "too large"),
    TelegramUnauthorizedError(ASK, "Unauthorized"),
    http(404),
    KeyError("kind"),
]


@pytest.mark.parametrize("error", AGAIN, ids=lambda error: type(error).__name__)
def test_trouble_on_the_way_is_tried_again(error: Exception) -> None:
    meaning = verdict(error, 2)
    assert isinstance(meaning, Later)
    assert not isinstance(meaning, Flood)
    assert meaning.seconds == BACKOFF[2]


@pytest.mark.parametrize("error", BUGS, ids=lambda error: type(error).__name__)
def test_what_would_fail_again_is_a_bug(error: Exception) -> None:
    assert verdict(error, 0) is None


def test_telegram_says_itself_how_long_to_wait() -> None:
    meaning = verdict(TelegramRetryAfter(ASK, "Too Many Requests", 17), 9)
    assert isinstance(meaning, Flood)
    assert meaning.seconds == 17


def test_a_person_who_blocked_the_bot_is_not_tried_again() -> None:
    assert isinstance(verdict(TelegramForbiddenError(ASK, "Forbidden: bot was blocked by the user"), 0), Dead)


@pytest.mark.parametrize(("pauses", "longest"), [(BACKOFF, 20), (TROUBLE, 60)])
def test_pauses_grow_and_stay_at_the_longest(pauses: tuple[float, ...], longest: float) -> None:
    waits = [backoff(attempts, pauses) for attempts in range(10)]
    assert waits == sorted(waits)
    assert waits[-1] == longest
