"""The recordings that a company keeps."""

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Recording


def kept(company_id: int) -> Select[Recording]:
    """Those that have not made room for newer ones."""
    return select(Recording).where(Recording.company_id == company_id, Recording.deleted_at.is_(None))


async def used_by(session: AsyncSession, company_id: int) -> int:
    """Bytes of all of them."""
    return int(await session.scalar(kept(company_id).with_only_columns(func.sum(Recording.bytes))) or 0)
