"""What follows from a call for those who are told of it: cards, mails, digests."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import outbox
from bot.db.models import Call
from bot.domain.rules import Recipient, Way
from bot.ports import Channel, Clock, Outcome
from bot.services import pinging
from bot.services.digests import collect
from bot.services.following import CallEvent
from bot.services.rule_events import event_of
from bot.services.rules import matching

MAIL = "missed"  # the kind of a mail about a missed call


class Notices:
    """A `Follower`. Of a message that a caller leaves people hear by `parcels.deliver`: a call has one notice (N4)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def __call__(self, session: AsyncSession, event: CallEvent, call: Call) -> None:
        match event, call.outcome:
            case CallEvent.ANSWERED, _:
                await pinging.answered(session, call, self._clock.now())
            case CallEvent.ENDED, Outcome.ANSWERED:
                await pinging.talked(session, call)
            case CallEvent.ENDED, Outcome.MISSED:
                await self._missed(session, call)

    async def _missed(self, session: AsyncSession, call: Call) -> None:
        event, now = event_of(call), self._clock.now()
        for recipient in await matching(session, event) if event else ():
            await _tell(session, call, recipient, max(now, recipient.due_at))


async def _tell(session: AsyncSession, call: Call, recipient: Recipient, due: datetime) -> None:
    if recipient.digest:
        await collect(session, call, recipient, due)
    elif recipient.way is Way.TELEGRAM:
        await pinging.fold(session, call, recipient, due)
    else:
        await mail(session, MAIL, call, recipient, due)


async def mail(session: AsyncSession, kind: str, call: Call, recipient: Recipient, due: datetime) -> None:
    """One mail about a call; a second one about the same call to the same mailbox is nothing."""
    await outbox.add(
        session,
        key=f"mail:{call.id}:{recipient.email}",
        kind=kind,
        channel=Channel.EMAIL,
        to=recipient.email,
        payload={"call_id": call.id, "employee_id": recipient.employee_id},
        now=due,
        priority=outbox.Priority.URGENT,
    )
