"""What is under way when the process is killed, and what a second life finds of it."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from bot.domain.roles import Role
from bot.media.audio import Audio
from bot.ports import PhoneState
from tests.audio import tone, tone_seconds
from tests.crash.doom import Doom
from tests.road.house import CLIENT, SALES, House, beeps, mp3, until

DAY = 24 * 3600.0
FOLDERS = ("melodies", "voicemail")
QUIET = 600.0  # seconds until which everything must have come to rest

Found = dict[str, Any]


@dataclass(frozen=True)
class Scenario:
    """`before` makes the data that every life begins with, `during` arms the doom, `after` says what there is.

    `seconds`: more than the first life ever lasts, so that the second one's clock is ahead of it.
    """

    before: Callable[[House], Awaitable[None]]
    during: Callable[[House, Doom], Awaitable[None]]
    after: Callable[[House], Awaitable[Found]]
    seconds: float
    passed_over: tuple[str, ...] = ()  # how the steps begin before which nobody is killed


async def two_administrators(house: House) -> None:
    await house.founded()
    token = await house.app.services.people.invite(house.company, Role.ADMIN)
    await house.petrova.writes(f"/start {token}")


async def message_is_left(house: House, doom: Doom) -> None:
    """Both telephones decline, so that nobody waits; from the hang-up on it counts."""
    client = house.handset(CLIENT)
    client.phone.dial(SALES)
    for desk in (house.handset("101"), house.handset("102")):
        await desk.until(PhoneState.RINGING)
        desk.phone.decline()
    await until(lambda: beeps(client))
    await asyncio.sleep(0.6)
    client.phone.speak(tone(880, 2.5))
    await asyncio.sleep(2.6)
    async with counted(house, doom):
        client.phone.hang_up()


async def messages_found(house: House) -> Found:
    await quiet(house)
    voices = {person.id: await person.voices() for person in (house.admin, house.petrova)}
    uploads = {voice["voice"]["file_unique_id"]: voice for heard in voices.values() for voice in heard}
    return {
        "voices": {person: len(heard) for person, heard in voices.items()},
        "tones": [tone_seconds(await house.sound_of(voice), 880) for voice in uploads.values()],
        "captions": sorted({voice["caption"] for heard in voices.values() for voice in heard}),
        "parcels": await rows(house, PARCELS),
        "calls": await rows(house, "SELECT progress, outcome, ended_at IS NOT NULL FROM call"),
        "at the PBX": await house.app.pbx.recordings(),
        **await files(house),
    }


async def song_is_sent(house: House, doom: Doom) -> None:
    async with counted(house, doom):
        await house.admin.sends("audio", mp3(880), "new.mp3")


async def sent_song_found(house: House) -> Found:
    """Whatever happened, the song waits for a yes: at most, a button from before the crash brings the one of today."""
    await quiet(house)
    waiting = await rows(house, "SELECT name FROM pending_song")
    await house.admin.presses("Поставить")
    if await house.rows("pending_song"):
        await house.admin.presses("Поставить")
    return {"waiting": waiting, **await song_found(house)}


async def song_is_accepted(house: House, doom: Doom) -> None:
    async with counted(house, doom):
        await house.admin.presses("Поставить")


async def song_found(house: House) -> Found:
    await quiet(house)
    client = house.handset(CLIENT)
    client.phone.dial(SALES)
    await asyncio.sleep(1)
    return {
        "hears": tone_seconds(bytes(client.heard), 880),
        "melodies": await rows(house, "SELECT name FROM melody"),
        "left": [await house.rows(table) for table in ("pending_song", "unconfirmed_melody")],
        "screen": await alive(house),
        **await files(house),
    }


async def invite_is_taken(house: House, doom: Doom) -> None:
    (token,) = house.app.invites.values()
    async with counted(house, doom):
        await house.admin.writes(f"/start {token}")


async def seat_found(house: House) -> Found:
    await quiet(house)
    return {
        "said": [message["text"] for message in await house.admin.heard() if "text" in message],
        "seats": await rows(house, "SELECT role FROM membership"),
        "screen": await alive(house),
        **await files(house),
    }


PARCELS = (
    "SELECT outbox.id, telegram_id, done_at IS NOT NULL, failure FROM outbox JOIN account ON account.id = account_id"
)


async def nothing(_: House) -> None: ...


async def old_song(house: House) -> None:
    await house.founded()
    await house.puts(mp3(440), "old.mp3")


async def new_song_waits(house: House) -> None:
    await old_song(house)
    await house.admin.sends("audio", mp3(880), "new.mp3")


SCENARIOS = {
    "message": Scenario(two_administrators, message_is_left, messages_found, seconds=60),
    "song": Scenario(old_song, song_is_sent, sent_song_found, seconds=60),
    "yes": Scenario(new_song_waits, song_is_accepted, song_found, seconds=60),
    "invite": Scenario(nothing, invite_is_taken, seat_found, seconds=60),
}


@asynccontextmanager
async def counted(house: House, doom: Doom) -> AsyncIterator[None]:
    """From here on every step may be the last one, until nothing is owed any more."""
    doom.armed = True
    yield
    await asyncio.sleep(0.1)
    while await owed(house):  # noqa: ASYNC110 - virtual time
        await asyncio.sleep(0.1)
    doom.armed = False


async def quiet(house: House) -> None:
    """Return when nothing is owed to anybody any more."""
    async with asyncio.timeout(QUIET):
        await asyncio.sleep(5)
        while await owed(house):  # noqa: ASYNC110 - virtual time
            await asyncio.sleep(5)


async def owed(house: House) -> bool:
    """Whether anything is to be done yet."""
    debts = (
        *("outbox WHERE done_at IS NULL", "inbox WHERE handled_at IS NULL", "call WHERE ended_at IS NULL"),
        "unconfirmed_melody",
    )
    return any([await house.rows(debt) for debt in debts]) or bool(await house.app.pbx.recordings())


async def alive(house: House) -> str:
    """The screen after one more word to the bot."""
    await house.admin.writes("/start")
    return (await house.admin.reads()).partition("\n")[0]


async def files(house: House) -> Found:
    """Files that no row knows, and rows whose file is not there, after the hourly sweep."""
    long_ago = time.time() - DAY
    for file in [*(house.data / "melodies").iterdir(), *house.data.glob("sound-*")]:
        os.utime(file, (long_ago, long_ago))
    await house.app.services.melodies.sweep()
    Audio(house.data)  # as at the next start
    known = {f"melodies/{file}" for (file,) in await rows(house, "SELECT file FROM melody")}
    known |= {f"melodies/{file}" for (file,) in await rows(house, "SELECT file FROM pending_song")}
    known |= {f"voicemail/{file}" for (file,) in await rows(house, "SELECT file FROM voicemail")}
    there = {
        f"{folder}/{file.name}" for folder in ("melodies", "voicemail") for file in (house.data / folder).iterdir()
    }
    there |= {file.name for file in house.data.glob("sound-*")}
    return {"strays": sorted(there - known), "missing": sorted(known - there)}


async def rows(house: House, query: str) -> list[list[Any]]:
    async with house.app.services.store.read() as session:
        return [list(row) for row in await session.execute(text(query))]
