"""Several channels: none waits for another, and each keeps its own word about sending twice."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.delivery.retry import backoff
from bot.ports import Channel, Dead, Fate, Later, Parcel
from tests.chat.post import ANNA, BORIS, Post
from tests.virtual import VirtualClock


@pytest.fixture
async def sms(post: Post, clock: VirtualClock) -> AsyncIterator[Post]:
    """The same database, another channel."""
    sms = Post(post.store, clock, Channel.SMS)
    yield sms
    await sms.stop()


async def test_an_outage_of_one_channel_keeps_nobody_waiting_on_another(post: Post, sms: Post) -> None:
    post.sender.troubles = {str(n): [Later(600, "down")] for n in range(150)}
    await post.put(ANNA, *(str(n) for n in range(150)))
    post.start()
    await asyncio.sleep(5)
    sms.start()
    await sms.put(ANNA, "an SMS", key="sms")
    await sms.until(lambda: bool(sms.sender.sent))
    assert sms.sender.times(ANNA, sms.started)[0] < 0.5
    assert not post.sender.sent


async def test_a_channel_takes_its_own_parcels_only(post: Post, sms: Post) -> None:
    await post.put(ANNA, "a ping")
    await sms.put(ANNA, "an SMS", key="sms")
    post.start()
    sms.start()
    await sms.until(lambda: bool(sms.sender.sent and post.sender.sent))
    await asyncio.sleep(120)
    assert post.sender.texts(ANNA) == ["a ping"]
    assert sms.sender.texts(ANNA) == ["an SMS"]


async def test_at_most_once_a_send_that_a_crash_cut_off_is_not_made_again(sms: Post) -> None:
    sms.sender.seconds = 3
    await sms.put(ANNA, "1")
    sms.start()
    await sms.until(lambda: sms.sender.tried == 1)
    await sms.stop()
    sms.start()
    await asyncio.sleep(300)
    assert sms.sender.tried == 1
    assert sms.ends == {"1": Fate.UNKNOWN}


async def test_at_most_once_an_error_of_which_nobody_knows_is_not_tried_again(sms: Post) -> None:
    sms.sender.troubles = {"1": [TimeoutError()]}
    await sms.put(ANNA, "1", "2")
    sms.start()
    await asyncio.sleep(300)
    assert sms.sender.texts(ANNA) == ["2"]
    assert sms.ends == {"1": Fate.UNKNOWN, "2": Fate.SENT}


async def test_at_most_once_what_surely_was_not_sent_is_tried_again(sms: Post) -> None:
    sms.sender.troubles = {"1": [Later(5, "the centre is busy")], "b": [Dead("no such number")]}
    await sms.put(ANNA, "1")
    await sms.put(BORIS, "b")
    sms.start()
    await asyncio.sleep(300)
    assert sms.sender.texts(ANNA) == ["1"]
    assert sms.ends == {"1": Fate.SENT, "b": Fate.GIVEN_UP}


async def test_at_most_once_a_database_that_stumbles_before_the_send_loses_nothing(
    sms: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending, troubles = sms.outbox.sending, [OSError("database is locked")]

    async def stumble(parcel_id: int) -> bool:
        if troubles:
            raise troubles.pop()
        return await sending(parcel_id)

    monkeypatch.setattr(sms.outbox, "sending", stumble)
    await sms.put(ANNA, "1")
    sms.start()
    await sms.until(lambda: sms.ends == {"1": Fate.SENT})
    assert sms.sender.tried == 1


def test_who_may_get_a_message_twice_is_decided() -> None:
    assert {channel for channel in Channel if channel.at_most_once} == {Channel.SMS, Channel.CLIENT}


async def test_a_ten_minute_outage_of_mail_is_drained_within_a_minute(
    post: Post, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = Post(post.store, clock, Channel.EMAIL)
    send, back = mail.sender.send, asyncio.get_running_loop().time() + 600

    async def down(parcel: Parcel) -> None:
        if asyncio.get_running_loop().time() < back:
            raise Later(backoff(parcel.attempts - 1), "no server")
        await send(parcel)

    monkeypatch.setattr(mail.sender, "send", down)
    for person in range(5, 11):
        await mail.people.meet(person, "Somebody", "ru")
        await mail.put(person, "1", "2", "3")
    mail.start()
    await mail.until(lambda: len(mail.sender.sent) == 18, seconds=700)
    await mail.stop()
    assert mail.sender.sent[-1][2] - back <= 60
    assert all(mail.sender.texts(person) == ["1", "2", "3"] for person in range(5, 11))
