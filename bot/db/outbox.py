"""Parcels on their way out: written with what caused them, claimed for a while, never lost, never claimed by two."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from sqlalchemy import Update, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import models
from bot.db.store import PARCELS, Store
from bot.db.upsert import insert_new
from bot.ports import Clock, Parcel

KEPT = timedelta(days=30)  # for who asks "was it sent?"


class Priority(IntEnum):
    """Lower goes first."""

    URGENT = 1  # voicemail, missed calls
    NORMAL = 5


async def add(
    session: AsyncSession,
    *,
    key: str,
    kind: str,
    account_id: int,
    payload: dict[str, Any],
    now: datetime,
    priority: int = Priority.NORMAL,
) -> None:
    """Put a parcel into this transaction; a second one with the same `key` is nothing."""
    what = {"dedupe_key": key, "kind": kind, "account_id": account_id, "payload": payload}
    how = {"priority": Priority(priority), "due_at": now, "attempts": 0, "failure": ""}
    if await insert_new(session, models.Outbox, **what, **how):
        session.info[PARCELS] = True


class Outbox:
    """The parcels that are not delivered yet."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def claim(self, limit: int, lease: float = 60.0) -> list[Parcel]:
        """At most `limit` parcels that are due, urgent ones first, oldest first.

        They are ours for `lease` seconds; if nothing is heard of them by then (we crashed), they are due again.
        """
        parcels: list[Parcel] = []
        async with self._store.write() as session:
            for priority in Priority:
                if len(parcels) < limit:
                    parcels += await self._claim(session, priority, limit - len(parcels), lease)
        return parcels

    async def sent(self, parcel_id: int) -> None:
        """It has arrived."""
        await self._change(parcel_id, done_at=self._clock.now())

    async def later(self, parcel_id: int, seconds: float) -> None:
        """It could not be sent now."""
        await self.put_off({parcel_id: seconds})

    async def put_off(self, seconds: Mapping[int, float]) -> None:
        """Neither these, by parcel; one transaction, since in an outage there are many of them again and again."""
        now = self._clock.now()
        async with self._store.write() as session:
            for parcel_id, wait in seconds.items():
                due_at = now + timedelta(seconds=wait)
                await session.execute(_parcel(parcel_id).values(due_at=due_at))

    async def gave_up(self, parcel_id: int, why: str) -> None:
        """It will never be sent."""
        await self._change(parcel_id, done_at=self._clock.now(), failure=why)

    async def next_due(self) -> datetime | None:
        """When the next parcel is to be claimed, those included that somebody works on now; None: nothing to do."""
        row = models.Outbox
        async with self._store.read() as session:
            firsts = [await session.scalar(_open(select(func.min(row.due_at)), priority)) for priority in Priority]
        return min((due for due in firsts if due), default=None)

    async def sweep(self) -> None:
        """Drop what was done a month ago."""
        async with self._store.write() as session:
            await session.execute(delete(models.Outbox).where(models.Outbox.done_at < self._clock.now() - KEPT))

    async def _claim(self, session: AsyncSession, priority: Priority, limit: int, lease: float) -> list[Parcel]:
        row, now = models.Outbox, self._clock.now()
        due = _open(select(row.id), priority).where(row.due_at <= now).order_by(row.due_at).limit(limit)
        rows = due.with_for_update(skip_locked=True).cte("due")  # a CTE is evaluated once, so that `limit` holds
        taken = (
            update(row)
            .where(row.id.in_(select(rows.c.id)))
            .values(due_at=now + timedelta(seconds=lease), attempts=row.attempts + 1)
            .returning(row.id, row.kind, row.account_id, row.payload, row.attempts)
        )
        return sorted((Parcel(*found) for found in await session.execute(taken)), key=lambda parcel: parcel.id)

    async def _change(self, parcel_id: int, **values: Any) -> None:
        async with self._store.write() as session:
            await session.execute(_parcel(parcel_id).values(**values))


def _parcel(parcel_id: int) -> Update:
    return update(models.Outbox).where(models.Outbox.id == parcel_id)


def _open(query: Any, priority: Priority) -> Any:
    return query.where(models.Outbox.done_at.is_(None), models.Outbox.priority == priority)
