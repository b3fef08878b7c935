"""Changes of sounds that the PBX has not confirmed yet (M10): who made one is told when callers hear it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy import Delete, delete, select

from bot.db import outbox
from bot.db.melody_models import UnconfirmedMelody
from bot.db.models import Company
from bot.db.store import Store
from bot.domain.sounds import Sound, phrase
from bot.ports import Clock
from bot.services.slots import playing

Plays = Callable[[Sound], Awaitable[bool]]
PATIENCE = timedelta(seconds=15)  # until then whoever made the change is being answered on the screen


class Confirmations:
    """`plays` asks the PBX whether the next listener hears a sound's present content."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def confirmed(self, company_id: int, slot: str) -> None:
        """The person has been told on the screen."""
        async with self._store.write() as session:
            await session.execute(_change(company_id, slot))

    async def tell(self, plays: Plays) -> None:
        """Ask the PBX about every change that is not confirmed, and tell who made it; the rest waits."""
        due = select(UnconfirmedMelody).where(UnconfirmedMelody.changed_at <= self._clock.now() - PATIENCE)
        async with self._store.read() as session:
            changes = (await session.scalars(due)).all()
        for change in changes:
            if not await plays(phrase(change.company_id, change.slot)):
                return
            await self._tell(change)

    async def _tell(self, change: UnconfirmedMelody) -> None:
        now, company_id = self._clock.now(), change.company_id
        this = _change(company_id, change.slot).where(UnconfirmedMelody.changed_at == change.changed_at)
        async with self._store.write() as session:
            if not (await session.scalars(this.returning(UnconfirmedMelody.slot))).all():
                return  # told on the screen meanwhile, or changed again
            melody = await playing(session, company_id, change.slot)
            zone = (await session.get_one(Company, company_id)).time_zone
            await outbox.add(
                session,
                key=f"melody:{company_id}:{change.slot}:{change.changed_at.isoformat()}",
                kind="melody",
                account_id=change.account_id,
                payload={
                    "slot": change.slot,
                    "name": melody.name if melody else "",
                    "at": now.isoformat(),
                    "zone": zone,
                },
                now=now,
            )


def _change(company_id: int, slot: str) -> Delete:
    return delete(UnconfirmedMelody).where(UnconfirmedMelody.company_id == company_id, UnconfirmedMelody.slot == slot)
