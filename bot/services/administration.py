"""What every change by an administrator goes through: their role, the company's lock, one transaction, the history."""

from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager

from sqlalchemy import bindparam, select

from bot.db.models import Company
from bot.db.store import Store
from bot.domain.cards import Seat
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.roles import Role
from bot.ports import Clock
from bot.services.company_parts import EVERYTHING, Part
from bot.services.settings import CompanySettings

FOUND = select(Company).where(Company.id == bindparam("company_id"))
LOCKED = FOUND.with_for_update(key_share=True)


class Administration:
    """Opens a company for its administrators. Of two who change it at once, one waits for the other."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self.store = store
        self.clock = clock
        self.catalogue = catalogue

    @asynccontextmanager
    async def look(self, seat: Seat, parts: Collection[Part] = EVERYTHING) -> AsyncIterator[CompanySettings]:
        """To read; `Refused` for whoever is not an administrator. Screens of every day name the parts they show."""
        require_admin(seat)
        async with self.store.read() as session:
            company = (await session.scalars(FOUND, {"company_id": seat.company_id})).one()
            yield await CompanySettings.load(session, company, self.catalogue, self.clock.now(), parts)

    @asynccontextmanager
    async def change(self, seat: Seat, parts: Collection[Part] = EVERYTHING) -> AsyncIterator[CompanySettings]:
        """To change; committed at the end of the block. Calls that come in meanwhile do not wait for it."""
        require_admin(seat)
        async with self.store.write() as session:
            company = (await session.scalars(LOCKED, {"company_id": seat.company_id})).one()
            yield await CompanySettings.load(session, company, self.catalogue, self.clock.now(), parts)


def require_admin(seat: Seat) -> None:
    """`Refused` for whoever is not an administrator of the company."""
    if seat.role is not Role.ADMIN:
        raise Refused(N_("Only an administrator of the company can do this."))


def known(key: str, keys: Iterable[str]) -> str:
    """A key of the catalogue; `Refused` when an old button names what is no longer offered."""
    if key not in keys:
        raise Refused(N_("This is not offered any more."))
    return key
