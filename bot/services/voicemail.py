"""The mailbox: what callers said, for those who may hear it."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Company, Voicemail
from bot.db.store import Store
from bot.domain.cards import FoundMessages, MailboxPage, MonthsOfYear, Seat, VoicemailItem
from bot.domain.errors import N_, Refused
from bot.domain.months import month_bounds, month_of
from bot.domain.roles import Role
from bot.ports import Clock
from bot.services.voicemail_rows import ITEMS, NEW, NEWEST, PAGE, allowed, items, nearest
from bot.services.voicemail_search import search

GONE = N_("This message is not in your mailbox any more.")


class Voicemails:
    """Messages. `folder` is where their files are."""

    def __init__(self, store: Store, clock: Clock, folder: Path) -> None:
        self._store = store
        self._clock = clock
        self._folder = folder

    async def page(self, seat: Seat, page: int, month: date | None = None) -> MailboxPage:
        """A page of a month (None: the latest) of what the seat may hear; the last one when `page` is beyond it."""
        mine, zone = allowed(seat), ZoneInfo(seat.time_zone)
        async with self._store.read() as session:
            month = month or await _month(session, zone, func.max(Voicemail.created_at), mine)
            in_bin = await _in_bin(session, seat)
            if month is None:
                return MailboxPage((), 0, 1, 0, in_bin=in_bin)
            start, end = month_bounds(month, zone)
            within = (mine, Voicemail.created_at >= start, Voicemail.created_at < end)
            total = await _count(session, *within)
            page, pages = nearest(page, total)
            return MailboxPage(
                await items(session, ITEMS.where(*within).order_by(*NEWEST).limit(PAGE).offset(page * PAGE)),
                page,
                pages,
                await _count(session, mine, NEW),
                month,
                total,
                await _month(session, zone, func.max(Voicemail.created_at), mine, Voicemail.created_at < start),
                await _month(session, zone, func.min(Voicemail.created_at), mine, Voicemail.created_at >= end),
                in_bin,
            )

    async def months(self, seat: Seat, year: int) -> MonthsOfYear:
        """How many messages the seat may hear of each month of a year."""
        zone, mine, created = ZoneInfo(seat.time_zone), allowed(seat), Voicemail.created_at
        bounds = [month_bounds(date(year, month, 1), zone) for month in range(1, 13)]
        counts = [
            select(func.count()).where(mine, created >= start, created < end).scalar_subquery() for start, end in bounds
        ]
        beside = [exists().where(mine, created < bounds[0][0]), exists().where(mine, created >= bounds[-1][1])]
        async with self._store.read() as session:
            *found, earlier, later = (await session.execute(select(*counts, *beside))).one()
        return MonthsOfYear(year, tuple(found), earlier, later)

    async def found(self, seat: Seat, query: str, page: int) -> FoundMessages:
        """What the search finds by the addressee's name or number, or by the sender's number; newest first."""
        async with self._store.read() as session:
            return await search(session, seat, query, page)

    async def one(self, seat: Seat, voicemail_id: int) -> VoicemailItem:
        """A message that the seat may hear; `Refused` for any other, whether it exists or not."""
        async with self._store.read() as session:
            found = await items(session, ITEMS.where(Voicemail.id == voicemail_id, allowed(seat)))
        if not found:
            raise Refused(GONE)
        return found[0]

    async def file_of(self, voicemail_id: int) -> tuple[Path, str, VoicemailItem, str]:
        """To deliver it: the file, Telegram's id of it ("" before the first time), the facts, the company's zone."""
        row = select(Voicemail.file, Voicemail.telegram_file_id, Company.time_zone)
        row = row.join(Company, Company.id == Voicemail.company_id).where(Voicemail.id == voicemail_id)
        async with self._store.read() as session:
            file, telegram_file_id, time_zone = (await session.execute(row)).one()
            (item,) = await items(session, ITEMS.where(Voicemail.id == voicemail_id))
        return self._folder / file, telegram_file_id, item, time_zone

    async def keep_file_id(self, voicemail_id: int, file_id: str) -> None:
        """Telegram has the sound now: the next time it need not be sent again."""
        async with self._store.write() as session:
            await session.execute(
                update(Voicemail).where(Voicemail.id == voicemail_id).values(telegram_file_id=file_id)
            )

    async def heard(self, seat: Seat, voicemail_id: int) -> None:
        """It is not new any more (V5); does nothing to a message that the seat may not hear."""
        async with self._store.write() as session:
            await session.execute(
                update(Voicemail)
                .where(Voicemail.id == voicemail_id, allowed(seat), NEW)
                .values(heard_at=self._clock.now())
            )


async def _count(session: AsyncSession, *where: ColumnElement[bool]) -> int:
    return (await session.scalars(select(func.count()).select_from(Voicemail).where(*where))).one()


async def _in_bin(session: AsyncSession, seat: Seat) -> int:
    if seat.role is not Role.ADMIN:
        return 0
    return await _count(session, Voicemail.company_id == seat.company_id, Voicemail.deleted_at.is_not(None))


async def _month(
    session: AsyncSession, zone: ZoneInfo, at: ColumnElement[datetime], *where: ColumnElement[bool]
) -> date | None:
    moment = await session.scalar(select(at).where(*where))
    return month_of(moment, zone) if moment else None
