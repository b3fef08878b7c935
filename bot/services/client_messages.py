"""A follower of calls: what a client is written after one, put into the transaction that ends the call (O6–O8)."""

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import outbox
from bot.db.client_models import ClientCard, ClientMessage, ClientNotice, LinkedClient, SmsPart
from bot.db.models import Call, Company
from bot.db.money_models import HoldingRow
from bot.db.upsert import insert_or_update
from bot.domain.billing import Charge
from bot.domain.catalogue import Catalogue
from bot.domain.client_notices import (
    IN_TELEGRAM,
    ClientCall,
    Known,
    Notice,
    Settings,
    Silence,
    candidates,
    decide,
)
from bot.domain.effects import CallKind
from bot.domain.message_states import MessageState, PartState
from bot.domain.plan import Dial
from bot.domain.plan_json import from_json
from bot.domain.sms import cut
from bot.ports import Channel, Outcome
from bot.services.admin_notes import tell_admins
from bot.services.dialling import rules_for
from bot.services.following import CallEvent
from bot.services.sms_stock import stock_row, take_parts

log = logging.getLogger(__name__)

DAY = timedelta(days=1)


class ClientMessages:
    """`Follower`. A call has at most one message: the unique key of the table is the second lock."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def __call__(self, session: AsyncSession, event: CallEvent, call: Call) -> None:
        """Write the client, or say in the log why not."""
        if event is not CallEvent.ENDED or call.ended_at is None or call.outcome is None:
            return
        about = _about(call, call.outcome, call.ended_at)
        wanted = await _wanted(session, call.company_id, about)
        if wanted is None:
            return
        company = await session.get_one(Company, call.company_id)
        today = call.ended_at.astimezone(ZoneInfo(company.time_zone)).date()
        client = await _linked(session, call.company_id, about.client)
        known = await _known(session, call, about.client, wanted, client)
        rules = await rules_for(session, call.company_id, about.client)
        decision = decide(wanted, about, known, rules, call.ended_at, today)
        if isinstance(decision, Silence):
            log.info("call %d: no message to the client, %s", call.id, decision.value)
            return
        written = await self._write(session, company, call, about.client, decision, client)
        if written and wanted.scenario.is_card:
            whose = {"company_id": company.id, "number": about.client, "direction": call.direction}
            await insert_or_update(session, ClientCard, "sent_on", **whose, sent_on=today)

    async def _write(
        self,
        session: AsyncSession,
        company: Company,
        call: Call,
        number: str,
        notice: Notice,
        client: LinkedClient | None,
    ) -> bool:
        now = call.ended_at or call.started_at
        sms = None if notice.by_telegram else cut(notice.text)
        if sms and not await take_parts(session, self._catalogue, company, len(sms.parts), now):
            await _tell_once(session, company, now)
            return False
        channel, address = (Channel.SMS, number) if client is None or sms else (Channel.CLIENT, str(client.telegram_id))
        message = ClientMessage(
            company_id=company.id,
            call_id=call.id,
            number=number,
            address=address,
            scenario=notice.scenario,
            channel=channel,
            text=notice.text,
            state=MessageState.WAITING,
            created_at=now,
        )
        session.add(message)
        await session.flush()
        for part in range(1, len(sms.parts) + 1 if sms else 1):
            session.add(SmsPart(message_id=message.id, number=part, network_id="", state=PartState.WAITING))
        await outbox.add(
            session,
            key=f"client:{message.id}",
            kind="client-message",
            channel=channel,
            to=address,
            payload={"message_id": message.id},
            now=now,
        )
        return True


def _about(call: Call, outcome: Outcome, ended_at: datetime) -> ClientCall:
    client = call.caller if call.direction is CallKind.DID else call.dialled
    return ClientCall(
        kind=call.direction,
        outcome=outcome,
        client=client,
        through_did=call.did_id is not None if call.direction is CallKind.DID else _shows_did(call),
        lasted=ended_at - call.started_at,
    )


def _shows_did(call: Call) -> bool:
    return any(isinstance(step, Dial) and step.shows for step in from_json(call.plan).steps)


async def _wanted(session: AsyncSession, company_id: int, about: ClientCall) -> Settings | None:
    """The first scenario of the call that is switched on."""
    scenarios = candidates(about)
    if not scenarios:
        return None
    rows = select(ClientNotice).where(ClientNotice.company_id == company_id, ClientNotice.scenario.in_(scenarios))
    found = {row.scenario: _settings(row) for row in await session.scalars(rows)}
    return next((found[one] for one in scenarios if one in found and found[one].on), None)


def _settings(row: ClientNotice) -> Settings:
    return Settings(row.scenario, row.text, row.sms, row.telegram, row.months)


async def _linked(session: AsyncSession, company_id: int, number: str) -> LinkedClient | None:
    """Whoever linked the number last: numbers change hands."""
    mine = select(LinkedClient).where(LinkedClient.company_id == company_id, LinkedClient.number == number)
    return await session.scalar(mine.order_by(LinkedClient.id.desc()).limit(1))


async def _known(
    session: AsyncSession, call: Call, number: str, wanted: Settings, client: LinkedClient | None
) -> Known:
    card = await session.get(ClientCard, (call.company_id, number, call.direction))
    sent = select(func.max(ClientMessage.created_at)).where(ClientMessage.company_id == call.company_id)
    last = sent.where(ClientMessage.number == number, ClientMessage.scenario == wanted.scenario)
    now = call.ended_at or call.started_at
    today = select(func.count()).where(
        ClientMessage.company_id == call.company_id, ClientMessage.created_at > now - DAY
    )
    return Known(
        card_on=card.sent_on if card else None,
        last=await session.scalar(last),
        today=await session.scalar(today) or 0,
        linked=client is not None and await _telegram_is_on(session, call.company_id),
        stopped=client is not None and client.stopped_at is not None,
    )


async def _telegram_is_on(session: AsyncSession, company_id: int) -> bool:
    on = select(HoldingRow.id).where(
        HoldingRow.company_id == company_id,
        HoldingRow.kind == Charge.OPTIONS,
        HoldingRow.key == IN_TELEGRAM,
        HoldingRow.until.is_(None),
    )
    return bool(await session.scalar(select(exists(on))))


async def _tell_once(session: AsyncSession, company: Company, now: datetime) -> None:
    """Administrators hear once that there are no SMS left, until there are some again."""
    row = await stock_row(session, company.id)
    if row.told:
        return
    row.told = True
    key = f"no-sms:{company.id}:{row.purchases}:{now.timestamp():.0f}"
    await tell_admins(session, company.id, key=key, kind="no-sms", payload={"company": company.name}, now=now)
