"""Forgetting notices that are long over: cards that are closed, lines of digests that have gone out."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Outbox
from bot.db.outbox import Priority
from bot.db.ping_models import DigestLine, Ping
from bot.db.store import Store
from bot.ports import Clock
from bot.services.digests import CHANNELS, DIGEST

KEPT = timedelta(days=30)  # as parcels are


class NoticeSweep:
    """A tick. What is open stays, however old: a client whom nobody called back, a digest that could not be sent."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def sweep(self) -> None:
        """A month after the end."""
        long_ago = self._clock.now() - KEPT
        async with self._store.write() as session:
            await session.execute(delete(Ping).where(Ping.closed_at < long_ago))
            told = min(long_ago, await _first_waiting(session) or long_ago)
            await session.execute(delete(DigestLine).where(DigestLine.due_at < told))


async def _first_waiting(session: AsyncSession) -> datetime | None:
    """When the oldest digest was due that has not been sent; a parcel's own time moves on with every try."""
    waiting = select(Outbox.payload).where(Outbox.done_at.is_(None), Outbox.channel.in_(CHANNELS.values()))
    waiting = waiting.where(Outbox.priority == Priority.NORMAL, Outbox.kind == DIGEST)
    dues = (datetime.fromisoformat(str(of["due"])) for of in await session.scalars(waiting))
    return min(dues, default=None)
