"""What waits in the chat: a day as one message, cards in quiet hours, and what goes before what after an outage."""

import asyncio
from datetime import time

import pytest

from bot.domain.periods import Hours
from bot.domain.rules import Kind, Timing, Way
from tests.chat.missed import CLIENT, OTHER_CLIENT, Calls, tell
from tests.chat.pinged import card, cards, labels
from tests.chat.someone import Someone, settled
from tests.chat.world import World

CHAT = frozenset({Way.TELEGRAM})
DIGEST = {"ways": CHAT, "timing": Timing.DIGEST, "digest_at": time(18)}
QUIET = {"ways": CHAT, "timing": Timing.AFTER_QUIET, "quiet": Hours(time(11), time(12, 30))}


@pytest.fixture
async def calls(joined: World) -> Calls:
    return Calls(joined)


async def digests(person: Someone) -> list[str]:
    await settled()
    texts = [message.get("text", "") for message in await person.heard()]
    return [text for text in texts if text.startswith("Сводка")]


async def test_a_day_is_one_message_at_its_hour(joined: World, calls: Calls) -> None:
    joined.start_relay()
    await tell(joined, joined.firm.ivanov, **DIGEST)
    await calls.misses()
    joined.clock.advance(hours=2)
    await calls.misses(OTHER_CLIENT)
    await calls.leaves_message(CLIENT)
    await asyncio.sleep(30)
    assert (await digests(joined.staff), await joined.staff.voices()) == ([], [])
    joined.clock.advance(hours=4)
    await asyncio.sleep(30)
    assert await digests(joined.staff) == [
        "Сводка: пропущенных 3, из них с голосовым 1\n\n"
        "+7 900 123-45-67 · 2 звонка, последний в 14:00 · 1 голосовое\n"
        "+7 900 555-66-77 · в 14:00"
    ]
    assert not await cards(joined.staff)


async def test_a_day_without_calls_says_nothing_and_the_next_one_has_only_what_is_new(
    joined: World, calls: Calls
) -> None:
    joined.start_relay()
    await tell(joined, joined.firm.ivanov, **DIGEST)
    await calls.misses()
    joined.clock.advance(hours=24)
    await asyncio.sleep(30)
    joined.clock.advance(hours=24)
    await calls.misses(OTHER_CLIENT)
    joined.clock.advance(hours=24)
    await asyncio.sleep(30)
    assert [text.partition("\n")[0] for text in await digests(joined.staff)] == ["Сводка: пропущенных 1"] * 2


async def test_a_digest_of_many_clients_shows_the_last_ones_and_how_many_more(joined: World, calls: Calls) -> None:
    await tell(joined, joined.firm.ivanov, **DIGEST)
    for n in range(20):
        await calls.misses(f"+790012345{n:02}")
    joined.clock.advance(hours=6)
    joined.start_relay()
    await asyncio.sleep(5)
    (text,) = await digests(joined.staff)
    assert text.startswith("Сводка: пропущенных 20\n")
    assert (len(text.split("\n")), text.split("\n")[-1]) == (2 + 15 + 1, "и ещё 5")


async def test_cards_wait_for_the_end_of_the_quiet_hours_and_are_one_by_then(joined: World, calls: Calls) -> None:
    joined.start_relay()
    await tell(joined, joined.firm.ivanov, **QUIET)
    await calls.misses()
    joined.clock.advance(minutes=20)
    await calls.misses()
    await asyncio.sleep(60)
    assert not await cards(joined.staff)
    joined.clock.advance(minutes=9)
    await asyncio.sleep(5)
    assert (await card(joined.staff))["text"].endswith("2 звонка, последний в 12:20")


async def test_whoever_came_through_in_the_quiet_hours_needs_nobody_in_the_morning(joined: World, calls: Calls) -> None:
    joined.start_relay()
    await tell(joined, joined.firm.ivanov, **QUIET)
    await calls.misses()
    await calls.talks(joined.firm.petrova, await calls.rings())
    joined.clock.advance(minutes=29)
    await asyncio.sleep(5)
    ping = await card(joined.staff)
    assert "✓ Дозвонились сами, ответ: Петрова Анна" in ping["text"]
    assert labels(ping) == []


async def test_voicemail_goes_before_a_digest_that_has_waited_for_longer(joined: World, calls: Calls) -> None:
    await tell(joined, joined.firm.ivanov, kinds=frozenset({Kind.MISSED}), **DIGEST)
    await tell(joined, joined.firm.ivanov, kinds=frozenset({Kind.VOICEMAIL}), ways=CHAT)
    await calls.misses(OTHER_CLIENT)
    joined.clock.advance(hours=7)
    await calls.leaves_message()
    joined.start_relay()
    await asyncio.sleep(5)
    came = [message for message in await joined.staff.heard() if "voice" in message or "Сводка" in message["text"]]
    assert ["voice" in message for message in came] == [True, False]


async def test_cards_that_telegram_puts_off_come_as_soon_as_it_said_and_none_is_lost(
    joined: World, calls: Calls
) -> None:
    joined.start_relay()
    await tell(joined, joined.firm.ivanov, ways=CHAT)
    await joined.fault("sendMessage", status=429, retry_after=7)
    for n in range(5):
        await calls.misses(f"+790012345{n:02}")
    await asyncio.sleep(4)
    assert not await cards(joined.staff)
    await asyncio.sleep(10)
    assert len(await cards(joined.staff)) == 5
