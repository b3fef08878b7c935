"""Trouble of Telegram, of the disk and of our own tools, over the whole app: late at worst, never lost."""

import asyncio
import errno
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.db.outbox import Outbox
from bot.domain.roles import Role
from bot.local.updates import Updates
from bot.media.audio import Audio
from bot.media.ffmpeg import Failed
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import Made
from bot.services.voicemail import Voicemails
from tests.audio import has_tone
from tests.chat.someone import Json, Someone, buttons
from tests.road.house import DIRECT, SALES, House, mp3, opened, until
from tests.virtual import VirtualClock

OUTAGE = 600.0
CROWD, MESSAGES = 10, 4  # administrators, and messages for each of them
UNSENT = "outbox WHERE done_at IS NULL"
LOCKED = OperationalError("UPDATE call", {}, Exception("database is locked"))
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
async def founded(house: House) -> House:
    await house.founded()
    return house


def stumbles(monkeypatch: pytest.MonkeyPatch, owner: type, method: str, *errors: Exception) -> list[Exception]:
    """The method raises these, one at a call, and works from then on; what is left of them."""
    inner, left = getattr(owner, method), list(errors)

    async def stumbling(*args: Any, **kwargs: Any) -> Any:
        if left:
            raise left.pop(0)
        return await inner(*args, **kwargs)

    monkeypatch.setattr(owner, method, stumbling)
    return left


async def test_ten_minutes_without_telegram_drain_within_one_at_its_pace(
    founded: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice, made = Audio.voice, list[Path]()

    async def counted(self: Audio, source: Path, into: Path) -> Made:
        made.append(source)
        return await voice(self, source, into)

    monkeypatch.setattr(Audio, "voice", counted)
    crowd = [founded.admin] + [await administrator(founded) for _ in range(CROWD)]
    await founded.fault("sendVoice", status=502, html=True, times=10**6)
    await founded.leaves_message(DIRECT)
    await asyncio.sleep(OUTAGE - 80)
    async with asyncio.TaskGroup() as callers:
        for number in range(MESSAGES):
            callers.create_task(founded.leaves_message(SALES, f"+7900123450{number}"))
    await asyncio.sleep(35)
    caplog.clear()
    await until(lambda: caplog.text.count("waits 20 s") >= len(crowd))
    await founded.no_faults()  # they have all just tried in vain
    caplog.clear()
    left = [await founded.rows(UNSENT)]
    assert left == [MESSAGES * len(crowd) + 1]
    while left[-1]:
        await asyncio.sleep(1)
        left.append(await founded.rows(UNSENT))
    assert len(left) <= 60
    assert max(before - after for before, after in pairwise(left)) <= 31
    assert "Too Many Requests" not in caplog.text
    assert {len(await person.voices()) for person in crowd} == {MESSAGES}
    assert len(await founded.petrova.voices()) == 1
    assert len(made) == MESSAGES + 1, "converted once, however often they were tried"


async def administrator(house: House) -> Someone:
    """One more."""
    person = await house.newcomer("Ольга", "ru")
    await person.writes(f"/start {await house.app.services.people.invite(house.company, Role.ADMIN)}")
    return person


TROUBLES = {
    "ffmpeg fails": (Audio, "voice", Failed("no end after 30 s")),
    "no space for the voice message": (Audio, "voice", FULL),
    "the database is locked": (Voicemails, "file_of", LOCKED),
    "its file_id cannot be kept": (Voicemails, "keep_file_id", LOCKED),
    "that it was sent cannot be written down": (Outbox, "sent", LOCKED),
}


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_trouble_at_our_end_delays_a_message_and_doubles_none(
    founded: House, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    owner, method, error = TROUBLES[trouble]
    left = stumbles(monkeypatch, owner, method, error, error)
    await founded.leaves_message(DIRECT, hz=660)
    voice = await founded.voice(founded.petrova, seconds=5)
    assert has_tone(await founded.sound_of(voice), 660, 1.8)
    await asyncio.sleep(200)
    assert len(await founded.petrova.voices()) == 1
    if method != "keep_file_id":  # tried once a message
        assert left == []
    assert await founded.rows("outbox WHERE done_at IS NULL OR failure != ''") == 0


@pytest.mark.parametrize(
    ("owner", "method"),
    [(LocalSwitchboard, "fetch"), (Audio, "listen"), (LocalSwitchboard, "forget")],
    ids=["fetching", "listening", "forgetting"],
)
async def test_a_message_is_delivered_once_there_is_space_again(
    founded: House, monkeypatch: pytest.MonkeyPatch, owner: type, method: str
) -> None:
    left = stumbles(monkeypatch, owner, method, *[FULL] * 4)
    await founded.leaves_message(DIRECT)
    await until(lambda: not left)
    await founded.voice(founded.petrova, seconds=25)
    await asyncio.sleep(60)
    assert len(await founded.petrova.voices()) == 1
    assert await founded.app.pbx.recordings() == []
    assert await founded.rows("call WHERE outcome = 'voicemail'") == 1


def unfetchable(monkeypatch: pytest.MonkeyPatch, times: dict[str, int]) -> None:
    """These recordings cannot be fetched, so many times."""
    inner = LocalSwitchboard.fetch

    async def fetch(self: LocalSwitchboard, name: str, into: Path) -> None:
        if times.get(name):
            times[name] -= 1
            raise FULL
        await inner(self, name, into)

    monkeypatch.setattr(LocalSwitchboard, "fetch", fetch)


async def test_a_recording_that_makes_trouble_keeps_no_other(founded: House, monkeypatch: pytest.MonkeyPatch) -> None:
    times = {"voicemail-1": 10**6, "voicemail-2": 1}
    unfetchable(monkeypatch, times)
    await founded.leaves_message(SALES)
    await founded.leaves_message(DIRECT)
    await founded.voice(founded.petrova, seconds=25)
    assert await founded.admin.voices() == []
    times.clear()
    await founded.voice(founded.admin, seconds=25)


async def test_a_recording_that_makes_trouble_does_not_keep_the_app_from_starting(
    tmp_path: Path, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = {"voicemail-1": 10**6}
    unfetchable(monkeypatch, times)
    async with opened(tmp_path, clock) as house:
        await house.founded()
        await house.leaves_message(SALES)
    async with opened(tmp_path, clock) as house:
        times.clear()
        await house.voice(house.admin, seconds=25)


async def test_with_every_update_given_twice_the_chat_looks_the_same(
    founded: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner, again = Updates.poll, list[Json]()

    async def twice(self: Updates, offset: int, limit: int, seconds: float) -> list[Json]:
        nonlocal again
        if again:
            given, again = again, []
            return given
        again = await inner(self, offset, limit, seconds)
        return again

    monkeypatch.setattr(Updates, "poll", twice)
    await founded.puts(mp3(440))
    await founded.admin.presses("Вернуть мелодию по умолчанию")
    await founded.puts(mp3(880), "other.mp3")
    token = await founded.app.services.people.invite(founded.company, Role.STAFF)
    newcomer = await founded.newcomer("Степан", "ru")
    await newcomer.writes(f"/start {token}")
    await newcomer.writes("привет")
    assert "Сейчас: other.mp3" in await founded.admin.reads()
    assert len([message for message in await founded.admin.heard() if buttons(message)]) == 1
    said = [message["text"].partition("\n")[0] for message in await newcomer.heard()]
    assert said == ["✓ ООО «Ромашка»: вы подключены.", "Ваши сообщения"]
    assert await founded.rows("membership") == 3
    assert await founded.rows("melody") == 1
