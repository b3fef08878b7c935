"""Promised calls back in the database: who may have one, and what becomes of each."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.callback_models import CallbackRequest
from bot.db.models import Call
from bot.db.store import PROMISES
from bot.db.upsert import insert_new
from bot.domain.callbacks import Stage, asked
from bot.domain.dialling import ON_A_WISH, Spent, within
from bot.services.callback_parcels import show

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


async def promise(session: AsyncSession, call: Call, department_id: int, now: datetime) -> bool:
    """Write the request down; True too for a client to whom this department owes a call already.

    False when the budget of the client or of the company is spent.
    """
    owed = select(CallbackRequest.id).where(
        CallbackRequest.department_id == department_id,
        CallbackRequest.client == call.caller,
        CallbackRequest.closed_at.is_(None),
    )
    if await session.scalar(owed):
        return True
    if within(ON_A_WISH, await asked_so_far(session, call, now)):
        return False
    new = asked(now)
    await insert_new(
        session,
        CallbackRequest,
        company_id=call.company_id,
        department_id=department_id,
        client=call.caller,
        place=call.id,
        asked_at=now,
        stage=Stage.WAITING,
        attempts=0,
        due_at=new.due_at,
        until=new.until,
        met=False,
        changes=0,
    )
    row = (await session.scalars(owed.with_only_columns(CallbackRequest))).one()
    session.info[PROMISES] = True
    await show(session, row, now)
    return True


async def asked_so_far(session: AsyncSession, call: Call, now: datetime) -> Spent:
    """What of the caller's budget, and of the company's, is gone."""
    count = select(func.count()).select_from(CallbackRequest).where(CallbackRequest.company_id == call.company_id)
    a_day = count.where(CallbackRequest.client == call.caller, CallbackRequest.asked_at > now - DAY)
    an_hour = count.where(CallbackRequest.asked_at > now - HOUR)
    return Spent(0, (await session.scalars(a_day)).one(), (await session.scalars(an_hour)).one())
