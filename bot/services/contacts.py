"""The company's clients, for whoever has a number and wants to know whose it is."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.rule_models import ContactRow
from bot.domain.clients import Contact


async def contact_of(session: AsyncSession, company_id: int, number: str) -> Contact | None:
    """The client with this number (E.164), if the company knows them."""
    theirs = select(ContactRow).where(ContactRow.company_id == company_id, ContactRow.number == number)
    row = await session.scalar(theirs)
    return Contact(row.company_id, row.number, row.name, row.vip) if row else None
