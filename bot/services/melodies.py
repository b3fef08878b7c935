"""What a company's callers hear: see it, put the default back, find the file (M1-M4, M7, M11)."""

import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, func, select

from bot.db.melody_models import PendingSong
from bot.db.models import Melody, MelodySlot
from bot.db.store import Store
from bot.domain.cards import Seat
from bot.domain.cards_melodies import MelodiesCard, SlotCard
from bot.domain.catalogue import Catalogue
from bot.domain.melody_slots import MELODIES, PHRASES
from bot.domain.sounds import phrase
from bot.ports import Clock, Sounds
from bot.services.administration import Administration
from bot.services.slots import all_playing, announcing, check, known_slot, playing, put, slot_card

HOUR = 3600.0
ABANDONED = timedelta(days=1)  # for which a song waits for a yes


class Melodies:
    """For administrators only. Files are in `folder` under names of ours; `sounds` finds what plays."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue, sounds: Sounds, folder: Path) -> None:
        self._company = Administration(store, clock, catalogue)
        self._sounds = sounds
        self._folder = folder

    async def menu(self, seat: Seat) -> MelodiesCard:
        """Every slot with what it plays."""
        listed = Melody.id.not_in(select(MelodySlot.melody_id))
        count = select(func.count()).where(Melody.company_id == seat.company_id, listed)
        async with self._company.look(seat) as company:
            now = await all_playing(company.session, seat.company_id)
            announces = await announcing(company.session, seat.company_id)
            cards = {slot: slot_card(company, slot, now.get(slot.key), announces) for slot in (*MELODIES, *PHRASES)}
            melodies, phrases = (tuple(map(cards.__getitem__, slots)) for slots in (MELODIES, PHRASES))
            return MelodiesCard(melodies, phrases, (await company.session.scalars(count)).one())

    async def slot(self, seat: Seat, key: str) -> SlotCard:
        """One of them."""
        slot = known_slot(key)
        async with self._company.look(seat) as company:
            check(company, slot)
            plays = await playing(company.session, seat.company_id, key)
            return slot_card(company, slot, plays, await announcing(company.session, seat.company_id))

    async def file(self, seat: Seat, key: str) -> Path:
        """The wav of what plays now, ours where the company has none."""
        return await self._sounds.path(phrase(seat.company_id, known_slot(key).key))

    async def default(self, seat: Seat, key: str, account_id: int) -> None:
        """Ours plays again; the uploaded file is deleted after the commit."""
        async with self._company.change(seat) as company:
            older = await put(company, known_slot(key), None, account_id)
        self._delete(older)

    async def sweep(self) -> None:
        """Forget songs that nobody has said yes to, and delete files that no row knows: left by a crash."""
        young = time.time() - HOUR  # may be about to get its row
        old = {file.name for file in self._folder.iterdir() if file.stat().st_mtime < young}
        abandoned = PendingSong.created_at < self._company.clock.now() - ABANDONED
        async with self._company.store.write() as session:
            await session.execute(delete(PendingSong).where(abandoned))
            waiting = set(
                await session.scalars(select(PendingSong.file))
            )  # first: a yes moves a file from here to there
            known = waiting | set(await session.scalars(select(Melody.file)))
        self._delete(old - known)

    def _delete(self, files: Iterable[str]) -> None:
        for file in files:
            (self._folder / file).unlink(missing_ok=True)
