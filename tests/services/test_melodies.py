"""Hold music: set, replaced, put back; files and rows never part."""

import asyncio
import os
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.db.models import Melody, MelodySlot
from bot.db.store import Store
from bot.domain.cards import MelodyCard
from bot.domain.errors import Refused
from bot.domain.sounds import BEEP, Sound, hold_music
from bot.ports import Heard, Made
from bot.services.companies import Companies
from bot.services.melodies import Melodies
from bot.services.sounds import CompanySounds
from tests.databases import Hand
from tests.services.firm import Firm, founded

OURS = {BEEP: Path("beep.wav"), hold_music(1): Path("hold.wav"), hold_music(2): Path("hold.wav")}


def copied(source: Path, into: Path) -> bytes:
    into.write_bytes(source.read_bytes())
    return into.read_bytes()


class Copier:
    """`AudioTool` that copies; what does not begin with "song" is no sound to it."""

    async def melody(self, source: Path, into: Path) -> Made:
        if not copied(source, into).startswith(b"song"):
            raise Refused("This is not a sound.")
        return Made(into, 192.0)

    async def voice(self, source: Path, into: Path) -> Made:
        return await self.melody(source, into)

    async def listen(self, wav: Path) -> Heard:
        raise AssertionError(f"nobody listens to {wav} here")


class Jukebox:
    def __init__(self, store: Store, hand: Hand, folder: Path, firm: Firm) -> None:
        self.store, self.firm = store, firm
        self.folder, self.inbox = folder / "melodies", folder / "sent"
        self.folder.mkdir()
        self.melodies = Melodies(store, hand, Copier(), self.folder, OURS.__getitem__)
        self.sounds = CompanySounds(store, self.folder, OURS.__getitem__)

    async def put(self, content: bytes = b"song", name: str = "arash.mp3") -> MelodyCard:
        self.inbox.write_bytes(content)
        return await self.melodies.set_hold(self.firm.company, self.inbox, name)

    def files(self) -> list[bytes]:
        return sorted(file.read_bytes() for file in self.folder.iterdir())

    async def heard(self, company_id: int) -> Path:
        return await self.sounds.path(hold_music(company_id))


@pytest.fixture
async def jukebox(store: Store, hand: Hand, tmp_path: Path) -> Jukebox:
    return Jukebox(store, hand, tmp_path, await founded(store))


async def test_ours_plays_where_nobody_has_set_anything(jukebox: Jukebox) -> None:
    assert await jukebox.melodies.hold(jukebox.firm.company) == MelodyCard(None, 0.0)
    assert await jukebox.melodies.file(jukebox.firm.company) == Path("hold.wav")
    assert await jukebox.heard(jukebox.firm.company) == Path("hold.wav")


async def test_song_is_heard_by_the_next_caller_of_that_company_only(jukebox: Jukebox, hand: Hand) -> None:
    firm = jukebox.firm
    assert await jukebox.put() == MelodyCard("arash.mp3", 192.0)
    playing = await jukebox.heard(firm.company)
    assert playing.read_bytes() == b"song"
    assert await jukebox.melodies.file(firm.company) == playing
    assert await jukebox.heard(firm.other_company) == Path("hold.wav")
    assert (await Companies(jukebox.store, hand).card(firm.company)).hold == MelodyCard("arash.mp3", 192.0)


async def test_new_song_takes_the_place_and_the_file_of_the_old_one(jukebox: Jukebox) -> None:
    await jukebox.put(b"song 1")
    await jukebox.put(b"song 2", "вторая.mp3")
    assert await jukebox.melodies.hold(jukebox.firm.company) == MelodyCard("вторая.mp3", 192.0)
    assert jukebox.files() == [b"song 2"]


async def test_what_is_no_sound_is_refused_and_the_old_song_plays_on(jukebox: Jukebox) -> None:
    await jukebox.put(b"song")
    with pytest.raises(Refused, match="not a sound"):
        await jukebox.put(b"text")
    assert (await jukebox.heard(jukebox.firm.company)).read_bytes() == b"song"


async def test_default_again_deletes_the_file(jukebox: Jukebox) -> None:
    await jukebox.put()
    await jukebox.melodies.default_hold(jukebox.firm.company)
    await jukebox.melodies.default_hold(jukebox.firm.company)
    assert await jukebox.melodies.hold(jukebox.firm.company) == MelodyCard(None, 0.0)
    assert jukebox.files() == []


async def test_file_of_the_old_song_is_there_until_the_commit(
    jukebox: Jukebox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await jukebox.put(b"song 1")

    async def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("sqlalchemy.ext.asyncio.AsyncSession.flush", broken)
    with pytest.raises(OSError, match="disk full"):
        await jukebox.put(b"song 2")
    assert (await jukebox.heard(jukebox.firm.company)).read_bytes() == b"song 1"


async def test_two_administrators_at_once_leave_one_song(jukebox: Jukebox, url: str, hand: Hand) -> None:
    other = Store.open(url)
    elsewhere = Melodies(other, hand, Copier(), jukebox.folder, OURS.__getitem__)
    jukebox.inbox.write_bytes(b"song")
    company = jukebox.firm.company
    both = (jukebox.melodies, elsewhere)
    await asyncio.gather(*(one.set_hold(company, jukebox.inbox, f"{n}.mp3") for n in range(4) for one in both))
    await other.close()
    async with jukebox.store.read() as session:
        counts = [
            (await session.scalars(select(func.count()).select_from(table))).one() for table in (Melody, MelodySlot)
        ]
    assert counts == [1, 1]
    assert jukebox.files() == [b"song"]
    assert (await jukebox.heard(company)).exists()


async def test_sweep_deletes_old_files_without_a_row_and_nothing_else(jukebox: Jukebox) -> None:
    await jukebox.put(b"song")
    stray, fresh = jukebox.folder / "stray.wav", jukebox.folder / "fresh.wav"
    stray.write_bytes(b"stray")
    fresh.write_bytes(b"fresh: its row may be on the way")
    for file in set(jukebox.folder.iterdir()) - {fresh}:
        os.utime(file, (time.time() - 7200,) * 2)
    await jukebox.melodies.sweep()
    assert jukebox.files() == [b"fresh: its row may be on the way", b"song"]


async def test_other_sounds_are_ours_and_unknown_ones_are_an_error(jukebox: Jukebox) -> None:
    assert await jukebox.sounds.path(BEEP) == Path("beep.wav")
    with pytest.raises(KeyError):
        await jukebox.sounds.path(Sound("company/x/hold"))
