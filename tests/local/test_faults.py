"""Faults on order, as aiogram meets them."""

import asyncio

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from tests.local.conftest import ANNA, Chat


async def sent_texts(chat: Chat) -> list[str]:
    return [message["text"] for message in await chat.history(ANNA) if not message["outgoing"]]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"status": 429, "retry_after": 7}, TelegramRetryAfter),
        ({"status": 500}, TelegramServerError),
        ({"status": 502, "html": True}, ClientDecodeError),
        ({"status": 403}, TelegramForbiddenError),
        ({"reset": True}, TelegramNetworkError),
    ],
)
async def test_the_next_call_fails_and_the_one_after_works(
    chat: Chat, fault: dict[str, object], error: type[Exception]
) -> None:
    await chat.local("faults", method="sendMessage", **fault)
    with pytest.raises(error):
        await chat.bot.send_message(ANNA, "1")
    await chat.bot.send_message(ANNA, "2")
    assert await sent_texts(chat) == ["2"]


async def test_a_fault_lasts_as_many_times_as_ordered_and_can_be_cleared(chat: Chat) -> None:
    await chat.local("faults", method="*", status=500, times=2)
    assert [(await chat.call("getMe"))["ok"] for _ in range(3)] == [False, False, True]
    await chat.local("faults", method="*", status=500, times=9)
    async with chat.http.delete("/local/faults") as response:
        assert response.status == 200
    assert await chat.ok("getMe")


async def test_after_the_effect(chat: Chat) -> None:
    await chat.local("faults", method="sendMessage", status=500, after=True)
    with pytest.raises(TelegramServerError):
        await chat.bot.send_message(ANNA, "sent all the same")
    assert await sent_texts(chat) == ["sent all the same"]


async def test_a_hanging_call_times_out_or_works_late(chat: Chat) -> None:
    await chat.local("faults", method="sendMessage", hang=30, times=2)
    with pytest.raises(TelegramNetworkError, match="timeout"):
        await chat.bot.send_message(ANNA, "1", request_timeout=5)
    await asyncio.sleep(30)
    await chat.bot.send_message(ANNA, "2")
    assert await sent_texts(chat) == ["1", "2"]


async def test_a_download_fails_too(chat: Chat) -> None:
    file_id = (await chat.uploads(ANNA, "document", b"data"))["document"]["file_id"]
    await chat.local("faults", method="file", status=502, html=True)
    with pytest.raises(Exception, match="502"):
        await chat.bot.download(file_id)
    downloaded = await chat.bot.download(file_id)
    assert downloaded is not None
    assert downloaded.read() == b"data"


@pytest.mark.parametrize("fault", [{}, {"method": 1}, {"method": "*", "colour": "red"}, {"method": "*", "status": "x"}])
async def test_a_fault_that_does_not_exist_is_refused(chat: Chat, fault: dict[str, object]) -> None:
    assert (await chat.tried("faults", **fault))[0] == 400
