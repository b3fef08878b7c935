"""Voice menus between their rows and what rules see."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.menu_models import MenuKey, MenuRow
from bot.domain.menus import COMPANY_VOICEMAIL, DEFAULT, Target, VoiceMenu, in_order
from bot.domain.searching import folded


async def menus_of(session: AsyncSession, company_id: int) -> dict[int, VoiceMenu]:
    """All of the company's, by id, in the order of their names."""
    found = await session.scalars(select(MenuRow).where(MenuRow.company_id == company_id))
    rows = sorted(found, key=lambda row: folded(row.name))
    mine = select(MenuKey).join(MenuRow, MenuRow.id == MenuKey.menu_id).where(MenuRow.company_id == company_id)
    keys: dict[int, dict[str, Target]] = {}
    for row in await session.scalars(mine.execution_options(populate_existing=True)):
        keys.setdefault(row.menu_id, {})[row.key] = row.target
    return {row.id: _menu(row, keys.get(row.id, {})) for row in rows}


def _menu(row: MenuRow, keys: dict[str, Target]) -> VoiceMenu:
    default = keys.pop(DEFAULT, COMPANY_VOICEMAIL)
    return VoiceMenu(row.id, row.name, in_order(keys), default, row.repeats, row.seconds, row.barge_in)
