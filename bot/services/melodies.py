"""What a company's callers hear on hold: set it, put the default back, find the file (M1, M4, M5, M7)."""

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Company, Melody, MelodySlot
from bot.db.store import Store
from bot.domain.cards import MelodyCard
from bot.domain.sounds import Sound, hold_music
from bot.ports import AudioTool, Clock
from bot.services.slots import HOLD, card, playing

HOUR = 3600.0
DefaultSound = Callable[[Sound], Path]


class Melodies:
    """Melody files live in `folder` under names of ours; `default` finds our own sounds."""

    def __init__(self, store: Store, clock: Clock, audio: AudioTool, folder: Path, default: DefaultSound) -> None:
        self._store = store
        self._clock = clock
        self._audio = audio
        self._folder = folder
        self._default = default

    async def hold(self, company_id: int) -> MelodyCard:
        """What plays now."""
        async with self._store.read() as session:
            return card(await playing(session, company_id))

    async def file(self, company_id: int) -> Path:
        """The file of what plays now, ours where the company has none."""
        async with self._store.read() as session:
            melody = await playing(session, company_id)
        return self._folder / melody.file if melody else self._default(hold_music(company_id))

    async def set_hold(self, company_id: int, source: Path, name: str) -> MelodyCard:
        """Any song becomes the hold music; `Refused` says what is wrong with it, and the old one goes on playing."""
        file = f"{uuid4().hex}.wav"
        made = await self._audio.melody(source, self._folder / file)
        now = self._clock.now()
        async with self._store.write() as session:
            older = await _take_away(session, company_id)
            melody = Melody(company_id=company_id, name=name, file=file, seconds=made.seconds, created_at=now)
            session.add(melody)
            await session.flush()
            session.add(MelodySlot(company_id=company_id, slot=HOLD, melody_id=melody.id))
        self._delete(older)
        return card(melody)

    async def default_hold(self, company_id: int) -> None:
        """Ours plays again; the uploaded file is deleted."""
        async with self._store.write() as session:
            older = await _take_away(session, company_id)
        self._delete(older)

    async def sweep(self) -> None:
        """Delete files that no row knows: left by a crash, or by a song that turned out not to be one."""
        young = time.time() - HOUR  # may be about to get its row
        old = {file.name for file in self._folder.iterdir() if file.stat().st_mtime < young}
        async with self._store.read() as session:
            known = set(await session.scalars(select(Melody.file)))
        self._delete(old - known)

    def _delete(self, files: Iterable[str]) -> None:
        for file in files:
            (self._folder / file).unlink(missing_ok=True)


async def _take_away(session: AsyncSession, company_id: int) -> Sequence[str]:
    """Empty the slot; the names of files to delete after the commit. Two administrators take turns at the company."""
    await session.execute(select(Company.id).where(Company.id == company_id).with_for_update())
    slot = (MelodySlot.company_id == company_id, MelodySlot.slot == HOLD)
    gone = (await session.scalars(delete(MelodySlot).where(*slot).returning(MelodySlot.melody_id))).all()
    return (await session.scalars(delete(Melody).where(Melody.id.in_(gone)).returning(Melody.file))).all()
