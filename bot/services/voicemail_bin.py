"""The bin of the mailbox (V4): what an administrator deletes can be restored for 30 days, then it is gone for ever."""

import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, func, select

from bot.db.models import Voicemail
from bot.db.store import Store
from bot.domain.cards import DeletedMessage, Seat, VoicemailItem
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import BIN, MAILBOX, Change, What
from bot.domain.numbers import human
from bot.ports import Clock
from bot.services.administration import Administration, require_admin
from bot.services.settings import CompanySettings
from bot.services.voicemail_rows import ITEMS, PAGE, item, nearest

DAYS = 30
HOUR = 3600.0


class VoicemailBin:
    """For administrators only: `Refused` for everybody else. `folder` is where the files of messages are."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue, folder: Path) -> None:
        self._store = store
        self._clock = clock
        self._company = Administration(store, clock, catalogue)
        self._folder = folder

    async def delete(self, seat: Seat, voicemail_id: int, account_id: int) -> None:
        """Into the bin: nobody hears it from there. A second time it does nothing."""
        async with self._company.change(seat) as company:
            row = await _mine(company, voicemail_id)
            if row.deleted_at is None:
                row.deleted_at = company.now
                await _note(company, row, (MAILBOX, BIN), account_id)

    async def restore(self, seat: Seat, voicemail_id: int, account_id: int) -> None:
        """Back to where it was, as new as it was. A second time it does nothing."""
        async with self._company.change(seat) as company:
            row = await _mine(company, voicemail_id)
            if row.deleted_at is not None:
                row.deleted_at = None
                await _note(company, row, (BIN, MAILBOX), account_id)

    async def page(self, seat: Seat, page: int) -> tuple[tuple[DeletedMessage, ...], int, int]:
        """A page of the bin, the latest deleted first; the page that there is, and how many."""
        require_admin(seat)
        deleted = (Voicemail.company_id == seat.company_id, Voicemail.deleted_at.is_not(None))
        latest = (Voicemail.deleted_at.desc(), Voicemail.id.desc())
        async with self._store.read() as session:
            total = (await session.scalars(select(func.count()).select_from(Voicemail).where(*deleted))).one()
            page, pages = nearest(page, total)
            rows = await session.execute(ITEMS.where(*deleted).order_by(*latest).limit(PAGE).offset(page * PAGE))
            return tuple(_deleted(row[0], item(*row)) for row in rows), page, pages

    async def one(self, seat: Seat, voicemail_id: int) -> DeletedMessage:
        """One that is in the bin."""
        require_admin(seat)
        mine = (Voicemail.id == voicemail_id, Voicemail.company_id == seat.company_id)
        async with self._store.read() as session:
            row = (await session.execute(ITEMS.where(*mine, Voicemail.deleted_at.is_not(None)))).one_or_none()
        if row is None:
            raise Refused(N_("This message is not in the bin any more."))
        return _deleted(row[0], item(*row))

    async def sweep(self) -> None:
        """What was deleted 30 days ago goes for ever; then files that no row knows, left by a crash in between."""
        old = Voicemail.deleted_at <= self._clock.now() - timedelta(days=DAYS)
        async with self._store.write() as session:
            gone = (await session.scalars(delete(Voicemail).where(old).returning(Voicemail.file))).all()
        self._delete(gone)
        async with self._store.read() as session:
            known = set(await session.scalars(select(Voicemail.file)))
        young = time.time() - HOUR  # may be about to get its row
        old_files = {file.name for file in self._folder.iterdir() if file.stat().st_mtime < young}
        self._delete(old_files - known)

    def _delete(self, files: Iterable[str]) -> None:
        for file in files:
            (self._folder / file).unlink(missing_ok=True)


async def _mine(company: CompanySettings, voicemail_id: int) -> Voicemail:
    row = await company.session.get(Voicemail, voicemail_id)
    if row is None or row.company_id != company.company.id:
        raise Refused(N_("This message is not in your mailbox any more."))
    return row


async def _note(company: CompanySettings, row: Voicemail, way: tuple[str, str], account_id: int) -> None:
    found = (await company.session.execute(ITEMS.where(Voicemail.id == row.id))).one()
    it = item(*found)
    title = f"{human(it.caller) or '—'} → {it.employee or human(it.did)}"
    await company.note([Change(What.VOICEMAIL, *way, key=str(row.id), title=title)], account_id)


def _deleted(row: Voicemail, it: VoicemailItem) -> DeletedMessage:
    assert row.deleted_at is not None, "the query says so"
    return DeletedMessage(it, row.deleted_at + timedelta(days=DAYS))
