"""What every administrator of a company is told in the chat."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import outbox
from bot.db.models import Membership
from bot.domain.roles import Role


async def admins_of(session: AsyncSession, company_id: int) -> Sequence[int]:
    """The accounts of the company's administrators."""
    admins = select(Membership.account_id).where(Membership.company_id == company_id, Membership.role == Role.ADMIN)
    return (await session.scalars(admins.order_by(Membership.account_id))).all()


async def tell_admins(
    session: AsyncSession, company_id: int, *, key: str, kind: str, payload: dict[str, Any], now: datetime
) -> None:
    """Put a parcel for each of them into this transaction; once for a `key`, whoever asks again."""
    for account_id in await admins_of(session, company_id):
        await outbox.add(session, key=f"{key}:{account_id}", kind=kind, account_id=account_id, payload=payload, now=now)
