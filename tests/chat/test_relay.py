"""The relay over the real outbox, in virtual time; only the channel is a fake."""

import asyncio
import errno
from collections.abc import Mapping
from itertools import pairwise

import pytest
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.methods import GetMe
from sqlalchemy.exc import OperationalError

from bot.delivery.retry import Flood
from bot.ports import Dead, Later, Parcel, Rejected
from tests.chat.post import ANNA, BORIS, GALINA, VERA, Post


async def test_a_parcel_goes_out_as_soon_as_it_is_written(post: Post) -> None:
    post.start()
    await asyncio.sleep(7.3)
    await post.put(ANNA, "hello")
    await post.until(lambda: bool(post.sender.sent))
    assert post.sender.times(ANNA, post.started) == [7.3]
    assert await post.outbox.next_due() is None


async def test_a_chat_gets_a_burst_then_one_a_second_in_order(post: Post) -> None:
    texts = [str(n) for n in range(12)]
    await post.put(ANNA, *texts)
    post.start()
    await post.until(lambda: len(post.sender.sent) == 12)
    assert post.sender.texts(ANNA) == texts
    times = post.sender.times(ANNA, post.started)
    assert times[2] < 1
    assert [round(b - a) for a, b in pairwise(times[2:])] == [1] * 9


async def test_a_long_line_in_one_chat_does_not_keep_another_waiting(post: Post) -> None:
    await post.put(ANNA, *(str(n) for n in range(250)))
    await post.put(BORIS, "quick")
    post.start()
    await post.until(lambda: "quick" in post.sender.texts(BORIS))
    assert post.sender.times(BORIS, post.started)[0] < 2


async def test_what_is_written_later_does_not_overtake_within_a_chat(post: Post) -> None:
    await post.put(ANNA, *(str(n) for n in range(20)))
    post.start()
    await asyncio.sleep(3)
    await post.put(ANNA, "last")
    await post.until(lambda: len(post.sender.sent) == 21)
    assert post.sender.texts(ANNA)[-1] == "last"


async def test_urgent_ones_go_first(post: Post) -> None:
    await post.put(ANNA, "digest")
    await post.put(BORIS, "voicemail", priority=1)
    post.sender.seconds = 0.1
    post.start()
    await post.until(lambda: len(post.sender.sent) == 2)
    assert [text for _, text, _ in post.sender.sent] == ["voicemail", "digest"]


async def test_too_many_requests_hold_that_chat_only_and_keep_its_order(post: Post) -> None:
    post.sender.troubles = {"1": [Flood(30, "Too Many Requests: retry after 30")]}
    await post.put(ANNA, "1", "2", "3")
    await post.put(BORIS, "b")
    post.start()
    await post.until(lambda: len(post.sender.sent) == 4)
    assert post.sender.texts(ANNA) == ["1", "2", "3"]
    assert post.sender.times(ANNA, post.started)[0] >= 30
    assert post.sender.times(BORIS, post.started)[0] < 1


