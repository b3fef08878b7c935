"""Who sees what becomes of a promised call back: the department's people, or the administrators where it has none."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import outbox
from bot.db.callback_models import CallbackRequest
from bot.db.models import Account, DepartmentMember, Membership
from bot.services.admin_notes import admins_of


async def show(session: AsyncSession, row: CallbackRequest, now: datetime) -> None:
    """A parcel for each; when it is sent, the card is drawn as things are then."""
    for account_id in await _people(session, row):
        await outbox.add(
            session,
            key=f"callback:{row.id}:{row.changes}:{account_id}",
            kind="callback",
            account_id=account_id,
            payload={"request_id": row.id},
            now=now,
            priority=outbox.Priority.URGENT,
        )


async def _people(session: AsyncSession, row: CallbackRequest) -> Sequence[int]:
    theirs = select(Membership.account_id).join(Account, Account.id == Membership.account_id)
    theirs = theirs.where(Membership.company_id == row.company_id).order_by(Membership.account_id)
    theirs = theirs.join(DepartmentMember, DepartmentMember.employee_id == Membership.employee_id)
    theirs = theirs.where(DepartmentMember.department_id == row.department_id, Account.reachable)
    found = (await session.scalars(theirs)).all()
    return found or await admins_of(session, row.company_id)
