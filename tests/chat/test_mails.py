"""From a call to a mail: who gets which, and that nothing about it depends on Telegram."""

import asyncio
from collections.abc import Callable
from datetime import time

import pytest
from sqlalchemy import select

from bot.db.models import Account
from bot.db.outbox import Outbox
from bot.domain.periods import Hours
from bot.domain.rules import Kind, Timing, Way
from bot.ports import Channel, Dead, Later, Letter, Unwelcome
from tests.chat.missed import CLIENT, OTHER_CLIENT, Calls, tell
from tests.chat.pinged import cards
from tests.chat.someone import settled
from tests.chat.world import World

IVANOV = "ivanov@example.com"
FOOT = "Письмо пришло вам, потому что так настроил администратор АТС ООО «Ромашка»."


class FakePost:
    """`troubles` are raised once each, in order."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.troubles: list[Exception] = []
        self.tried = 0

    async def send(self, letter: Letter, attempts: int = 0) -> None:
        self.tried += 1
        if self.troubles:
            raise self.troubles.pop(0)
        self.letters.append(letter)


@pytest.fixture
def post() -> FakePost:
    return FakePost()


@pytest.fixture
async def joined(joined: World, post: FakePost) -> World:
    joined.start_relay()
    joined.start_mail(post)
    return joined


@pytest.fixture
async def calls(joined: World) -> Calls:
    await tell(joined, joined.firm.ivanov, email=IVANOV)
    return Calls(joined)


async def until(true: Callable[[], bool], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - virtual time
            await asyncio.sleep(0.05)


async def test_a_missed_call_comes_by_mail_too(calls: Calls, post: FakePost) -> None:
    await calls.misses()
    await until(lambda: bool(post.letters))
    (letter,) = post.letters
    assert (letter.to, letter.subject, letter.attachments) == (IVANOV, "Пропущенный звонок: +7 900 123-45-67", ())
    assert letter.text.split("\n") == [
        "Пропущенный звонок",
        "",
        "+7 900 123-45-67 → Иванов Иван",
        "3 августа, 12:00",
        "",
        "-- ",
        FOOT,
        "",
    ]
    assert '<a href="tel:+79001234567">☎ Перезвонить</a>' in letter.html


async def test_a_message_comes_as_an_mp3(calls: Calls, joined: World, post: FakePost) -> None:
    await calls.leaves_message()
    await until(lambda: bool(post.letters))
    (letter,) = post.letters
    assert letter.subject == "Голосовое сообщение: +7 900 123-45-67, 0:02"
    (sound,) = letter.attachments
    assert (sound.name, sound.kind) == ("voicemail.mp3", "audio/mpeg")
    assert 3_000 < len(sound.content) < 8_000, "2 s of 16 kbit/s"
    await settled()
    assert len(await joined.staff.voices()) == 1
    assert not await cards(joined.staff), "missed, and it left a message: one notice"


async def test_a_rule_about_missed_calls_alone_makes_one_notice_of_a_message_too(joined: World, post: FakePost) -> None:
    await tell(joined, joined.firm.ivanov, email=IVANOV, kinds=frozenset({Kind.MISSED}))
    await Calls(joined).leaves_message()
    await asyncio.sleep(10)
    assert (len(post.letters), len(await joined.staff.voices()), await cards(joined.staff)) == (1, 1, [])


async def test_rules_that_overlap_make_one_mail(calls: Calls, joined: World, post: FakePost) -> None:
    await tell(joined, joined.firm.ivanov)
    await calls.misses()
    await asyncio.sleep(10)
    assert (len(post.letters), len(await cards(joined.staff))) == (1, 1)


async def test_whoever_blocked_the_bot_still_gets_the_mail(calls: Calls, joined: World, post: FakePost) -> None:
    await joined.staff.blocks()
    await calls.misses()
    await until(lambda: bool(post.letters))
    await asyncio.sleep(5)
    async with joined.store.read() as session:
        blocked = [account.telegram_id for account in (await session.scalars(select(Account))) if not account.reachable]
    assert blocked == [joined.staff.id]
    await calls.misses(OTHER_CLIENT)
    await until(lambda: len(post.letters) == 2)


async def test_an_outage_of_telegram_keeps_no_mail_waiting_and_the_other_way_round(
    calls: Calls, joined: World, post: FakePost
) -> None:
    await joined.fault("sendMessage", status=502, html=True, times=1000)
    await calls.misses()
    await until(lambda: bool(post.letters), seconds=2)
    assert not await cards(joined.staff)
    async with joined.http.delete("/local/faults"):
        pass
    await asyncio.sleep(30)
    post.troubles = [Later(600, "down")]
    await calls.misses(OTHER_CLIENT)
    await asyncio.sleep(2)
    assert len(await cards(joined.staff)) == 2


async def test_a_mailbox_that_is_not_there_is_given_up(calls: Calls, joined: World, post: FakePost) -> None:
    post.troubles = [Dead("550 User unknown")]
    await calls.misses()
    await asyncio.sleep(120)
    assert (post.tried, post.letters) == (1, [])
    assert await Outbox(joined.store, joined.clock, Channel.EMAIL).next_due() is None


async def test_every_try_has_the_same_id_and_every_call_another(calls: Calls, post: FakePost) -> None:
    post.troubles = [ConnectionResetError(), Later(1, "busy")]
    await calls.misses()
    await until(lambda: len(post.letters) == 1)
    await calls.misses()
    await until(lambda: len(post.letters) == 2)
    first, second = post.letters
    assert first.id != second.id


async def test_in_quiet_hours_a_mail_waits_for_the_morning(joined: World, post: FakePost) -> None:
    quiet = {"timing": Timing.AFTER_QUIET, "quiet": Hours(time(11), time(12, 30)), "ways": frozenset({Way.EMAIL})}
    await tell(joined, joined.firm.ivanov, email=IVANOV, **quiet)
    await Calls(joined).misses()
    await asyncio.sleep(60)
    assert post.letters == []
    joined.clock.advance(minutes=29)
    await until(lambda: bool(post.letters))
    assert "3 августа, 12:00" in post.letters[0].text, "when the call came, not when it is told"


async def test_a_digest_is_one_mail(joined: World, post: FakePost) -> None:
    digest = {"timing": Timing.DIGEST, "digest_at": time(18), "ways": frozenset({Way.EMAIL})}
    await tell(joined, joined.firm.ivanov, email=IVANOV, **digest)
    calls = Calls(joined)
    await calls.misses()
    joined.clock.advance(hours=2)
    await calls.misses(OTHER_CLIENT)
    await calls.leaves_message(CLIENT)
    await asyncio.sleep(30)
    assert post.letters == []
    joined.clock.advance(hours=4)
    await until(lambda: bool(post.letters))
    await asyncio.sleep(30)
    (letter,) = post.letters
    assert letter.subject == "Сводка: пропущенных 3, из них с голосовым 1"
    assert letter.text.split("\n")[2:4] == [
        "+7 900 123-45-67 · 2 звонка, последний в 14:00 · 1 голосовое",
        "+7 900 555-66-77 · в 14:00",
    ]
    await calls.misses()
    joined.clock.advance(hours=24)
    await until(lambda: len(post.letters) == 2)
    assert post.letters[1].subject == "Сводка: пропущенных 1", "the next day's has only what is new"


async def test_a_server_that_refuses_us_is_told_of_once_and_the_mails_go_when_it_takes_them(
    calls: Calls, joined: World, post: FakePost
) -> None:
    post.troubles = [Unwelcome(1, "535 5.7.8 <b>wrong</b> password")] * 5
    for client in (CLIENT, OTHER_CLIENT):
        await calls.misses(client)
    await until(lambda: len(post.letters) == 2)
    await asyncio.sleep(5)
    told = [it["text"] for it in await joined.admin.history() if "почтовый сервер" in it.get("text", "")]
    assert len(told) == 1
    assert "535 5.7.8 <b>wrong</b> password" in told[0]
    assert not [it for it in await joined.other.history() if "mail server" in it.get("text", "")]
