"""Notices that wait for each other: gathered as rows, sent as one message when its time has come (N8)."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import outbox
from bot.db.models import Call
from bot.db.ping_models import DigestLine
from bot.db.upsert import insert_new
from bot.domain.rules import Recipient, Way
from bot.ports import Channel

DIGEST = "digest"  # the kind of its parcel
CHANNELS = {Way.TELEGRAM: Channel.TELEGRAM, Way.EMAIL: Channel.EMAIL}


async def collect(session: AsyncSession, call: Call, recipient: Recipient, due: datetime) -> None:
    """One line more in the digest of that time, which is a parcel from its first line on."""
    whom = recipient.email or str(recipient.account_id)
    what = {"call_id": call.id, "recipient": whom, "company_id": call.company_id, "due_at": due}
    if not await insert_new(session, DigestLine, **what):
        return
    payload = {"company_id": call.company_id, "employee_id": recipient.employee_id, "due": due.isoformat()}
    address = {"to": recipient.email} if recipient.way is Way.EMAIL else {"account_id": recipient.account_id}
    await outbox.add(
        session,
        key=f"{DIGEST}:{call.company_id}:{whom}:{due.isoformat()}",
        kind=DIGEST,
        channel=CHANNELS[recipient.way],
        payload={**payload, "recipient": whom},
        now=due,
        **address,
    )
