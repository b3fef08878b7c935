"""Updates: each once, in order, and after a crash known to be done or not."""

import asyncio

import pytest
from sqlalchemy import func, select

from bot.db import models
from bot.db.chat_state import ChatStates
from bot.db.inbox import Inbox
from bot.db.store import Store
from tests.databases import Hand

CHAT = 5_000_000_123


@pytest.fixture
def inbox(store: Store, hand: Hand) -> Inbox:
    return Inbox(store, hand)


async def test_update_is_stored_once(inbox: Inbox) -> None:
    assert await inbox.receive(10, CHAT, {"update_id": 10})
    assert not await inbox.receive(10, CHAT, {"update_id": 10})
    assert await inbox.pending() == [(10, CHAT, {"update_id": 10}, False)]


async def test_same_update_from_two_connections_at_once_is_new_to_one(inbox: Inbox) -> None:
    answers = await asyncio.gather(*(inbox.receive(10, CHAT, {}) for _ in range(4)))
    assert sorted(answers) == [False, False, False, True]


async def test_pending_is_in_order_and_without_the_handled(inbox: Inbox) -> None:
    for update_id in (12, 10, 11):
        await inbox.receive(update_id, CHAT, {})
    await inbox.handled(11)
    assert [update_id for update_id, *_ in await inbox.pending()] == [10, 12]
    assert await inbox.last_update_id() == 12


async def test_empty_inbox_has_no_last_update(inbox: Inbox) -> None:
    assert await inbox.last_update_id() is None
    assert await inbox.pending() == []


async def something_is_written(store: Store) -> None:
    async with store.write():
        pass


async def test_write_while_handling_marks_the_effect(inbox: Inbox, store: Store) -> None:
    for update_id in (10, 11):
        await inbox.receive(update_id, CHAT, {})
    await something_is_written(store)
    with inbox.handling(10):
        await something_is_written(store)
    await something_is_written(store)
    assert [(update_id, done) for update_id, _, _, done in await inbox.pending()] == [(10, True), (11, False)]


async def test_failed_write_marks_nothing(inbox: Inbox, store: Store) -> None:
    await inbox.receive(10, CHAT, {})
    with inbox.handling(10), pytest.raises(ZeroDivisionError):
        async with store.write():
            raise ZeroDivisionError
    assert [done for *_, done in await inbox.pending()] == [False]


async def test_reading_while_handling_marks_nothing(inbox: Inbox, store: Store) -> None:
    await inbox.receive(10, CHAT, {})
    with inbox.handling(10):
        await ChatStates(store).get(CHAT)
    assert [done for *_, done in await inbox.pending()] == [False]


async def test_what_the_console_keeps_for_itself_is_no_effect(inbox: Inbox, store: Store) -> None:
    await inbox.receive(10, CHAT, {})
    with inbox.handling(10):
        await ChatStates(store).set_data(CHAT, {"shown": 7})
    assert [done for *_, done in await inbox.pending()] == [False]


async def test_two_chats_at_once_mark_their_own_updates(inbox: Inbox, store: Store) -> None:
    for update_id in (10, 11, 12):
        await inbox.receive(update_id, CHAT + update_id, {})

    async def act(update_id: int) -> None:
        with inbox.handling(update_id):
            await asyncio.sleep(0)
            await something_is_written(store)

    await asyncio.gather(act(10), act(12))
    assert [done for *_, done in await inbox.pending()] == [True, False, True]


async def test_sweep_drops_what_was_handled_three_days_ago(inbox: Inbox, store: Store, hand: Hand) -> None:
    for update_id in (1, 2, 3):
        await inbox.receive(update_id, CHAT, {})
    await inbox.handled(1)
    hand.advance(days=2)
    await inbox.handled(3)
    hand.advance(days=1, minutes=1)
    await inbox.sweep()
    async with store.read() as session:
        assert (await session.scalars(select(models.Inbox.update_id).order_by(models.Inbox.update_id))).all() == [2, 3]


async def test_sweep_keeps_the_newest_however_old(inbox: Inbox, store: Store, hand: Hand) -> None:
    await inbox.receive(5, CHAT, {})
    await inbox.handled(5)
    hand.advance(days=30)
    await inbox.sweep()
    async with store.read() as session:
        assert (await session.scalars(select(func.count(models.Inbox.update_id)))).one() == 1


async def test_state_and_data_of_a_chat_do_not_disturb_each_other(store: Store) -> None:
    states = ChatStates(store)
    assert await states.get(CHAT) == ("", {})
    await states.set_data(CHAT, {"step": 1})
    await states.set_state(CHAT, "wizard")
    await states.set_data(CHAT, {"step": 2, "кому": ["Иванов"]})
    assert await states.get(CHAT) == ("wizard", {"step": 2, "кому": ["Иванов"]})
