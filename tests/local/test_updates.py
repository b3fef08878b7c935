"""getUpdates: the real wait, acknowledging, the second poller, expiry."""

import asyncio

import pytest
from aiogram.exceptions import TelegramConflictError

from bot.local.schema import bot_api
from tests.local.conftest import ANNA, BORIS, OGG, Chat
from tests.virtual import VirtualClock


async def test_polling_waits_until_something_comes(chat: Chat, clock: VirtualClock) -> None:
    waiting = asyncio.create_task(chat.bot.get_updates(timeout=30))
    await asyncio.sleep(10)
    assert not waiting.done()
    await chat.says(ANNA, "hello")
    (update,) = await waiting
    assert update.message is not None
    assert update.message.text == "hello"


async def test_polling_ends_empty_after_its_time(chat: Chat, clock: VirtualClock) -> None:
    before = clock.now()
    assert await chat.updates(timeout=30) == []
    assert 30 <= (clock.now() - before).total_seconds() < 31


async def test_updates_come_again_until_acknowledged(chat: Chat) -> None:
    for text in ("1", "2", "3"):
        await chat.says(ANNA, text)
    first, second, third = [update["update_id"] for update in await chat.updates()]
    assert first < second < third
    assert len(await chat.updates()) == 3
    assert [update["update_id"] for update in await chat.updates(offset=second)] == [second, third]
    assert [update["update_id"] for update in await chat.updates(offset=first)] == [second, third]
    assert await chat.updates(offset=third + 1) == []


async def test_limit_takes_the_oldest(chat: Chat) -> None:
    for text in ("1", "2", "3"):
        await chat.says(ANNA, text)
    assert [update["message"]["text"] for update in await chat.updates(limit=2)] == ["1", "2"]


async def test_a_negative_offset_keeps_the_last_ones(chat: Chat) -> None:
    for text in ("1", "2", "3"):
        await chat.says(ANNA, text)
    assert [update["message"]["text"] for update in await chat.updates(offset=-2)] == ["2", "3"]
    assert [update["message"]["text"] for update in await chat.updates()] == ["2", "3"]


async def test_a_second_poller_ends_the_older_one(chat: Chat) -> None:
    older = asyncio.create_task(chat.bot.get_updates(timeout=30))
    await asyncio.sleep(1)
    newer = asyncio.create_task(chat.bot.get_updates(timeout=30))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await older
    await chat.says(ANNA)
    assert len(await newer) == 1


@pytest.mark.parametrize("params", [{"limit": 0}, {"limit": 101}, {"timeout": -1}, {"timeout": 51}])
async def test_numbers_out_of_range_are_refused(chat: Chat, params: dict[str, int]) -> None:
    assert (await chat.refused("getUpdates", **params)).startswith("Bad Request: ")


async def test_an_undelivered_message_expires_after_24_hours(chat: Chat) -> None:
    await chat.says(ANNA)
    await chat.local("clock", advance=24 * 3600 - 1)
    assert len(await chat.updates()) == 1
    await chat.local("clock", advance=2)
    assert await chat.updates() == []


async def test_every_kind_of_update_is_one_of_the_schema_and_of_aiogram(chat: Chat) -> None:
    sent = await chat.ok("sendMessage", chat_id=ANNA, text="menu")
    await chat.local(f"persons/{ANNA}/text", text="/help", reply_to_message_id=sent["message_id"])
    for kind in ("audio", "voice", "document", "video_note", "video", "photo"):
        await chat.uploads(ANNA, kind, OGG, caption="x")
    await chat.local(f"persons/{ANNA}/contact", forward_from=BORIS)
    await chat.presses(ANNA, sent["message_id"], "a")
    await chat.local(f"persons/{ANNA}/block")
    bot_api().check("Array of Update", await chat.updates())
    kinds = [update.event_type for update in await chat.bot.get_updates()]
    assert kinds == ["message"] * 8 + ["callback_query", "my_chat_member"]


async def test_only_allowed_kinds_are_queued_and_the_choice_lasts(chat: Chat) -> None:
    assert await chat.updates(allowed_updates=["callback_query"]) == []
    await chat.says(ANNA, "lost")
    assert await chat.updates() == []
    await chat.updates(allowed_updates=[])
    await chat.says(ANNA, "kept")
    assert len(await chat.updates()) == 1
    assert "no kind of update" in await chat.refused("getUpdates", allowed_updates=["mesage"])
