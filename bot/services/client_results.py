"""What becomes of messages to clients: each part is paid for once, and comes back to the pack at most once.

Parts go out one after another. So where the line breaks only the first part that has not been taken is unknown: those
behind it have surely not gone out.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.client_models import ClientMessage, LinkedClient, SmsPart
from bot.db.models import Company
from bot.db.store import Store
from bot.domain.cards_clients import Outgoing
from bot.domain.message_states import MessageState, PartState, of_message
from bot.ports import Channel, Clock, Fate, Parcel, Receipt
from bot.services.sms_stock import give_back

EARLY = 1000  # receipts that came before we had written down whose they are
LATE = timedelta(days=3)  # for which networks try to deliver
OPEN = (PartState.WAITING, PartState.UNKNOWN)

OF_FATE = {Fate.SENT: MessageState.SENT, Fate.UNKNOWN: MessageState.UNKNOWN, Fate.GIVEN_UP: MessageState.FAILED}
OF_RECEIPT = {Receipt.DELIVERED: PartState.DELIVERED, Receipt.REJECTED: PartState.REJECTED}


class ClientResults:
    """For the senders, which carry the messages, and for the network, which tells more later."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._early: dict[str, tuple[Receipt, str]] = {}  # by the network's id, with the number it went to
        self._network = asyncio.Lock()  # what the network says is written down one by one: a receipt is fast

    async def outgoing(self, message_id: int) -> Outgoing:
        """The message, with the parts of it that have not been handed over yet (none where it is no SMS)."""
        waiting = select(SmsPart.number).where(SmsPart.message_id == message_id, SmsPart.state == PartState.WAITING)
        async with self._store.read() as session:
            message = await session.get_one(ClientMessage, message_id)
            company = await session.get_one(Company, message.company_id)
            parts = tuple(await session.scalars(waiting.order_by(SmsPart.number)))
            whose = (message.id, message.company_id, company.name, message.address, message.text, parts)
            return Outgoing(*whose, language=await _language(session, message))

    async def accepted(self, message_id: int, part: int, network_id: str) -> None:
        """The network has the part, under this id."""
        async with self._network, self._store.write() as session:
            row = await _locked(session, message_id, part)
            row.network_id = network_id
            await _settle(session, [row], PartState.SENT)
            receipt, to = self._early.get(network_id, (None, ""))
            if receipt and to == (await session.get_one(ClientMessage, message_id)).address:
                await _settle(session, [row], OF_RECEIPT[receipt])
        self._early.pop(network_id, None)

    async def rejected(self, message_id: int, part: int) -> None:
        """The network does not take the part: it is not paid for."""
        async with self._store.write() as session:
            await _settle(session, [await _locked(session, message_id, part)], PartState.REJECTED)

    async def receipt(self, network_id: str, receipt: Receipt, number: str) -> None:
        """The network tells what became of a part that went to `number`; one that is settled stays so.

        It may come before the network's answer to the part itself, and is kept for that; or the answer was lost, and
        the part is the one to that number of which nobody knows anything.
        """
        async with self._network, self._store.write() as session:
            part = await _named(session, network_id)
            if part and not part.state.settled:
                return await _settle(session, [part], OF_RECEIPT[receipt])
            if part and (await session.get_one(ClientMessage, part.message_id)).address == number:
                return None  # said twice
            nameless = await _nameless(session, number, self._clock.now() - LATE)
            if any(one.state is PartState.WAITING for one in nameless):
                self._keep(network_id, receipt, number)
            elif part is None and len(nameless) == 1:
                nameless[0].network_id = network_id
                await _settle(session, nameless, OF_RECEIPT[receipt])
        return None

    def _keep(self, network_id: str, receipt: Receipt, number: str) -> None:
        self._early.setdefault(network_id, (receipt, number))
        if len(self._early) > EARLY:
            del self._early[next(iter(self._early))]

    async def over(self, session: AsyncSession, parcel: Parcel, fate: Fate) -> None:
        """A watcher of the outbox: the parcel of a message has left it."""
        if parcel.kind != "client-message":
            return
        message = await session.get_one(ClientMessage, int(str(parcel.payload["message_id"])))
        if message.channel is Channel.SMS:
            waiting = select(SmsPart).where(SmsPart.message_id == message.id, SmsPart.state == PartState.WAITING)
            parts = (await session.scalars(waiting.order_by(SmsPart.number).with_for_update())).all()
            in_the_air = 0 if fate is Fate.GIVEN_UP else 1
            await _settle(session, parts[:in_the_air], PartState.UNKNOWN)
            await self._heard_of(session, parts[:in_the_air], message.address)
            await _settle(session, parts[in_the_air:], PartState.REJECTED)
            await _sum_up(session, message.id)
        else:
            message.state = OF_FATE[fate]
            if fate is Fate.GIVEN_UP:
                await self._stop(session, message)

    async def _heard_of(self, session: AsyncSession, unknown: Sequence[SmsPart], number: str) -> None:
        """The receipt came first: it is the only one to that number that is nobody's yet."""
        early = [one for one, (_, to) in self._early.items() if to == number]
        if unknown and len(early) == 1:
            unknown[0].network_id = early[0]
            await _settle(session, unknown, OF_RECEIPT[self._early.pop(early[0])[0]])

    async def _stop(self, session: AsyncSession, message: ClientMessage) -> None:
        """The client has blocked the bot, which says clearly enough what they want."""
        theirs = update(LinkedClient).where(LinkedClient.company_id == message.company_id)
        theirs = theirs.where(LinkedClient.telegram_id == int(message.address), LinkedClient.stopped_at.is_(None))
        await session.execute(theirs.values(stopped_at=self._clock.now()))


