"""A follower of calls: each event becomes a parcel to the company's CRM, in the transaction of the event (O14)."""

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import outbox
from bot.db.client_models import Webhook
from bot.db.models import Call, Company, Department, Employee, Recording, Voicemail
from bot.domain.webhook import CallFacts, Who, about_call, event_name
from bot.ports import Channel, Clock
from bot.services.following import CallEvent

KEPT: dict[CallEvent, type[Voicemail] | type[Recording]] = {
    CallEvent.VOICEMAIL: Voicemail,
    CallEvent.RECORDED: Recording,
}


ACTIVE = (
    select(Webhook.url, Company.key)
    .join(Company, Company.id == Webhook.company_id)
    .where(Webhook.company_id == bindparam("company"), Webhook.active)
)


class WebhookEvents:
    """`Follower`. What is sent is what was true at the event, however late it goes out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def __call__(self, session: AsyncSession, event: CallEvent, call: Call) -> None:
        """A parcel, where the company has somewhere to send it."""
        hook = (await session.execute(ACTIVE, {"company": call.company_id})).one_or_none()
        if hook is None:
            return
        now = self._clock.now()
        payload = about_call(hook.key, event, now, await _facts(session, event, call))
        await outbox.add(
            session,
            key=f"webhook:{call.id}:{event}",
            kind=event_name(event),
            channel=Channel.WEBHOOK,
            to=hook.url,
            payload={"company_id": call.company_id, "event": payload},
            now=now,
        )


async def _facts(session: AsyncSession, event: CallEvent, call: Call) -> CallFacts:
    department = await session.get(Department, call.department_id) if call.department_id else None
    employee = await session.get(Employee, call.employee_id) if call.employee_id else None
    return CallFacts(
        id=call.id,
        direction=call.direction,
        caller=call.caller,
        dialled=call.dialled,
        department=department.name if department else "",
        employee=Who(employee.name, employee.phone, employee.number) if employee else None,
        started_at=call.started_at,
        answered_at=call.answered_at,
        ended_at=call.ended_at,
        outcome=call.outcome,
        kept=await _kept(session, event, call),
    )


async def _kept(session: AsyncSession, event: CallEvent, call: Call) -> float | None:
    row = KEPT.get(event)
    if row is None:
        return None
    return await session.scalar(select(row.seconds).where(row.call_id == call.id).order_by(row.id.desc()).limit(1))
