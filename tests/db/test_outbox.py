"""Parcels: none lost, none claimed by two, urgent ones first."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.db import outbox
from bot.db.models import Account
from bot.db.outbox import Outbox, Priority
from bot.db.store import Store
from bot.ports import Channel, Fate, Parcel
from tests.databases import Hand

Put = Callable[..., Awaitable[None]]


@pytest.fixture
def box(store: Store, hand: Hand) -> Outbox:
    return Outbox(store, hand)


@pytest.fixture
async def account(store: Store) -> int:
    async with store.write() as session:
        row = Account(telegram_id=1, name="", language="ru", reachable=True)
        session.add(row)
    return row.id


@pytest.fixture
def put(store: Store, hand: Hand, account: int) -> Put:
    async def put(*keys: str, priority: int = Priority.NORMAL) -> None:
        async with store.write() as session:
            for key in keys:
                payload = {"key": key}
                await outbox.add(
                    session,
                    key=key,
                    kind="note",
                    account_id=account,
                    payload=payload,
                    now=hand.now(),
                    priority=priority,
                )

    return put


def keys(parcels: list[Parcel]) -> list[object]:
    return [parcel.payload["key"] for parcel in parcels]


async def test_parcel_is_claimed_with_what_was_put_into_it(box: Outbox, put: Put, account: int) -> None:
    await put("a")
    [parcel] = await box.claim(10)
    assert (parcel.kind, parcel.account_id, parcel.payload, parcel.attempts) == ("note", account, {"key": "a"}, 1)


async def test_second_parcel_of_a_key_is_nothing(box: Outbox, put: Put) -> None:
    await put("a", "a")
    await put("a")
    [parcel] = await box.claim(10)
    await box.sent(parcel)
    await put("a")
    assert await box.claim(10) == []


async def test_parcel_of_a_failed_transaction_is_not_there(box: Outbox, store: Store, hand: Hand, account: int) -> None:
    async def fail() -> None:
        async with store.write() as session:
            await outbox.add(session, key="a", kind="note", account_id=account, payload={}, now=hand.now())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await box.claim(10) == []


async def test_commit_with_parcels_wakes_the_relay_and_other_commits_do_not(store: Store, put: Put) -> None:
    assert not store.parcels[Channel.TELEGRAM].is_set()
    await put("a")
    assert store.parcels[Channel.TELEGRAM].is_set()
    store.parcels[Channel.TELEGRAM].clear()
    await put("a")
    assert not store.parcels[Channel.TELEGRAM].is_set()


async def test_urgent_ones_go_first_then_the_older(box: Outbox, put: Put, hand: Hand) -> None:
    await put("digest 1")
    hand.advance(seconds=1)
    await put("digest 2")
    await put("voicemail", priority=Priority.URGENT)
    assert keys(await box.claim(2)) == ["voicemail", "digest 1"]
    assert keys(await box.claim(2)) == ["digest 2"]


def test_priority_that_nobody_serves_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="3"):
        Priority(3)


async def test_claimed_parcel_is_nobody_elses_until_its_lease_is_over(box: Outbox, put: Put, hand: Hand) -> None:
    await put("a")
    await box.claim(10, lease=60)
    hand.advance(seconds=59)
    assert await box.claim(10) == []
    hand.advance(seconds=1)
    [parcel] = await box.claim(10)
    assert parcel.attempts == 2


async def test_sent_and_given_up_parcels_do_not_come_back(box: Outbox, put: Put, hand: Hand, store: Store) -> None:
    await put("a", "b")
    first, second = await box.claim(10)
    await box.sent(first)
    await box.over(second, Fate.GIVEN_UP, "blocked")
    hand.advance(days=1)
    assert await box.claim(10) == []
    assert await box.next_due() is None
    async with store.read() as session:
        assert [tuple(row) for row in await session.execute(text("SELECT fate, failure FROM outbox ORDER BY id"))] == [
            ("sent", ""),
            ("given-up", "blocked"),
        ]


async def test_later_is_exactly_later(box: Outbox, put: Put, hand: Hand) -> None:
    await put("a")
    [parcel] = await box.claim(10)
    await box.later(parcel.id, 7.5)
    assert await box.next_due() == hand.now() + timedelta(seconds=7.5)
    hand.advance(seconds=7.4)
    assert await box.claim(10) == []
    hand.advance(seconds=0.1)
    assert len(await box.claim(10)) == 1


async def test_next_due_is_the_earliest_of_all(box: Outbox, put: Put, hand: Hand) -> None:
    assert await box.next_due() is None
    await put("normal")
    normal = hand.now()
    hand.advance(seconds=5)
    await put("urgent", priority=Priority.URGENT)
    assert await box.next_due() == normal


async def test_four_workers_claim_each_parcel_once(box: Outbox, put: Put, url: str, hand: Hand) -> None:
    wanted = [f"parcel {n}" for n in range(100)]
    await put(*wanted)
    stores = [Store.open(url) for _ in range(4)]
    seen: list[object] = []

    async def work(store: Store) -> None:
        mine = Outbox(store, hand)
        while parcels := await mine.claim(7):
            assert len(parcels) <= 7
            seen.extend(keys(parcels))
            for parcel in parcels:
                await mine.sent(parcel)

    await asyncio.gather(*(work(store) for store in stores))
    for store in stores:
        await store.close()
    assert sorted(map(str, seen)) == sorted(wanted)


async def test_sweep_drops_what_was_done_a_month_ago(box: Outbox, put: Put, hand: Hand, store: Store) -> None:
    await put("done", "open")
    first, _ = await box.claim(10)
    await box.sent(first)
    hand.advance(days=31)
    await box.sweep()
    assert keys(await box.claim(10)) == ["open"]
