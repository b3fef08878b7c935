"""A company as a whole: its status card, and its file."""

from sqlalchemy import Select, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Company, Did, Employee, Membership, Voicemail
from bot.db.store import Store
from bot.domain.cards import CompanyCard
from bot.ports import Clock
from bot.services.slots import card, playing


class Companies:
    """The companies on this PBX."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def is_empty(self) -> bool:
        """Whether there is no company yet."""
        async with self._store.read() as session:
            return await session.scalar(select(Company.id).limit(1)) is None

    async def card(self, company_id: int) -> CompanyCard:
        """The status card (G2)."""
        dids = select(Did.number).where(Did.company_id == company_id).order_by(Did.is_main.desc(), Did.id)
        employees = select(func.count()).where(Employee.company_id == company_id)
        linked = employees.where(exists().where(Membership.employee_id == Employee.id))
        new = select(func.count()).where(Voicemail.company_id == company_id, Voicemail.heard_at.is_(None))
        async with self._store.read() as session:
            return CompanyCard(
                name=(await session.get_one(Company, company_id)).name,
                dids=tuple(await session.scalars(dids)),
                employees=await _count(session, employees),
                linked_employees=await _count(session, linked),
                hold=card(await playing(session, company_id)),
                new_messages=await _count(session, new),
            )


async def _count(session: AsyncSession, query: Select[int]) -> int:
    return (await session.scalars(query)).one()
