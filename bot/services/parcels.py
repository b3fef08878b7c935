"""Who is told of a message."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import outbox
from bot.db.models import Account, Membership, Voicemail
from bot.domain.roles import Role


async def deliver(session: AsyncSession, recording: str, now: datetime) -> None:
    """Put a parcel for each recipient of that recording's message into this transaction."""
    message = (await session.scalars(select(Voicemail).where(Voicemail.recording == recording))).one()
    for account_id in await _recipients(session, message):
        await outbox.add(
            session,
            key=f"voicemail:{message.id}:{account_id}",
            kind="voicemail",
            account_id=account_id,
            payload={"voicemail_id": message.id},
            now=now,
            priority=outbox.Priority.URGENT,
        )


async def _recipients(session: AsyncSession, message: Voicemail) -> Sequence[int]:
    """The employee whose message it is; the administrators, when it is the company's or Telegram cannot reach them."""
    members = select(Membership.account_id).where(Membership.company_id == message.company_id)
    members = members.order_by(Membership.account_id)
    theirs = members.join(Account, Account.id == Membership.account_id)
    since = or_(Membership.employee_since.is_(None), Membership.employee_since < message.created_at)
    theirs = theirs.where(Membership.employee_id == message.employee_id, since, Account.reachable)
    found = (await session.scalars(theirs)).all() if message.employee_id else ()
    return found or (await session.scalars(members.where(Membership.role == Role.ADMIN))).all()
