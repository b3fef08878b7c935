"""Cards of missed calls as rows: a repeat folds in, what becomes of the client closes it, the chat follows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import outbox
from bot.db.models import Call, Employee
from bot.db.ping_models import Ping
from bot.db.upsert import insert_new
from bot.domain.effects import CallKind
from bot.domain.pings import Ending, How
from bot.domain.rules import Recipient

SEND, EDIT = "ping", "ping-edit"  # kinds of parcels: a new message, and the one that is there

OPEN = Ping.closed_at.is_(None)


async def fold(session: AsyncSession, call: Call, recipient: Recipient, due: datetime) -> None:
    """One more call that this person missed: a new card, or a new message for the one that lives."""
    assert recipient.account_id is not None
    whose = {"company_id": call.company_id, "client": call.caller, "account_id": recipient.account_id}
    when = {"first_at": call.started_at, "last_at": call.started_at}
    card = None if not call.caller else await session.scalar(_one_more(call, recipient.account_id))
    if card is None:
        new = {"employee_id": recipient.employee_id, "calls": 1, "shown_calls": 0, "who": ""}
        if await insert_new(session, Ping, **whose, **when, **new):
            card = (await session.scalars(_newest(call, recipient.account_id))).one()
        else:  # a colleague's transaction was faster by a blink
            card = (await session.scalars(_one_more(call, recipient.account_id))).one()
    await outbox.add(
        session,
        key=f"{SEND}:{card.id}:{card.calls}",
        kind=SEND,
        account_id=card.account_id,
        payload={"ping_id": card.id, "calls": card.calls},
        now=due,
        priority=outbox.Priority.URGENT,
    )


async def answered(session: AsyncSession, call: Call, now: datetime) -> None:
    """Somebody talks to the client: whoever has a card of theirs need not call any more."""
    names = {row.id: row for row in await session.scalars(_talkers(call))}
    who = names[call.employee_id].name if call.employee_id in names else ""
    how = How.CALLED_BACK if call.direction is CallKind.OUTGOING else How.CAME_THROUGH
    if call.direction is CallKind.INTERNAL:
        await _answered_colleague(session, call, list(names.values()), now)
    elif client := (call.dialled if call.direction is CallKind.OUTGOING else call.caller):
        theirs = (Ping.company_id == call.company_id, Ping.client == client)
        await close(session, theirs, Ending(how, who, now), call.id)


async def talked(session: AsyncSession, call: Call) -> None:
    """The talk that closed cards is over: they say how long it was."""
    if call.answered_at and call.ended_at:
        seconds = (call.ended_at - call.answered_at).total_seconds()
        mine = update(Ping).where(Ping.call_id == call.id, Ping.seconds.is_(None))
        await redraw(session, list(await session.scalars(mine.values(seconds=seconds).returning(Ping))), call.ended_at)


async def close(
    session: AsyncSession, which: Sequence[ColumnElement[bool]], ending: Ending, call_id: int | None = None
) -> int:
    """Close the cards among these that are open, for everybody who has one; how many they were."""
    end: dict[str, Any] = {"closed_at": ending.at, "how": ending.how, "who": ending.who, "call_id": call_id}
    closed = list(await session.scalars(update(Ping).where(OPEN, *which).values(**end).returning(Ping)))
    await redraw(session, closed, ending.at)
    return len(closed)


async def redraw(session: AsyncSession, cards: Sequence[Ping], now: datetime) -> None:
    """Bring their messages up to date, without a sound."""
    for card in cards:
        await outbox.add(
            session,
            key=f"{EDIT}:{card.id}:{now.isoformat()}",
            kind=EDIT,
            account_id=card.account_id,
            payload={"ping_id": card.id},
            now=now,
        )


def open_cards_of(company_id: int, client: str) -> tuple[ColumnElement[bool], ...]:
    """Everybody's cards of that client."""
    return Ping.company_id == company_id, Ping.client == client


async def _answered_colleague(session: AsyncSession, call: Call, both: Sequence[Employee], now: datetime) -> None:
    """Two colleagues talk: only their cards of each other are closed, a third one's stays."""
    for mine in both:
        for other in both:
            how = How.CAME_THROUGH if other.phone == call.caller else How.CALLED_BACK
            theirs = (Ping.company_id == call.company_id, Ping.employee_id == mine.id, Ping.client == other.phone)
            await close(session, theirs, Ending(how, mine.name, now), call.id)


def _talkers(call: Call) -> Any:
    """The employees of a call: who picked up or dialled, and the colleague who called."""
    people = select(Employee).where(Employee.company_id == call.company_id)
    if call.direction is CallKind.INTERNAL:
        return people.where((Employee.id == call.employee_id) | (Employee.phone == call.caller))
    return people.where(Employee.id == call.employee_id)


def _one_more(call: Call, account_id: int) -> Any:
    living = update(Ping).where(OPEN, *open_cards_of(call.company_id, call.caller), Ping.account_id == account_id)
    return living.values(calls=Ping.calls + 1, last_at=call.started_at).returning(Ping)


def _newest(call: Call, account_id: int) -> Any:
    mine = select(Ping).where(OPEN, *open_cards_of(call.company_id, call.caller), Ping.account_id == account_id)
    return mine.order_by(Ping.id.desc()).limit(1)
