"""Notices that are on their way to somebody who is not that employee any more."""

from collections.abc import Collection

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Membership, Outbox, Voicemail
from bot.db.ping_models import Ping
from bot.domain.roles import Role
from bot.ports import Channel

Ids = Collection[int]


async def stop_telling(session: AsyncSession, employees: Ids) -> None:
    """What waits for the end of quiet hours, for a digest or for Telegram stays here; administrators get theirs."""
    whose = (Membership.employee_id.in_(employees), Membership.role == Role.STAFF)
    theirs = Outbox.account_id.in_(select(Membership.account_id).where(*whose))
    to_them = or_(Outbox.channel == Channel.EMAIL, theirs & (Outbox.channel == Channel.TELEGRAM))
    waiting = await session.execute(select(Outbox.id, Outbox.payload).where(Outbox.done_at.is_(None), to_them))
    about = {
        "employee_id": set(employees),  # mails, digests
        "ping_id": set(await session.scalars(select(Ping.id).where(Ping.employee_id.in_(employees)))),
        "voicemail_id": set(await session.scalars(select(Voicemail.id).where(Voicemail.employee_id.in_(employees)))),
    }
    gone = [id_ for id_, of in waiting if any(of.get(key) in ids for key, ids in about.items())]
    await session.execute(delete(Outbox).where(Outbox.id.in_(gone)))
