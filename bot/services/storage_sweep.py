"""The sweep of recordings: after it every company has at most what fits, and each row has its file (O4).

First the rows, in one transaction for a company; then the files. A crash between leaves files without rows, which the
next sweep takes away.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Company, Recording
from bot.db.store import Store
from bot.domain.billing import share_of
from bot.domain.catalogue import Catalogue
from bot.domain.history import Change, What
from bot.domain.storage import Kept, NoPack, no_pack, runs_short
from bot.ports import Clock
from bot.services.accounts import balance_before_today
from bot.services.admin_notes import tell_admins
from bot.services.kept import used_by
from bot.services.settings import CompanySettings
from bot.services.storage import oldest_beyond, outlook, room_of

log = logging.getLogger(__name__)

YOUNG = timedelta(minutes=10)  # a file of this age may still get its row: it is being taken over from the PBX
BATCH = 500  # rows in a statement


class StorageSweep:
    """Knows no administrators: the heartbeat asks it. `folder` is where recordings are kept."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue, folder: Path) -> None:
        self._store = store
        self._clock = clock
        self._catalogue = catalogue
        self._folder = folder

    async def sweep(self) -> None:
        """Every company, then the folder. A company that makes trouble keeps nobody else's room from being made."""
        async with self._store.read() as session:
            companies = (await session.scalars(select(Company.id).order_by(Company.id))).all()
        for company_id in companies:
            try:
                await self._company(company_id)
            except Exception:
                log.exception("company %d: its recordings were not swept", company_id)
        await self.tidy()

    async def tidy(self) -> None:
        """No file without a row, no row without a file."""
        async with self._store.read() as session:
            kept = select(Recording.id, Recording.file).where(Recording.deleted_at.is_(None))
            rows = {file: recording_id for recording_id, file in await session.execute(kept)}
        files = await asyncio.to_thread(_files, self._folder)
        now = self._clock.now().timestamp()
        stray = [name for name, at in files.items() if name not in rows and now - at > YOUNG.total_seconds()]
        await asyncio.to_thread(_unlink, self._folder, stray)
        lost = [recording_id for file, recording_id in rows.items() if file not in files]
        if lost:
            log.error("the files of %d recordings are gone: %s", len(lost), lost[:20])
            await self._mark_gone(lost)

    async def _company(self, company_id: int) -> None:
        async with self._store.read() as session:
            company = await self._look(session, company_id)
            if not runs_short(room_of(company), await used_by(session, company_id)):
                return
        mine = select(Company).where(Company.id == company_id).with_for_update(key_share=True)
        async with self._store.write() as session:
            row = (await session.scalars(mine)).one()
            company = await CompanySettings.load(session, row, self._catalogue, self._clock.now())
            why_not = await self._add_pack(company)
            going = await oldest_beyond(session, company_id, room_of(company).quota)
            files = await self._delete(company, going)
            if why_not and not going:
                await _warn(company, why_not)
        await asyncio.to_thread(_unlink, self._folder, files)

    async def _look(self, session: AsyncSession, company_id: int) -> CompanySettings:
        row = await session.get_one(Company, company_id)
        return await CompanySettings.load(session, row, self._catalogue, self._clock.now())

    async def _add_pack(self, company: CompanySettings) -> NoPack | None:
        """One, if the room still runs short; why there is none."""
        room, used = room_of(company), await used_by(company.session, company.company.id)
        why_not = no_pack(room, auto=company.company.auto_packs, affordable=await _affordable(company))
        if why_not or not runs_short(room, used):
            return why_not
        cost, entry = await company.apply([Change(What.PACKS, str(room.packs), str(room.packs + 1))], None)
        log.info("company %s: a storage pack is added, %d of %d", company.company.key, room.packs + 1, room.most)
        payload = {"company": company.company.name, "packs": room.packs + 1, "monthly": cost.monthly}
        await _tell(company, f"storage-pack:{entry}", "storage-pack", payload)
        return None

    async def _delete(self, company: CompanySettings, going: Sequence[Kept]) -> list[str]:
        if not going:
            return []
        files = []
        for start in range(0, len(going), BATCH):
            ids = [one.id for one in going[start : start + BATCH]]
            gone = update(Recording).where(Recording.id.in_(ids)).values(deleted_at=company.now)
            files += list(await company.session.scalars(gone.returning(Recording.file)))
        size = sum(one.bytes for one in going)
        log.info("company %s: %d recordings, %d bytes, made room", company.company.key, len(going), size)
        payload = {
            "company": company.company.name,
            "recordings": len(going),
            "bytes": size,
            "until": going[-1].created_at.isoformat(),
            "zone": company.company.time_zone,
        }
        await _tell(company, f"storage-deleted:{company.company.id}:{company.today}", "storage-deleted", payload)
        return files

    async def _mark_gone(self, ids: Sequence[int]) -> None:
        async with self._store.write() as session:
            for start in range(0, len(ids), BATCH):
                rows = update(Recording).where(Recording.id.in_(ids[start : start + BATCH]))
                await session.execute(rows.values(deleted_at=self._clock.now()))


async def _affordable(company: CompanySettings) -> bool:
    """Whether the balance pays for today with one pack more."""
    today = company.bill().today + share_of(company.catalogue.storage_pack.price, company.today)
    return await balance_before_today(company) >= today


async def _warn(company: CompanySettings, why_not: NoPack) -> None:
    """Before anything is deleted; once in a month for the same room."""
    room, used, days = await outlook(company)
    payload = {
        "company": company.company.name,
        "free": room.quota - used,
        "quota": room.quota,
        "days": days,
        "why": why_not.value,
        "packs": room.packs,
        "price": company.catalogue.storage_pack.price,
    }
    key = f"storage-short:{company.company.id}:{room.quota}:{company.today:%Y-%m}"
    await _tell(company, key, "storage-short", payload)


async def _tell(company: CompanySettings, key: str, kind: str, payload: dict[str, object]) -> None:
    """Once for a key, which for deletions has the day in it."""
    await tell_admins(company.session, company.company.id, key=key, kind=kind, payload=payload, now=company.now)


def _files(folder: Path) -> dict[str, float]:
    """Names and times of what lies there."""
    return {file.name: file.stat().st_mtime for file in folder.iterdir() if file.is_file()}


def _unlink(folder: Path, names: Sequence[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)
