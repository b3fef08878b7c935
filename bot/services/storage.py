"""A company's room for recordings: the form that administrators see, saved at once or not at all (O4, O5)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Recording
from bot.db.store import Store
from bot.domain.billing import Cost
from bot.domain.cards import Seat
from bot.domain.cards_options import Switched
from bot.domain.cards_storage import StorageCard, StorageOffer
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import Change, What
from bot.domain.storage import RATE_DAYS, Kept, Room, days_left, doomed
from bot.ports import Clock
from bot.services.administration import Administration
from bot.services.kept import kept, used_by
from bot.services.settings import CompanySettings

NOTHING = Cost(monthly=0, today=0)
DAY = timedelta(days=1)
LATE = Recording.created_at > bindparam("late")
SUM = func.sum(Recording.bytes)
USED = select(SUM, SUM.filter(LATE), func.min(Recording.created_at).filter(LATE)).where(
    Recording.company_id == bindparam("company_id"), Recording.deleted_at.is_(None)
)


class Storage:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)
        self._pack = catalogue.storage_pack

    async def card(self, seat: Seat) -> StorageCard:
        """How much there is, how much is used, and how long it will do."""
        async with self._company.look(seat, ()) as company:
            room, used, days = await outlook(company)
            return StorageCard(
                room=room,
                used=used,
                auto=company.company.auto_packs,
                price=self._pack.price,
                more=company.one_more_pack(),
                recordings=await _count(company.session, seat.company_id),
                days=days,
            )

    async def offer(self, seat: Seat, packs: int, tariff: str | None = None) -> StorageOffer:
        """What `packs` packs would cost, and which recordings would have to go; with another tariff's base, too."""
        async with self._company.look(seat, ()) as company:
            room = room_of(company, packs, tariff)
            going = await oldest_beyond(company.session, seat.company_id, room.quota)
            more = packs - company.packs
            return StorageOffer(packs, room.quota, more * self._pack.price, len(going), sum(it.bytes for it in going))

    async def save(self, seat: Seat, packs: int, auto: bool, account_id: int) -> Switched:
        """Bring both to what the form says; recordings that do not fit any more go with the next sweep."""
        if not 0 <= packs <= self._pack.most:
            raise Refused(N_("There are from 0 to {most} packs."), most=self._pack.most)
        async with self._company.change(seat, ()) as company:
            wanted = (
                Change(What.PACKS, str(company.packs), str(packs)),
                Change(What.AUTO_PACKS, company.company.auto_packs, auto),
            )
            changes = [change for change in wanted if change.before != change.after]
            if not changes:
                return Switched(True, company.now, NOTHING, None)
            company.recordings_may_go = True
            cost, entry = await company.apply(changes, account_id)
            return Switched(True, company.now, cost, entry)

    async def buy(self, seat: Seat, packs: int, account_id: int) -> Switched:
        """One more pack, after which there are `packs`; `Refused` when there are not one fewer any more."""
        async with self._company.change(seat, ()) as company:
            if packs != company.packs + 1:
                raise Refused(N_("The packs have been changed meanwhile: there are {n} now."), n=company.packs)
            cost, entry = await company.apply([Change(What.PACKS, str(company.packs), str(packs))], account_id)
            return Switched(True, company.now, cost, entry)


async def outlook(company: CompanySettings) -> tuple[Room, int, int | None]:
    """The room, the bytes used of it, and for how many days the rest will do."""
    used = (await company.session.execute(USED, used_of(company))).one()
    return reckoned(company, *used)


def used_of(company: CompanySettings) -> dict[str, Any]:
    """What `USED` asks."""
    return {"company_id": company.company.id, "late": company.now - RATE_DAYS * DAY}


def reckoned(
    company: CompanySettings, used: int | None, late: int | None, first: datetime | None
) -> tuple[Room, int, int | None]:
    """What `outlook` says when `USED` has found this: all bytes, the late ones, and since when those are."""
    room, days = room_of(company), (company.now - first) / DAY if first else 0.0
    return room, int(used or 0), days_left(room, int(used or 0), int(late or 0), days)


def room_of(company: CompanySettings, packs: int | None = None, tariff: str | None = None) -> Room:
    """As it is, or as it would be."""
    pack, base = company.catalogue.storage_pack, company.catalogue.tariff(tariff or company.company.tariff_key)
    return Room(base.storage, company.packs if packs is None else packs, pack.size, pack.most)


async def oldest_beyond(session: AsyncSession, company_id: int, quota: int) -> tuple[Kept, ...]:
    """The recordings that do not fit, oldest first."""
    used = await used_by(session, company_id)
    if used <= quota:
        return ()
    columns = (Recording.id, Recording.bytes, Recording.created_at)
    rows = kept(company_id).with_only_columns(*columns).order_by(Recording.created_at, Recording.id)
    return doomed((Kept(*row) for row in await session.execute(rows)), used, quota)


async def _count(session: AsyncSession, company_id: int) -> int:
    return await session.scalar(kept(company_id).with_only_columns(func.count())) or 0
