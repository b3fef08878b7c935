"""Clients who let a company write to them in Telegram (O8). They are nobody's employees: no seat comes of it."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.client_models import LinkedClient
from bot.db.models import Company
from bot.db.store import Store
from bot.domain.cards import SharedContact
from bot.domain.cards_clients import ClientOfCard
from bot.domain.contacts import own_number
from bot.domain.errors import N_, Refused
from bot.ports import Clock

UNKNOWN = N_("This link is not known. Ask the company for a new one.")
NOT_LINKED = N_("You are not linked to this company any more: open its link again.")


class LinkedClients:
    """For whoever comes by a company's link."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def arrive(self, telegram_id: int, company_key: str) -> ClientOfCard:
        """Whose link it is, and what they are there already; `Refused` for nobody's."""
        async with self._store.read() as session:
            company = await session.scalar(select(Company).where(Company.key == company_key))
            if company is None:
                raise Refused(UNKNOWN)
            return _card(company, await _linked(session, telegram_id, company.id))

    async def card(self, telegram_id: int, company_id: int) -> ClientOfCard:
        """What they are there now."""
        async with self._store.read() as session:
            company = await session.get(Company, company_id)
            if company is None:
                raise Refused(UNKNOWN)
            return _card(company, await _linked(session, telegram_id, company_id))

    async def link(self, telegram_id: int, company_id: int, contact: SharedContact, language: str) -> ClientOfCard:
        """They shared their own number: messages for it go to them, whoever had it before. `Refused` for another's."""
        number = own_number(telegram_id, contact)
        async with self._store.write() as session:
            company = await session.get(Company, company_id)
            if company is None:
                raise Refused(UNKNOWN)
            mine = LinkedClient.telegram_id == telegram_id, LinkedClient.company_id == company_id
            await session.execute(delete(LinkedClient).where(*mine))  # a new row: the last who links a number has it
            who = {"telegram_id": telegram_id, "number": number, "language": language}
            client = LinkedClient(company_id=company_id, stopped_at=None, **who)
            session.add(client)
            return _card(company, client)

    async def want(self, telegram_id: int, company_id: int, want: bool) -> ClientOfCard:
        """Messages from now on, or none by any way; `Refused` for who is not linked."""
        async with self._store.write() as session:
            client = await _linked(session, telegram_id, company_id)
            if client is None:
                raise Refused(NOT_LINKED)
            client.stopped_at = None if want else client.stopped_at or self._clock.now()
            return _card(await session.get_one(Company, company_id), client)


async def _linked(session: AsyncSession, telegram_id: int, company_id: int) -> LinkedClient | None:
    mine = select(LinkedClient).where(LinkedClient.telegram_id == telegram_id, LinkedClient.company_id == company_id)
    return await session.scalar(mine)


def _card(company: Company, client: LinkedClient | None) -> ClientOfCard:
    if client is None:
        return ClientOfCard(company.id, company.name)
    return ClientOfCard(company.id, company.name, client.number, client.stopped_at is not None)