async def _language(session: AsyncSession, message: ClientMessage) -> str:
    if message.channel is not Channel.CLIENT:
        return ""
    theirs = LinkedClient.company_id == message.company_id, LinkedClient.telegram_id == int(message.address)
    return await session.scalar(select(LinkedClient.language).where(*theirs)) or ""


async def _locked(session: AsyncSession, message_id: int, part: int) -> SmsPart:
    return await session.get_one(SmsPart, (message_id, part), with_for_update=True, populate_existing=True)


async def _named(session: AsyncSession, network_id: str) -> SmsPart | None:
    """Networks count their ids anew now and then: the newest message is meant."""
    rows = select(SmsPart).where(SmsPart.network_id == network_id).with_for_update()
    return await session.scalar(rows.order_by(SmsPart.message_id.desc()).limit(1))


async def _nameless(session: AsyncSession, number: str, since: datetime) -> Sequence[SmsPart]:
    """Parts to a number whose id the network has not told us, and which may have gone out."""
    rows = select(SmsPart).join(ClientMessage, ClientMessage.id == SmsPart.message_id)
    rows = rows.where(ClientMessage.address == number, ClientMessage.created_at > since)
    rows = rows.where(SmsPart.network_id == "", SmsPart.state.in_(OPEN)).with_for_update(of=SmsPart)
    return (await session.scalars(rows)).all()


async def _settle(session: AsyncSession, parts: Sequence[SmsPart], state: PartState) -> None:
    changed = [part for part in parts if not part.state.settled]
    for part in changed:
        part.state = state
    await session.flush()
    if changed and state is PartState.REJECTED:
        message = await session.get_one(ClientMessage, changed[0].message_id)
        await give_back(session, message.company_id, len(changed))
    for message_id in {part.message_id for part in changed}:
        await _sum_up(session, message_id)


async def _sum_up(session: AsyncSession, message_id: int) -> None:
    states = await session.scalars(select(SmsPart.state).where(SmsPart.message_id == message_id))
    message = await session.get_one(ClientMessage, message_id)
    message.state = of_message(states)