async def test_what_comes_in_while_another_is_put_off_goes_right_behind_it(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_off = post.outbox.put_off

    async def slow(seconds: Mapping[int, float]) -> None:
        await asyncio.sleep(0.5)
        await put_off(seconds)

    monkeypatch.setattr(post.outbox, "put_off", slow)
    post.sender.troubles = {"1": [Later(2, "slow down")]}
    await post.put(ANNA, "1")
    post.start()
    await post.until(lambda: post.sender.tried == 1)
    await post.put(ANNA, "2")
    await post.until(lambda: len(post.sender.sent) == 2, seconds=10)
    assert post.sender.texts(ANNA) == ["1", "2"]


async def test_three_chats_told_to_slow_down_at_once_hold_everybody(post: Post) -> None:
    post.sender.troubles = {text: [Flood(20, "Too Many Requests")] for text in "avg"}
    for account, text in ((ANNA, "a"), (VERA, "v"), (GALINA, "g")):
        await post.put(account, text)
    post.start()
    await post.until(lambda: post.sender.tried == 3)
    await post.put(BORIS, "b")
    await post.until(lambda: len(post.sender.sent) == 4)
    assert post.sender.times(BORIS, post.started)[0] >= 20


async def test_trouble_is_waited_out_and_nothing_is_lost(post: Post) -> None:
    post.sender.troubles = {"1": [Later(1, "502"), Later(2, "timeout"), Later(5, "reset")]}
    await post.put(ANNA, "1", "2")
    post.start()
    await post.until(lambda: len(post.sender.sent) == 2)
    assert post.sender.texts(ANNA) == ["1", "2"]
    assert 8 <= post.sender.times(ANNA, post.started)[0] <= 9.5


async def test_whoever_cannot_be_reached_is_left_in_peace(post: Post) -> None:
    post.sender.troubles = {"1": [Dead("Forbidden: bot was blocked by the user")]}
    await post.put(ANNA, "1")
    await post.put(BORIS, "b")
    post.start()
    await post.until(lambda: bool(post.sender.sent))
    await asyncio.sleep(5)
    assert post.sender.tried == 2
    assert await post.outbox.next_due() is None


async def test_a_parcel_that_is_refused_is_logged_and_given_up(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    post.sender.troubles = {"1": [Rejected("chat not found")]}
    await post.put(ANNA, "1", "2")
    post.start()
    await post.until(lambda: bool(post.sender.sent))
    await asyncio.sleep(300)
    assert post.sender.texts(ANNA) == ["2"]
    assert await post.outbox.next_due() is None
    assert "parcel 1 (text {'text': '1'}) is given up" in caplog.text


UNEXPECTED = {
    "a locked database": OperationalError("SELECT", {}, OSError("database is locked")),
    "a full disk": OSError(errno.ENOSPC, "No space left on device"),
    "a bug": KeyError("kind"),
    "a changed token": TelegramUnauthorizedError(GetMe(), "Unauthorized"),
}


@pytest.mark.parametrize("trouble", UNEXPECTED)
async def test_trouble_that_nobody_foresaw_loses_no_parcel_and_holds_up_no_other(
    post: Post, caplog: pytest.LogCaptureFixture, trouble: str
) -> None:
    post.sender.troubles = {"1": [UNEXPECTED[trouble]] * 3}
    await post.put(ANNA, "1", "2")
    post.start()
    await post.until(lambda: len(post.sender.sent) == 2)
    assert post.sender.texts(ANNA) == ["2", "1"]
    assert 8 <= post.sender.times(ANNA, post.started)[1] <= 12, "pauses of 1, 2 and 5 s"
    assert caplog.text.count("parcel 1 (text {'text': '1'}) failed, and is tried again") == 3


async def test_what_is_sent_is_not_sent_again_because_that_cannot_be_written_down(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, troubles = post.outbox.sent, [OSError("database is locked")] * 90

    async def stumble(parcel: Parcel) -> None:
        if troubles:
            raise troubles.pop()
        await sent(parcel)

    monkeypatch.setattr(post.outbox, "sent", stumble)
    await post.put(ANNA, "1")
    post.start()
    await asyncio.sleep(200)
    assert post.sender.tried == 1
    assert await post.outbox.next_due() is None


async def test_a_send_that_a_crash_cut_off_is_made_again(post: Post) -> None:
    post.sender.seconds = 3
    await post.put(ANNA, "1")
    post.start()
    await post.until(lambda: post.sender.tried == 1)
    await post.stop()
    post.start()
    await post.until(lambda: bool(post.sender.sent))
    assert post.sender.tried == 2
    assert post.sender.times(ANNA, post.started)[0] <= 65


async def test_a_backlog_drains_at_thirty_a_second(post: Post) -> None:
    for account in range(5, 95):
        await post.people.meet(account, "Somebody", "ru")
        await post.put(account, "x")
    post.start()
    await post.until(lambda: len(post.sender.sent) == 90)
    at = sorted(sent[2] - post.started for sent in post.sender.sent)
    assert all(later - one > 0.95 for one, later in zip(at, at[30:], strict=False)), "thirty within any second"
    assert at[29] < 0.5, "and those at once"
    assert at[-1] <= 5


async def test_a_stumbling_database_does_not_stop_the_relay(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    claim, troubles = post.outbox.claim, [OSError("database is locked")]

    async def stumble(limit: int, lease: float) -> list[Parcel]:
        if troubles:
            raise troubles.pop()
        return await claim(limit, lease)

    monkeypatch.setattr(post.outbox, "claim", stumble)
    await post.put(ANNA, "1")
    post.start()
    await post.until(lambda: bool(post.sender.sent))
