"""One promised call back as a row: read, changed by the rules of `domain/callbacks.py`, and told of."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.callback_models import CallbackRequest
from bot.db.store import PROMISES
from bot.domain.callbacks import Request, Stage
from bot.services.callback_parcels import show


def request_of(row: CallbackRequest) -> Request:
    """The part of it that the rules know."""
    return Request(row.stage, row.attempts, row.due_at, row.until, row.met, row.ending)


async def put(session: AsyncSession, row: CallbackRequest, new: Request, now: datetime) -> None:
    """Write down what has become of it; the department's people see it on their cards, in the same transaction."""
    if new == request_of(row):
        return
    row.stage, row.attempts, row.due_at, row.until = new.stage, new.attempts, new.due_at, new.until
    row.met, row.ending = new.met, new.ending
    if new.stage is not Stage.WAITING:
        row.wanted_by = None
    row.closed_at = now if new.stage is Stage.CLOSED else None
    row.changes += 1
    await session.flush()
    session.info[PROMISES] = True
    await show(session, row, now)
