"""Flood control: one chat, all chats, and waiting it out."""

import pytest
from aiogram.exceptions import TelegramRetryAfter

from tests.local.conftest import ANNA, BORIS, Chat, Open


async def test_a_burst_in_one_chat_meets_429_and_the_time_to_wait(opened: Open) -> None:
    chat: Chat = await opened(chat_burst=3)
    await chat.says(ANNA)
    for _ in range(3):
        await chat.bot.send_message(ANNA, "x")
    with pytest.raises(TelegramRetryAfter) as refusal:
        await chat.bot.send_message(ANNA, "x")
    assert refusal.value.retry_after == 1
    assert "Too Many Requests: retry after 1" in str(refusal.value)


async def test_others_keep_flowing(opened: Open) -> None:
    chat: Chat = await opened(chat_burst=1)
    await chat.says(ANNA)
    await chat.says(BORIS)
    await chat.ok("sendMessage", chat_id=ANNA, text="x")
    assert (await chat.call("sendMessage", chat_id=ANNA, text="x"))["error_code"] == 429
    assert await chat.ok("sendMessage", chat_id=BORIS, text="x")


async def test_after_the_wait_it_works_again(opened: Open) -> None:
    chat: Chat = await opened(chat_burst=1)
    await chat.says(ANNA)
    await chat.ok("sendMessage", chat_id=ANNA, text="x")
    answer = await chat.call("sendMessage", chat_id=ANNA, text="x")
    await chat.local("clock", advance=answer["parameters"]["retry_after"])
    assert await chat.ok("sendMessage", chat_id=ANNA, text="x")


async def test_all_chats_share_a_limit(opened: Open) -> None:
    chat: Chat = await opened(all_burst=2, all_per_second=0.1)
    await chat.says(ANNA)
    await chat.says(BORIS)
    await chat.ok("sendMessage", chat_id=ANNA, text="x")
    await chat.ok("sendMessage", chat_id=BORIS, text="x")
    answer = await chat.call("sendMessage", chat_id=ANNA, text="x")
    assert answer["parameters"] == {"retry_after": 10}


async def test_edits_count_and_answers_do_not(opened: Open) -> None:
    chat: Chat = await opened(chat_burst=2)
    await chat.says(ANNA)
    sent = await chat.ok("sendMessage", chat_id=ANNA, text="1")
    target = {"chat_id": ANNA, "message_id": sent["message_id"]}
    await chat.ok("editMessageText", **target, text="2")
    query_id = await chat.presses(ANNA, sent["message_id"], "a")
    assert await chat.ok("answerCallbackQuery", callback_query_id=query_id)
    assert await chat.refused("editMessageText", **target, text="3") == "Too Many Requests: retry after 1"
    assert (await chat.history(ANNA))[-1]["text"] == "2"
