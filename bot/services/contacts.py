"""The company's clients, for whoever has a number and wants to know whose it is."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.rule_models import ContactRow
from bot.db.upsert import insert_new
from bot.domain.clients import sorting


async def make_vip(session: AsyncSession, company_id: int, number: str, name: str = "") -> None:
    """From now on one of those who matter most, known by that name or by the number if the company knew none."""
    new = {"name": name, "sorting": sorting(name, number)}
    await insert_new(session, ContactRow, company_id=company_id, number=number, vip=True, **new)
    theirs = update(ContactRow).where(ContactRow.company_id == company_id, ContactRow.number == number)
    await session.execute(theirs.values(vip=True))
