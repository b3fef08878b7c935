"""A song that somebody has sent: made fit, kept until they say yes, then it plays (M5, M6, M8, M9)."""

from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from sqlalchemy import ColumnElement, delete, select

from bot.db.melody_models import PendingSong
from bot.db.models import Melody
from bot.db.store import Store
from bot.domain.cards import Seat
from bot.domain.cards_melodies import SongCard
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.file_names import fits, latin
from bot.domain.melody_slots import EMPLOYEES
from bot.ports import AudioTool, Clock
from bot.services.administration import Administration, require_admin
from bot.services.slots import known_slot, put

GONE = N_("This song is not waiting any more. Send it again.")


class Songs:
    """For administrators only; everybody has one song that waits. Files are in `folder` under names of ours."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue, audio: AudioTool, folder: Path) -> None:
        self._company = Administration(store, clock, catalogue)
        self._audio = audio
        self._folder = folder

    async def bring(
        self, seat: Seat, account_id: int, place: str, source: Path, name: str, *, named: bool = True
    ) -> SongCard:
        """Any song for a slot or for employees waits for a yes; `Refused` says what is wrong with it.

        `named`: the name is a file's, and must be such as the rule wants it.
        """
        require_admin(seat)
        if place != EMPLOYEES:
            known_slot(place)
        file = f"{uuid4().hex}.wav"
        made = await self._audio.melody(source, self._folder / file)
        async with self._company.change(seat) as company:
            mine = _mine(seat, account_id)
            older = (await company.session.scalars(delete(PendingSong).where(*mine).returning(PendingSong.file))).all()
            who = {"company_id": seat.company_id, "account_id": account_id, "place": place}
            what = {"name": name, "rename": "" if not named or fits(name) else latin(name)}
            song = PendingSong(**who, **what, file=file, seconds=made.seconds, created_at=company.now)
            company.session.add(song)
        self._delete(older)
        return _card(song)

    async def waiting(self, seat: Seat, account_id: int) -> SongCard | None:
        """The song that waits for this person's yes."""
        require_admin(seat)
        async with self._company.store.read() as session:
            song = await session.scalar(select(PendingSong).where(*_mine(seat, account_id)))
        return _card(song) if song else None

    async def file(self, seat: Seat, account_id: int) -> Path:
        """The wav as callers will hear it."""
        require_admin(seat)
        async with self._company.store.read() as session:
            file = await session.scalar(select(PendingSong.file).where(*_mine(seat, account_id)))
        if file is None:
            raise Refused(GONE)
        return self._folder / file

    async def rename(self, seat: Seat, account_id: int) -> SongCard:
        """Give it the name that fits the rule."""
        async with self._company.change(seat) as company:
            song = await company.session.scalar(select(PendingSong).where(*_mine(seat, account_id)))
            if song is None:
                raise Refused(GONE)
            song.name, song.rename = song.rename or song.name, ""
        return _card(song)

    async def accept(self, seat: Seat, account_id: int) -> SongCard:
        """Yes: callers hear it in its slot, or it is in employees' list. The file that it replaces is deleted."""
        async with self._company.change(seat) as company:
            taken = delete(PendingSong).where(*_mine(seat, account_id)).returning(PendingSong)
            song = (await company.session.scalars(taken)).one_or_none()
            if song is None:
                raise Refused(GONE)
            what = {
                "name": song.rename or song.name,
                "file": song.file,
                "seconds": song.seconds,
                "created_at": company.now,
            }
            melody = Melody(company_id=seat.company_id, **what)
            if song.place == EMPLOYEES:
                company.session.add(melody)
            older = () if song.place == EMPLOYEES else await put(company, known_slot(song.place), melody, account_id)
        self._delete(older)
        return _card(song)

    async def drop(self, seat: Seat, account_id: int) -> None:
        """No: what plays goes on playing."""
        async with self._company.change(seat) as company:
            gone = delete(PendingSong).where(*_mine(seat, account_id)).returning(PendingSong.file)
            files = (await company.session.scalars(gone)).all()
        self._delete(files)

    def _delete(self, files: Iterable[str]) -> None:
        for file in files:
            (self._folder / file).unlink(missing_ok=True)


def _mine(seat: Seat, account_id: int) -> tuple[ColumnElement[bool], ...]:
    return PendingSong.company_id == seat.company_id, PendingSong.account_id == account_id


def _card(song: PendingSong) -> SongCard:
    return SongCard(song.place, song.name, song.seconds, song.rename)
