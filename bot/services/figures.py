"""Numbers for the pictures of the statistics, for administrators: `Refused` for everybody else."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Recording
from bot.db.store import Store
from bot.domain.call_log import LoggedCall, Narrowed
from bot.domain.cards import Seat
from bot.domain.effects import CallKind
from bot.domain.figures import DAYS, Arrived
from bot.domain.holdings import day_bounds, day_of
from bot.services.administration import require_admin
from bot.services.call_rows import line, logged, within
from bot.services.kept import kept, used_by

BATCH = 500  # rows in memory at a time


@dataclass(frozen=True, slots=True)
class KeptByDay:
    """Bytes kept at the end of each of the last days, and how many recordings came on the first day that has any."""

    used: tuple[int, ...]
    oldest: date | None
    count: int


class Figures:
    """Reads much, rarely: all of it in ranges of indexes, a batch at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def arrived(self, seat: Seat, last: date) -> list[Arrived]:
        """Calls from outside of the last days that are over."""
        require_admin(seat)
        start, end = _bounds(seat, last - timedelta(days=DAYS - 1), last)
        days = (Call.company_id == seat.company_id, Call.started_at >= start, Call.started_at < end)
        over = select(Call.started_at, Call.outcome).where(
            *days, Call.direction == CallKind.DID, Call.outcome.is_not(None)
        )
        async with self._store.read() as session:
            return [Arrived(at, outcome) for at, outcome in await session.execute(over) if outcome]

    async def lines(self, seat: Seat, first: date, last: date) -> AsyncIterator[LoggedCall]:
        """Every call of these days, oldest first."""
        require_admin(seat)
        start, end = _bounds(seat, first, last)
        where = within(seat.company_id, start, end, Narrowed())
        async with self._store.read() as session:
            rows = logged().where(*where).order_by(Call.started_at, Call.id).execution_options(yield_per=BATCH)
            async for row in await session.stream(rows):
                yield line(*row)

    async def kept(self, seat: Seat, last: date) -> KeptByDay:
        """Of the recordings, those that have made room since included."""
        require_admin(seat)
        zone, first = ZoneInfo(seat.time_zone), last - timedelta(days=DAYS - 1)
        start = day_bounds(first, zone)[0]
        async with self._store.read() as session:
            changed = await _changes(session, seat.company_id, start, zone)
            now = await used_by(session, seat.company_id)
            oldest = await session.scalar(kept(seat.company_id).with_only_columns(func.min(Recording.created_at)))
            count = await _of_day(session, seat, oldest) if oldest else 0
        used = [now]
        for n in range(DAYS - 1):
            used.append(used[-1] - changed[last - timedelta(days=n)])
        return KeptByDay(tuple(reversed(used)), day_of(oldest, zone) if oldest else None, count)


async def _changes(session: AsyncSession, company_id: int, since: datetime, zone: ZoneInfo) -> Counter[date]:
    """How much more, or less, was kept at the end of each day than at the end of the one before."""
    mine = select(Recording.created_at, Recording.deleted_at, Recording.bytes).where(
        Recording.company_id == company_id, or_(Recording.created_at >= since, Recording.deleted_at >= since)
    )
    changed: Counter[date] = Counter()
    for created, deleted, size in await session.execute(mine):
        changed[day_of(created, zone)] += size
        if deleted:
            changed[day_of(deleted, zone)] -= size
    return changed


async def _of_day(session: AsyncSession, seat: Seat, oldest: datetime) -> int:
    """The recordings of the day that goes first."""
    end = day_bounds(day_of(oldest, ZoneInfo(seat.time_zone)), ZoneInfo(seat.time_zone))[1]
    same = kept(seat.company_id).where(Recording.created_at < end).with_only_columns(func.count())
    return await session.scalar(same) or 0


def _bounds(seat: Seat, first: date, last: date) -> tuple[datetime, datetime]:
    zone = ZoneInfo(seat.time_zone)
    return day_bounds(first, zone)[0], day_bounds(last, zone)[1]
