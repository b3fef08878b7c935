"""Updates from Telegram: each is stored once, handled once, over any crash."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from bot.db import models
from bot.db.base import table_of
from bot.db.store import Store, current_update
from bot.db.upsert import unless_there
from bot.ports import Clock

KEPT = timedelta(days=3)  # Telegram repeats nothing older than a day

ROWS = table_of(models.Inbox)
HANDLED = update(ROWS).where(ROWS.c.update_id == bindparam("of")).values(handled_at=bindparam("now"))


class Inbox:
    """The updates that have arrived."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def receive(self, update_id: int, chat_id: int, body: dict[str, Any]) -> bool:
        """Store an update before Telegram is told that it arrived; False when it is here already."""
        row = {"update_id": update_id, "chat_id": chat_id, "body": body, "received_at": self._clock.now()}
        return bool(await self._store.tell(unless_there(self._store.dialect, models.Inbox), row))

    async def pending(self) -> list[tuple[int, int, dict[str, Any], bool]]:
        """What is not handled yet, in order: id, chat, body, whether its work is done and only the screen is due."""
        row = models.Inbox
        query = select(row.update_id, row.chat_id, row.body, row.effect_at.is_not(None))
        async with self._store.read() as session:
            found = await session.execute(query.where(row.handled_at.is_(None)).order_by(row.update_id))
            return [(update_id, chat_id, body, bool(done)) for update_id, chat_id, body, done in found]

    @contextmanager
    def handling(self, update_id: int) -> Iterator[None]:
        """What is written in this block is the work of that update: a crash after its commit does not repeat it."""
        token = current_update.set(update_id)
        try:
            yield
        finally:
            current_update.reset(token)

    async def handled(self, update_id: int) -> None:
        """The person has seen the answer."""
        await self._store.tell(HANDLED, {"of": update_id, "now": self._clock.now()})

    async def last_update_id(self) -> int | None:
        """The newest that we have: Telegram is asked for what follows."""
        async with self._store.read() as session:
            return await session.scalar(select(func.max(models.Inbox.update_id)))

    async def sweep(self) -> None:
        """Drop what was handled three days ago and is not the newest."""
        newest = select(func.max(models.Inbox.update_id)).scalar_subquery()
        old = models.Inbox.handled_at < self._clock.now() - KEPT
        async with self._store.write() as session:
            await session.execute(delete(models.Inbox).where(old, models.Inbox.update_id < newest))
