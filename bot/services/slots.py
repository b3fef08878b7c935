"""What plays where callers hear something; no row: the default."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Melody, MelodySlot
from bot.domain.cards import MelodyCard

HOLD = "hold"


async def playing(session: AsyncSession, company_id: int, slot: str = HOLD) -> Melody | None:
    """The company's own melody in that slot."""
    chosen = select(Melody).join(MelodySlot, MelodySlot.melody_id == Melody.id)
    return await session.scalar(chosen.where(MelodySlot.company_id == company_id, MelodySlot.slot == slot))


def card(melody: Melody | None) -> MelodyCard:
    """As screens show it."""
    return MelodyCard(melody.name, melody.seconds) if melody else MelodyCard(None, 0.0)
