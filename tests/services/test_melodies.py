"""What callers hear: sent, accepted, replaced, put back; files and rows never part."""

import asyncio
import os
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.db.melody_models import PendingSong, UnconfirmedMelody
from bot.db.models import Melody, MelodySlot, Outbox
from bot.db.money_models import HoldingRow
from bot.db.store import Store
from bot.domain.billing import Charge
from bot.domain.cards import MelodyCard, Seat
from bot.domain.cards_melodies import SongCard, Unheard
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.melody_slots import EMPLOYEES
from bot.domain.roles import Role
from bot.domain.sounds import BEEP, Sound, hold_music, phrase
from bot.ports import Heard, Made
from bot.services.confirmations import Confirmations
from bot.services.employee_melodies import EmployeeMelodies
from bot.services.histories import Histories
from bot.services.melodies import Melodies
from bot.services.songs import Songs
from bot.services.sounds import CompanySounds
from tests.databases import Hand
from tests.services.firm import Firm, founded, member

OURS = {BEEP: Path("beep.wav"), hold_music(1): Path("hold.wav"), hold_music(2): Path("hold.wav")}
HOLD = "hold"


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

    def foresee(self, wav: Path) -> None: ...

    async def listen(self, wav: Path) -> Heard:
        raise AssertionError(f"nobody listens to {wav} here")


class Jukebox:
    def __init__(self, store: Store, hand: Hand, folder: Path, firm: Firm, account: int) -> None:
        self.store, self.firm, self.seat, self.account = store, firm, firm.admin(), account
        self.folder, self.inbox = folder / "melodies", folder / "sent"
        self.folder.mkdir()
        self.sounds = CompanySounds(store, self.folder, OURS.__getitem__)
        self.melodies = Melodies(store, hand, CATALOGUE, self.sounds, self.folder)
        self.songs = Songs(store, hand, CATALOGUE, Copier(), self.folder)
        self.confirmations = Confirmations(store, hand)

    async def bring(self, content: bytes = b"song", name: str = "arash.mp3", place: str = HOLD) -> SongCard:
        self.inbox.write_bytes(content)
        return await self.songs.bring(self.seat, self.account, place, self.inbox, name)

    async def put(self, content: bytes = b"song", name: str = "arash.mp3", place: str = HOLD) -> None:
        await self.bring(content, name, place)
        await self.songs.accept(self.seat, self.account)

    async def default(self) -> None:
        await self.melodies.default(self.seat, HOLD, self.account)

    async def plays(self, seat: Seat | None = None) -> MelodyCard:
        return (await self.melodies.slot(seat or self.seat, HOLD)).plays

    def files(self) -> list[bytes]:
        return sorted(file.read_bytes() for file in self.folder.iterdir())

    async def heard(self, company_id: int) -> Path:
        return await self.sounds.path(hold_music(company_id))

    async def count(self, table: type) -> int:
        async with self.store.read() as session:
            return (await session.scalars(select(func.count()).select_from(table))).one()


@pytest.fixture
async def jukebox(store: Store, hand: Hand, tmp_path: Path) -> Jukebox:
    firm = await founded(store)
    return Jukebox(store, hand, tmp_path, firm, await member(store, 1, firm.company, Role.ADMIN))


async def test_ours_plays_where_nobody_has_set_anything(jukebox: Jukebox) -> None:
    assert await jukebox.plays() == MelodyCard(None, 0.0)
    assert await jukebox.melodies.file(jukebox.seat, HOLD) == Path("hold.wav")
    assert await jukebox.heard(jukebox.firm.company) == Path("hold.wav")


async def test_song_waits_for_a_yes(jukebox: Jukebox) -> None:
    assert await jukebox.bring() == SongCard(HOLD, "arash.mp3", 192.0)
    assert await jukebox.songs.waiting(jukebox.seat, jukebox.account) == SongCard(HOLD, "arash.mp3", 192.0)
    assert (await jukebox.songs.file(jukebox.seat, jukebox.account)).read_bytes() == b"song"
    assert await jukebox.heard(jukebox.firm.company) == Path("hold.wav")


async def test_song_is_heard_by_the_next_caller_of_that_company_only(jukebox: Jukebox, hand: Hand) -> None:
    firm = jukebox.firm
    await jukebox.put()
    assert await jukebox.plays() == MelodyCard("arash.mp3", 192.0)
    playing = await jukebox.heard(firm.company)
    assert playing.read_bytes() == b"song"
    assert await jukebox.melodies.file(jukebox.seat, HOLD) == playing
    assert await jukebox.heard(firm.other_company) == Path("hold.wav")


async def test_new_song_takes_the_place_and_the_file_of_the_old_one(jukebox: Jukebox) -> None:
    await jukebox.put(b"song 1")
    await jukebox.put(b"song 2", "two.mp3")
    assert await jukebox.plays() == MelodyCard("two.mp3", 192.0)
    assert jukebox.files() == [b"song 2"]


