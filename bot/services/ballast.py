"""Room that is kept aside on the disk: when the disk is full it is given up, so that deletes and the database go on."""

import asyncio
import logging
import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Company, Recording
from bot.db.store import Store
from bot.domain.holdings import day_of
from bot.ports import Clock
from bot.services.admin_notes import tell_admins

log = logging.getLogger(__name__)

MIB = 1 << 20
BATCH = 500  # recordings in one go


class Ballast:
    """A file in `data`, and what is done when the disk is full. `free`: bytes that are left on it; `size`: of the file.

    The disk is full when less than half a ballast is left, or when the ballast itself cannot be written. There is
    room again when it could be made and as much would be left.
    """

    def __init__(self, store: Store, clock: Clock, data: Path, free: Callable[[], int], size: int) -> None:
        self._store = store
        self._clock = clock
        self._file = data / "ballast"
        self._recordings = data / "recordings"
        self._free = free
        self._size = size

    async def keep(self) -> None:
        """There is a ballast, or there is being made room for one."""
        free = await asyncio.to_thread(self._free)
        full = free < self._size // 2
        if not full and (self._file.exists() or free < 2 * self._size or await self._make()):
            return
        await asyncio.to_thread(self._file.unlink, missing_ok=True)
        missing = 2 * self._size - await asyncio.to_thread(self._free) if full else self._size
        while missing > 0 and (freed := await self._delete(missing)):
            missing -= freed
        if missing > 0:
            log.error("the disk is full, and there are no recordings left to delete")
        else:
            await self._make()

    async def _make(self) -> bool:
        try:
            await asyncio.to_thread(_write, self._file, self._size)
        except OSError:
            log.exception("the disk is full: there is no room for the ballast")
            return False
        return True

    async def _delete(self, missing: int) -> int:
        """The oldest recordings of all companies go, so many bytes of them or a batch; how many bytes that were."""
        there = select(Recording).where(Recording.deleted_at.is_(None)).order_by(Recording.created_at, Recording.id)
        async with self._store.write() as session:
            going = _enough((await session.scalars(there.limit(BATCH))).all(), missing)
            for one in going:
                one.deleted_at = self._clock.now()
            await self._tell(session, going)
            files, size = [one.file for one in going], sum(one.bytes for one in going)
        await asyncio.to_thread(_unlink, self._recordings, files)
        if going:
            log.error("the disk is full: %d recordings, %d bytes, are deleted", len(files), size)
        return size

    async def _tell(self, session: AsyncSession, going: Sequence[Recording]) -> None:
        """The administrators of whoever lost some; once a day."""
        lost: dict[int, list[Recording]] = defaultdict(list)
        for one in going:
            lost[one.company_id].append(one)
        for company_id, theirs in lost.items():
            company = await session.get_one(Company, company_id)
            today = day_of(self._clock.now(), ZoneInfo(company.time_zone))
            key, payload = f"disk-full:{company_id}:{today}", _lost(company, theirs)
            await tell_admins(session, company_id, key=key, kind="disk-full", payload=payload, now=self._clock.now())


def _enough(oldest: Sequence[Recording], missing: int) -> list[Recording]:
    """So many of them that they are `missing` bytes."""
    going: list[Recording] = []
    for one in oldest:
        if missing <= 0:
            break
        going.append(one)
        missing -= one.bytes
    return going


def _lost(company: Company, recordings: Sequence[Recording]) -> dict[str, Any]:
    return {
        "company": company.name,
        "recordings": len(recordings),
        "bytes": sum(one.bytes for one in recordings),
        "until": recordings[-1].created_at.isoformat(),
        "zone": company.time_zone,
    }


def _write(file: Path, size: int) -> None:
    """Of bytes that no file system can make smaller. A part of one is none."""
    try:
        with file.open("wb") as out:
            for _ in range(0, size, MIB):
                out.write(os.urandom(min(MIB, size)))
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        file.unlink(missing_ok=True)
        raise


def _unlink(folder: Path, names: Sequence[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)
