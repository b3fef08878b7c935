"""Pressing a button and answering it."""

import asyncio
from typing import Any

import pytest

from tests.local.conftest import ANNA, BORIS, Chat, Open

ROW = {"inline_keyboard": [[{"text": "x", "callback_data": "a"}]]}
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def menu(chat: Chat) -> int:
    """The id of a message with a button."""
    return int((await chat.ok("sendMessage", chat_id=ANNA, text="menu", reply_markup=ROW))["message_id"])


async def test_a_press_reaches_the_bot_with_its_message(chat: Chat, menu: int) -> None:
    query_id = await chat.presses(ANNA, menu, "a")
    (update,) = await chat.updates()
    query = update["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (query_id, "a", ANNA)
    assert query["message"]["reply_markup"] == ROW


async def test_the_answer_reaches_whoever_waits_for_it(chat: Chat, menu: int) -> None:
    press = {"message_id": menu, "data": "a"}
    waiting = asyncio.create_task(chat.local(f"persons/{ANNA}/press?wait=1", **press))
    (update,) = await chat.updates(timeout=5)
    query_id = update["callback_query"]["id"]
    assert await chat.bot.answer_callback_query(query_id, text="done", show_alert=True)
    assert await waiting == {"callback_query_id": query_id, "answer": {"text": "done", "show_alert": True}}


async def test_a_press_that_nobody_answers_ends_without_an_answer(chat: Chat, menu: int) -> None:
    answer = await chat.local(f"persons/{ANNA}/press?wait=1", message_id=menu, data="a")
    assert answer["answer"] is None


async def test_a_query_is_answered_once(chat: Chat, menu: int) -> None:
    query_id = await chat.presses(ANNA, menu, "a")
    assert await chat.ok("answerCallbackQuery", callback_query_id=query_id)
    assert await chat.refused("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD


async def test_a_query_is_answered_within_15_seconds(chat: Chat, menu: int) -> None:
    query_id = await chat.presses(ANNA, menu, "a")
    await chat.local("clock", advance=16)
    assert await chat.refused("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD


async def test_the_time_to_answer_is_a_setting(opened: Open) -> None:
    chat = await opened(callback_answer=60.0)
    await chat.says(ANNA)
    menu = await chat.ok("sendMessage", chat_id=ANNA, text="menu", reply_markup=ROW)
    query_id = await chat.presses(ANNA, menu["message_id"], "a")
    await chat.local("clock", advance=50)
    assert await chat.ok("answerCallbackQuery", callback_query_id=query_id)


@pytest.mark.parametrize("query_id", ["1", "bogus", "-1", "9" * 30])
async def test_a_bogus_query_is_too_old(chat: Chat, query_id: str) -> None:
    assert await chat.refused("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD


async def test_an_answer_has_200_characters_at_most(chat: Chat, menu: int) -> None:
    query_id = await chat.presses(ANNA, menu, "a")
    words = await chat.refused("answerCallbackQuery", callback_query_id=query_id, text="x" * 201)
    assert words == "Bad Request: MESSAGE_TOO_LONG"
    assert await chat.ok("answerCallbackQuery", callback_query_id=query_id, text="x" * 200)


async def test_an_undelivered_press_expires_after_150_seconds(chat: Chat, menu: int) -> None:
    await chat.presses(ANNA, menu, "a")
    await chat.local("clock", advance=149)
    assert len(await chat.updates()) == 1
    await chat.local("clock", advance=2)
    assert await chat.updates() == []


async def test_data_of_a_button_long_gone_may_be_forced(chat: Chat, menu: int) -> None:
    await chat.presses(ANNA, menu, "forged:1")
    (update,) = await chat.updates()
    assert update["callback_query"]["data"] == "forged:1"


async def test_a_button_of_a_deleted_message_comes_with_an_inaccessible_message(chat: Chat, menu: int) -> None:
    await chat.ok("deleteMessage", chat_id=ANNA, message_id=menu)
    await chat.presses(ANNA, menu, "a")
    (update,) = await chat.bot.get_updates()
    assert update.callback_query is not None
    assert type(update.callback_query.message).__name__ == "InaccessibleMessage"


@pytest.mark.parametrize(
    ("person", "message_id", "data", "status"),
    [(ANNA, 999, "a", 404), (BORIS, 2, "a", 404), (ANNA, 1, "a", 404), (ANNA, 2, "", 400), (ANNA, 2, "x" * 65, 400)],
)
async def test_impossible_presses_are_refused(
    chat: Chat, menu: int, person: int, message_id: int, data: str, status: int
) -> None:
    assert menu == 2
    answer: tuple[int, dict[str, Any]] = await chat.tried(f"persons/{person}/press", message_id=message_id, data=data)
    assert answer[0] == status, answer
    assert await chat.updates() == []
