"""Notices that are on their way to somebody who is not that employee any more."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Membership, Outbox, Voicemail
from bot.db.ping_models import Ping
from bot.domain.roles import Role
from bot.ports import Channel

OURS = (Channel.TELEGRAM, Channel.EMAIL)
ROWS: dict[str, type[Ping] | type[Voicemail]] = {
    "ping_id": Ping,
    "voicemail_id": Voicemail,
}  # what a parcel may name instead of the employee


async def stop_telling(session: AsyncSession, employees: Collection[int]) -> None:
    """What waits for the end of quiet hours, for a digest or for Telegram goes; administrators get theirs."""
    whose = (Membership.employee_id.in_(employees), Membership.role == Role.STAFF)
    theirs = Outbox.account_id.in_(select(Membership.account_id).where(*whose))
    open_ = select(Outbox.id, Outbox.payload).where(Outbox.done_at.is_(None), Outbox.channel.in_(OURS))
    open_ = open_.where(or_(Outbox.channel == Channel.EMAIL, theirs))
    waiting = {row.id: row.payload for row in await session.execute(open_)}
    about = {"employee_id": set(employees)}  # mails, digests
    for key in ROWS:
        about[key] = await _named(session, key, waiting.values(), employees)
    gone = [id_ for id_, of in waiting.items() if any(of.get(key) in ids for key, ids in about.items())]
    await session.execute(delete(Outbox).where(Outbox.id.in_(gone)))


async def _named(
    session: AsyncSession, key: str, waiting: Iterable[Mapping[str, Any]], employees: Collection[int]
) -> set[int]:
    """Of the rows that these parcels name, those of the employees."""
    row, ids = ROWS[key], {of[key] for of in waiting if key in of}
    return set(await session.scalars(select(row.id).where(row.id.in_(ids), row.employee_id.in_(employees))))