async def test_a_no_leaves_nothing_of_the_song(jukebox: Jukebox) -> None:
    await jukebox.put(b"song 1")
    await jukebox.bring(b"song 2")
    for _ in range(2):
        await jukebox.songs.drop(jukebox.seat, jukebox.account)
    assert await jukebox.songs.waiting(jukebox.seat, jukebox.account) is None
    assert jukebox.files() == [b"song 1"]
    with pytest.raises(Refused, match="not waiting any more"):
        await jukebox.songs.accept(jukebox.seat, jukebox.account)


async def test_two_administrators_each_have_a_song_that_waits(jukebox: Jukebox) -> None:
    other = await member(jukebox.store, 2, jukebox.firm.company, Role.ADMIN)
    await jukebox.bring(b"song 1")
    await jukebox.songs.bring(jukebox.seat, other, "recording-notice", jukebox.inbox, "other.mp3")
    await jukebox.songs.accept(jukebox.seat, other)
    assert await jukebox.songs.waiting(jukebox.seat, jukebox.account) == SongCard(HOLD, "arash.mp3", 192.0)


async def test_name_that_breaks_the_rule_waits_for_another(jukebox: Jukebox) -> None:
    assert (await jukebox.bring(name="Моя песня.mp3")).rename == "moya_pesnya.mp3"
    assert await jukebox.songs.rename(jukebox.seat, jukebox.account) == SongCard(HOLD, "moya_pesnya.mp3", 192.0)
    await jukebox.bring(name="Моя песня.mp3")
    await jukebox.songs.accept(jukebox.seat, jukebox.account)
    assert (await jukebox.plays()).name == "moya_pesnya.mp3"


async def test_title_that_is_no_file_name_may_be_any(jukebox: Jukebox) -> None:
    await jukebox.bring()
    who = (jukebox.seat, jukebox.account)
    assert (await jukebox.songs.bring(*who, HOLD, jukebox.inbox, "Голосовое", named=False)).rename == ""


async def test_what_is_no_sound_is_refused_and_the_old_song_plays_on(jukebox: Jukebox) -> None:
    await jukebox.put(b"song")
    with pytest.raises(Refused, match="not a sound"):
        await jukebox.bring(b"text")
    assert (await jukebox.heard(jukebox.firm.company)).read_bytes() == b"song"


async def test_default_again_deletes_the_file(jukebox: Jukebox) -> None:
    await jukebox.put()
    await jukebox.default()
    await jukebox.default()
    assert await jukebox.plays() == MelodyCard(None, 0.0)
    assert jukebox.files() == []


async def test_every_change_is_in_the_history_once(jukebox: Jukebox, hand: Hand) -> None:
    await jukebox.put()
    for _ in range(2):
        await jukebox.default()
    page = await Histories(jukebox.store, hand, CATALOGUE).page(jukebox.seat, 0)
    lines = [(line.name, line.before, line.after) for item in page.items for line in item.lines]
    assert lines == [("Hold music", "arash.mp3", "Default"), ("Hold music", "Default", "arash.mp3")]
    assert not any(item.can_undo for item in page.items), "the file is gone"


