"""Cards of missed calls: drawn for the chat, and acted upon by those whose they are."""

from sqlalchemy import Select, and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Company, Employee
from bot.db.ping_models import Ping
from bot.db.rule_models import ContactRow
from bot.db.store import Store
from bot.domain.cards import Seat, Visitor
from bot.domain.errors import N_, Refused
from bot.domain.pings import Ending, How, PingCard, PingInChat
from bot.ports import Clock
from bot.services.contacts import make_vip
from bot.services.pinging import close, open_cards_of, redraw


class Pings:
    """Cards."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def in_chat(self, ping_id: int) -> PingInChat | None:
        """To send it; None when its employee has been removed meanwhile."""
        async with self._store.read() as session:
            found = (await session.execute(CARDS.where(Ping.id == ping_id))).one_or_none()
            if found is None:
                return None
            row = found[0]
            return PingInChat(_card(*found), row.message_id, row.shown_calls, row.stale_message_id)

    async def shown(self, ping_id: int, message_id: int, calls: int) -> None:
        """A message for so many calls has gone out; the one before is stale."""
        was = {"stale_message_id": Ping.message_id, "message_id": message_id, "shown_calls": calls}
        await self._change(ping_id, **was)

    async def tidied(self, ping_id: int) -> None:
        """The stale message is gone."""
        await self._change(ping_id, stale_message_id=None)

    async def one(self, visitor: Visitor, ping_id: int) -> tuple[Seat, PingCard]:
        """A card of this person's, and what they are in its company now; `Refused` for any other."""
        async with self._store.read() as session:
            return await _theirs(session, visitor, ping_id)

    async def done(self, visitor: Visitor, ping_id: int) -> PingCard:
        """The client needs nothing more: the cards of all colleagues are closed too. The card as it was before."""
        async with self._store.write() as session:
            seat, card = await _theirs(session, visitor, ping_id)
            ending = Ending(How.DONE, await _name(session, seat), self._clock.now())
            mine = Ping.id == ping_id
            same = open_cards_of(seat.company_id, card.client) if card.is_client else (mine,)
            await close(session, same, ending)
            return card

    async def star(self, visitor: Visitor, ping_id: int) -> PingCard:
        """The client is a VIP from now on, on all cards."""
        async with self._store.write() as session:
            seat, card = await _theirs(session, visitor, ping_id)
            if not card.is_client:
                raise Refused(N_("Only a client's number can be made a VIP."))
            await make_vip(session, seat.company_id, card.client)
            open_ones = select(Ping).where(Ping.closed_at.is_(None), *open_cards_of(seat.company_id, card.client))
            await redraw(session, (await session.scalars(open_ones)).all(), self._clock.now())
            return card

    async def _change(self, ping_id: int, **values: object) -> None:
        async with self._store.write() as session:
            await session.execute(update(Ping).where(Ping.id == ping_id).values(**values))


Found = tuple[Ping, str, str, bool, str]

CARDS: Select[Ping, str, str, bool, str] = (
    select(Ping, Company.time_zone, ContactRow.name, ContactRow.vip, Employee.name)
    .join(Company, Company.id == Ping.company_id)
    .outerjoin(ContactRow, and_(ContactRow.company_id == Ping.company_id, ContactRow.number == Ping.client))
    .outerjoin(Employee, and_(Employee.company_id == Ping.company_id, Employee.phone == Ping.client))
)


def _card(row: Ping, zone: str, name: str | None, vip: bool | None, colleague: str | None) -> PingCard:
    ending = Ending(row.how, row.who, row.closed_at, row.seconds) if row.how and row.closed_at else None
    who = name or colleague or ""
    return PingCard(row.id, row.client, who, bool(vip), row.calls, row.first_at, row.last_at, zone, ending)


async def _theirs(session: AsyncSession, visitor: Visitor, ping_id: int) -> tuple[Seat, PingCard]:
    """Whoever has left the company may do nothing with the cards that they got there."""
    mine = CARDS.where(Ping.id == ping_id, Ping.account_id == visitor.account_id)
    found = (await session.execute(mine)).one_or_none()
    seat = next((seat for seat in visitor.seats if found and seat.company_id == found[0].company_id), None)
    if found is None or seat is None:
        raise Refused(N_("This notice is not yours any more."))
    return seat, _card(*found)


async def _name(session: AsyncSession, seat: Seat) -> str:
    """As colleagues know them; "" for somebody who is no employee."""
    name = await session.scalar(select(Employee.name).where(Employee.id == seat.employee_id))
    return name or ""
