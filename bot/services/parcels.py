"""Who is told of a message, and how."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import outbox
from bot.db.models import Account, Call, Membership, Voicemail
from bot.domain.rules import Recipient, Way
from bot.services.admin_notes import admins_of
from bot.services.digests import collect
from bot.services.notices import mail
from bot.services.rule_events import event_of
from bot.services.rules import matching

KIND = "voicemail"


async def deliver(session: AsyncSession, message: Voicemail, call: Call, now: datetime) -> None:
    """Put a parcel for each recipient of the message that this call has left into this transaction.

    As a voice message for its people (V2), whatever rules there are; rules may delay that, and add mails. A call that
    was missed and became a message is told of as a message alone (N4).
    """
    event = event_of(call, message.employee_id)
    ruled = await matching(session, event) if event else []
    at_once = set(await _recipients(session, message)) - {recipient.account_id for recipient in ruled}
    for account_id in sorted(at_once):
        await _voice(session, message, account_id, now)
    for recipient in ruled:
        await _by_rule(session, message, call, recipient, max(now, recipient.due_at))


async def _by_rule(session: AsyncSession, message: Voicemail, call: Call, to: Recipient, due: datetime) -> None:
    if to.digest:
        await collect(session, call, to, due)
    elif to.way is Way.EMAIL:
        await mail(session, KIND, call, to, due)
    elif to.account_id is not None:
        await _voice(session, message, to.account_id, due)


async def _voice(session: AsyncSession, message: Voicemail, account_id: int, due: datetime) -> None:
    await outbox.add(
        session,
        key=f"{KIND}:{message.id}:{account_id}",
        kind=KIND,
        account_id=account_id,
        payload={"voicemail_id": message.id},
        now=due,
        priority=outbox.Priority.URGENT,
    )


async def _recipients(session: AsyncSession, message: Voicemail) -> Sequence[int]:
    """The employee whose message it is; the administrators, when it is the company's or Telegram cannot reach them."""
    theirs = select(Membership.account_id).join(Account, Account.id == Membership.account_id)
    theirs = theirs.where(Membership.company_id == message.company_id).order_by(Membership.account_id)
    since = or_(Membership.employee_since.is_(None), Membership.employee_since < message.created_at)
    theirs = theirs.where(Membership.employee_id == message.employee_id, since, Account.reachable)
    found = (await session.scalars(theirs)).all() if message.employee_id else ()
    return found or await admins_of(session, message.company_id)