async def test_file_of_the_old_song_is_there_until_the_commit(
    jukebox: Jukebox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await jukebox.put(b"song 1")
    await jukebox.bring(b"song 2")

    async def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("sqlalchemy.ext.asyncio.AsyncSession.flush", broken)
    with pytest.raises(OSError, match="disk full"):
        await jukebox.songs.accept(jukebox.seat, jukebox.account)
    assert (await jukebox.heard(jukebox.firm.company)).read_bytes() == b"song 1"


async def test_two_administrators_at_once_leave_one_song(jukebox: Jukebox, url: str, hand: Hand) -> None:
    other = Store.open(url)
    elsewhere = Songs(other, hand, CATALOGUE, Copier(), jukebox.folder)
    jukebox.inbox.write_bytes(b"song")
    people = [jukebox.account, *[await member(other, n, jukebox.firm.company, Role.ADMIN) for n in (2, 3, 4)]]

    async def put(songs: Songs, account: int) -> None:
        await songs.bring(jukebox.seat, account, HOLD, jukebox.inbox, f"{account}.mp3")
        await songs.accept(jukebox.seat, account)

    await asyncio.gather(*(put((jukebox.songs, elsewhere)[n % 2], account) for n, account in enumerate(people)))
    await other.close()
    assert [await jukebox.count(table) for table in (Melody, MelodySlot, PendingSong)] == [1, 1, 0]
    assert jukebox.files() == [b"song"]
    assert (await jukebox.heard(jukebox.firm.company)).exists()


async def test_sweep_deletes_old_files_without_a_row_and_nothing_else(jukebox: Jukebox) -> None:
    await jukebox.put(b"song")
    await jukebox.bring(b"song that waits")
    stray, fresh = jukebox.folder / "stray.wav", jukebox.folder / "fresh.wav"
    stray.write_bytes(b"stray")
    fresh.write_bytes(b"fresh: its row may be on the way")
    for file in set(jukebox.folder.iterdir()) - {fresh}:
        os.utime(file, (time.time() - 7200,) * 2)
    await jukebox.melodies.sweep()
    assert jukebox.files() == [b"fresh: its row may be on the way", b"song", b"song that waits"]


async def test_song_without_a_yes_or_a_no_is_swept_after_a_day(jukebox: Jukebox, hand: Hand) -> None:
    await jukebox.bring()
    for file in jukebox.folder.iterdir():
        os.utime(file, (time.time() - 7200,) * 2)
    hand.advance(seconds=86_401)
    await jukebox.melodies.sweep()
    assert await jukebox.songs.waiting(jukebox.seat, jukebox.account) is None
    assert jukebox.files() == []


async def test_song_whose_file_the_disk_has_lost_is_replaced_by_ours(jukebox: Jukebox) -> None:
    await jukebox.put()
    (await jukebox.heard(jukebox.firm.company)).unlink()
    assert await jukebox.heard(jukebox.firm.company) == Path("hold.wav")


async def test_slot_says_what_it_waits_for(jukebox: Jukebox, hand: Hand) -> None:
    key, name = "recording-notice", CATALOGUE.option("recording").name
    assert (await jukebox.melodies.slot(jukebox.seat, key)).unheard == Unheard("recording", name)
    async with jukebox.store.write() as session:
        what = {"kind": Charge.OPTIONS, "key": "recording", "of": 0, "since": hand.now()}
        session.add(HoldingRow(company_id=jukebox.firm.company, **what))
    assert (await jukebox.melodies.slot(jukebox.seat, key)).unheard is None
    assert (await jukebox.melodies.slot(jukebox.seat, HOLD)).unheard is None


async def test_melody_for_employees_joins_the_list(jukebox: Jukebox, hand: Hand) -> None:
    await jukebox.put(name="ivan.mp3", place=EMPLOYEES)
    listed = EmployeeMelodies(jukebox.store, hand, CATALOGUE, jukebox.folder)
    (one,) = await listed.all(jukebox.seat)
    assert one.title == "ivan.mp3"
    assert (await listed.file(jukebox.seat, one.id)).read_bytes() == b"song"
    assert (await jukebox.melodies.menu(jukebox.seat)).employees == 1
    assert await jukebox.plays() == MelodyCard(None, 0.0)
    with pytest.raises(Refused):
        await listed.file(jukebox.firm.other_admin(), one.id)


async def test_who_changed_it_is_told_once_by_the_pbx_that_came_back(jukebox: Jukebox, hand: Hand) -> None:
    asked: list[Sound] = []
    back = False

    async def plays(sound: Sound) -> bool:
        asked.append(sound)
        return back

    await jukebox.put()
    await jukebox.confirmations.tell(plays)
    assert asked == [], "the screen is about to say it"
    hand.advance(seconds=20)
    await jukebox.confirmations.tell(plays)
    assert await jukebox.count(Outbox) == 0
    back = True
    for _ in range(2):
        await jukebox.confirmations.tell(plays)
    assert await jukebox.count(Outbox) == 1
    assert set(asked) == {phrase(jukebox.firm.company, HOLD)}


async def test_what_the_screen_has_said_is_not_told_again(jukebox: Jukebox) -> None:
    await jukebox.put()
    await jukebox.confirmations.confirmed(jukebox.firm.company, HOLD)
    assert await jukebox.count(UnconfirmedMelody) == 0


@pytest.mark.parametrize("place", ["nothing", "../hold", ""])
async def test_unknown_place_is_refused(jukebox: Jukebox, place: str) -> None:
    with pytest.raises(Refused):
        await jukebox.bring(place=place)
    with pytest.raises(Refused):
        await jukebox.melodies.slot(jukebox.seat, place)
    assert jukebox.files() == []


async def test_staff_can_do_nothing(jukebox: Jukebox) -> None:
    staff, me = jukebox.firm.staff(jukebox.firm.ivanov), jukebox.account
    jukebox.inbox.write_bytes(b"song")
    for deed in (
        jukebox.melodies.menu(staff),
        jukebox.melodies.default(staff, HOLD, me),
        jukebox.songs.bring(staff, me, HOLD, jukebox.inbox, "a.mp3"),
        jukebox.songs.accept(staff, me),
        jukebox.songs.drop(staff, me),
        jukebox.songs.waiting(staff, me),
        jukebox.songs.file(staff, me),
    ):
        with pytest.raises(Refused, match="Only an administrator"):
            await deed


async def test_other_sounds_are_ours_and_unknown_ones_are_an_error(jukebox: Jukebox) -> None:
    assert await jukebox.sounds.path(BEEP) == Path("beep.wav")
    with pytest.raises(KeyError):
        await jukebox.sounds.path(Sound("company/x/hold"))
