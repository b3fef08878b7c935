"""The company's clients, for whoever has a number and wants to know whose it is."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.rule_models import ContactRow
from bot.db.upsert import insert_new
from bot.domain.clients import Contact, sorting


async def contact_of(session: AsyncSession, company_id: int, number: str) -> Contact | None:
    """The client with this number (E.164), if the company knows them."""
    theirs = select(ContactRow).where(ContactRow.company_id == company_id, ContactRow.number == number)
    row = await session.scalar(theirs)
    return Contact(row.company_id, row.number, row.name, row.vip) if row else None


async def make_vip(session: AsyncSession, company_id: int, number: str, name: str = "") -> None:
    """From now on one of those who matter most, known by that name or by the number if the company knew none."""
    new = {"name": name, "sorting": sorting(name, number)}
    await insert_new(session, ContactRow, company_id=company_id, number=number, vip=True, **new)
    theirs = update(ContactRow).where(ContactRow.company_id == company_id, ContactRow.number == number)
    await session.execute(theirs.values(vip=True))
