"""Ordered calls on their way: each is begun once, and who asked for it learns what came of it."""

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import outbox
from bot.db.models import Call, Company, Employee
from bot.db.order_models import OrderedCall
from bot.db.store import Store
from bot.domain.dialling import ASKED_BY_US
from bot.domain.orders import STALE, Why, leg_of, order_of, spoken
from bot.ports import Clock, Outcome, PlacedCall
from bot.services.following import CallEvent
from bot.services.placing import Placing, Wanted

AT_ONCE = 50


class Claims:
    """`Orders` over the database."""

    def __init__(self, store: Store, clock: Clock, placing: Placing) -> None:
        self._store = store
        self._clock = clock
        self._placing = placing

    async def claim(self) -> list[PlacedCall]:
        """Open a call for each that is due; what has waited too long, because we were away, is given up."""
        now, row = self._clock.now(), OrderedCall
        due = select(row).where(row.done_at.is_(None), row.call_id.is_(None), row.due_at <= now)
        due = due.order_by(row.due_at).limit(AT_ONCE).with_for_update(skip_locked=True)
        async with self._store.read() as session:
            if await session.scalar(due.with_only_columns(row.id).limit(1)) is None:
                return []
        async with self._store.write() as session:
            begun = [await self._begin(session, it, now) for it in (await session.scalars(due)).all()]
        return [placed for placed in begun if placed]

    async def asked(self, seconds: float) -> None:
        """Return when somebody orders one, or after `seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._store.orders.wait()
        self._store.orders.clear()

    async def _begin(self, session: AsyncSession, it: OrderedCall, now: datetime) -> PlacedCall | None:
        employee = await session.get(Employee, it.employee_id) if it.employee_id else None
        if now - it.due_at > STALE:
            await close(session, it, Outcome.INTERRUPTED, now)
            return None
        if employee is None and not it.voice:
            await close(session, it, Outcome.NOT_PLACED, now)
            return None
        says = spoken(it.id) if it.voice else None
        longest = ASKED_BY_US.talk.total_seconds()
        wanted = Wanted(it.company_id, it.client, leg_of(it.id), employee, says, longest)
        placed = await self._placing.open(session, wanted, now)
        it.call_id = placed.call.id
        return placed


async def follow_orders(session: AsyncSession, event: CallEvent, call: Call) -> None:
    """A follower of calls: the order of a call that has ended is closed."""
    order_id = order_of(call.leg_id)
    if event is not CallEvent.ENDED or order_id is None or call.outcome is None or call.ended_at is None:
        return
    it = await session.get(OrderedCall, order_id)
    if it and it.done_at is None:
        await close(session, it, call.outcome, call.ended_at)


async def close(session: AsyncSession, it: OrderedCall, outcome: Outcome, now: datetime) -> None:
    """The order is over; who has not been on the telephone themselves is told."""
    await session.execute(update(OrderedCall).where(OrderedCall.id == it.id).values(done_at=now, outcome=outcome))
    if it.why is Why.VOICE or outcome is not Outcome.ANSWERED:
        company = await session.get_one(Company, it.company_id)
        await outbox.add(
            session,
            key=f"ordered:{it.id}",
            kind="ordered",
            account_id=it.account_id,
            payload=told(it, outcome, now, company.time_zone),
            now=now,
            priority=outbox.Priority.URGENT,
        )


def told(it: OrderedCall, outcome: Outcome, at: datetime, zone: str) -> dict[str, Any]:
    """What the parcel says."""
    return {
        "client": it.client,
        "voice": bool(it.voice),
        "outcome": outcome.value,
        "at": at.isoformat(),
        "zone": zone,
    }
