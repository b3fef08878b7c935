"""Parcels on their way out: written with what caused them, claimed for a while, never lost, never claimed by two."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from sqlalchemy import BindParameter, Update, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import models
from bot.db.store import PARCELS, Store
from bot.db.upsert import insert_new
from bot.ports import Channel, Clock, Fate, Parcel

KEPT = timedelta(days=30)  # for who asks "was it sent?"

# Told of the end of each parcel, once, in the very transaction that writes it down.
Watcher = Callable[[AsyncSession, Parcel, Fate], Awaitable[None]]


class Priority(IntEnum):
    """Lower goes first."""

    URGENT = 1  # voicemail, missed calls
    NORMAL = 5  # digests


async def add(
    session: AsyncSession,
    *,
    key: str,
    kind: str,
    payload: dict[str, Any],
    now: datetime,
    account_id: int | None = None,
    to: str = "",
    channel: Channel = Channel.TELEGRAM,
    priority: int = Priority.NORMAL,
) -> bool:
    """Put a parcel into this transaction; a second one with the same `key` is nothing. Whether it was put there.

    It is for an account or, where nobody of ours is to be told, `to` an address of the channel. `now` may be later
    than now: it is not sent before.
    """
    if (account_id is None) == (not to):
        raise ValueError(f"parcel {key}: either an account or an address")
    what = {"dedupe_key": key, "kind": kind, "account_id": account_id, "address": to, "payload": payload}
    how = {"channel": channel, "priority": Priority(priority), "due_at": now, "attempts": 0, "failure": ""}
    new = await insert_new(session, models.Outbox, **what, **how)
    if new:
        session.info.setdefault(PARCELS, set()).add(channel)
    return new


_ROW = models.Outbox
_PARCEL = (_ROW.id, _ROW.dedupe_key, _ROW.kind, _ROW.account_id, _ROW.address, _ROW.payload, _ROW.attempts)


def _of_channel(query: Any, priority: Priority | BindParameter[int]) -> Any:
    return query.where(_ROW.done_at.is_(None), _ROW.channel == bindparam("line"), _ROW.priority == priority)


_DUE = _of_channel(select(_ROW.id), bindparam("rank")).where(_ROW.due_at <= bindparam("now"))
_DUE = _DUE.order_by(_ROW.due_at).limit(bindparam("room")).with_for_update(skip_locked=True)
CLAIM = (
    update(_ROW)
    .where(_ROW.id.in_(select(_DUE.cte("due").c.id)))  # a CTE is evaluated once, so that the limit holds
    .values(due_at=bindparam("leased_until"), attempts=_ROW.attempts + 1)
    .returning(*_PARCEL)
    .execution_options(synchronize_session=False)
)
FIRST = select(*(_of_channel(select(func.min(_ROW.due_at)), one).scalar_subquery() for one in Priority))


class Outbox:
    """One channel's parcels that are not delivered yet."""

    def __init__(
        self, store: Store, clock: Clock, channel: Channel = Channel.TELEGRAM, watchers: Sequence[Watcher] = ()
    ) -> None:
        self._store = store
        self._clock = clock
        self._watchers = watchers
        self.channel = channel
        self.news = store.parcels[channel]
        """Set when something was put in; whoever waits clears it."""

    async def claim(self, limit: int, lease: float = 60.0) -> list[Parcel]:
        """At most `limit` parcels that are due, urgent ones first, oldest first.

        They are ours for `lease` seconds; if nothing is heard of them by then (we crashed), they are due again.
        """
        parcels: list[Parcel] = []
        now = self._clock.now()
        this = {"line": self.channel, "now": now, "leased_until": now + timedelta(seconds=lease)}
        async with self._store.write() as session:
            for priority in Priority:
                if room := limit - len(parcels):
                    found = await session.execute(CLAIM, {**this, "rank": priority, "room": room})
                    parcels += sorted((Parcel(*row) for row in found), key=lambda parcel: parcel.id)
        return parcels

    async def sending(self, parcel_id: int) -> bool:
        """At most once: from now on nobody knows whether it has arrived, until one of the below is heard.

        False: it is in the air already, or over.
        """
        free = _parcel(parcel_id).where(models.Outbox.sending_at.is_(None), models.Outbox.done_at.is_(None))
        async with self._store.write() as session:
            took = free.values(sending_at=self._clock.now()).returning(models.Outbox.id)
            return await session.scalar(took) is not None

    async def sent(self, parcel: Parcel) -> None:
        """It has arrived."""
        await self.over(parcel, Fate.SENT)

    async def over(self, parcel: Parcel, fate: Fate, why: str = "") -> None:
        """It leaves the outbox; does nothing to one that has left."""
        end = {"done_at": self._clock.now(), "fate": fate, "failure": why}
        async with self._store.write() as session:
            ended = _parcel(parcel.id).where(models.Outbox.done_at.is_(None)).values(**end)
            if await session.scalar(ended.returning(models.Outbox.id)) is not None:
                for watcher in self._watchers:
                    await watcher(session, parcel, fate)

    async def later(self, parcel_id: int, seconds: float) -> None:
        """It could not be sent now."""
        await self.put_off({parcel_id: seconds})

    async def put_off(self, seconds: Mapping[int, float]) -> None:
        """Neither these, by parcel; one transaction, since in an outage there are many of them again and again."""
        now = self._clock.now()
        async with self._store.write() as session:
            for parcel_id, wait in seconds.items():
                due_at = now + timedelta(seconds=wait)
                await session.execute(_parcel(parcel_id).values(due_at=due_at, sending_at=None))

    async def next_due(self) -> datetime | None:
        """When the next parcel is to be claimed, those included that somebody works on now; None: nothing to do."""
        async with self._store.read() as session:
            firsts = (await session.execute(FIRST, {"line": self.channel})).one()
        return min((due for due in firsts if due), default=None)

    async def sweep(self) -> None:
        """Drop what was done a month ago, on whatever channel."""
        async with self._store.write() as session:
            await session.execute(delete(models.Outbox).where(models.Outbox.done_at < self._clock.now() - KEPT))


def _parcel(parcel_id: int) -> Update:
    return update(models.Outbox).where(models.Outbox.id == parcel_id)
