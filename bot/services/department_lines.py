"""How callers wait for a department: how long, how many, what then, and whether a call back is announced."""

from dataclasses import dataclass

from sqlalchemy import func, select

from bot.db.models import Department
from bot.db.store import Store
from bot.domain.cards import Seat
from bot.domain.cards_options import Switched
from bot.domain.catalogue import Catalogue
from bot.domain.department_line import SETTINGS, LineCard, number
from bot.domain.routing import Overflow
from bot.domain.searching import folded
from bot.ports import Clock
from bot.services.administration import Administration, known
from bot.services.department_settings import OVERFLOW, overflow_said, setting_change
from bot.services.departments import NOTHING, bring, department_of
from bot.services.settings import CompanySettings


@dataclass(frozen=True, slots=True)
class Announcing:
    """How many departments announce calls back, of how many."""

    announce: int
    departments: int


class DepartmentLines:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)

    async def one(self, seat: Seat, department_id: int) -> LineCard:
        """A department's line."""
        async with self._company.look(seat) as company:
            row = await department_of(company, department_id)
            others = {other.id: other.name for other in await _all(company) if other.id != row.id}
            return LineCard(
                department_id=row.id,
                name=row.name,
                strategy=row.strategy.value,
                numbers={key: getattr(row, setting.column) for key, setting in SETTINGS.items()},
                overflow=row.overflow,
                other=others.get(row.overflow_department_id or 0, ""),
                others=tuple(others.items()),
                announces=row.announce_callback,
                callback_on=("callback", None) in company.on,
                tells_place=row.tell_place,
            )

    async def set(self, seat: Seat, department_id: int, key: str, typed: str, account_id: int) -> Switched:
        """One of the numbers."""
        setting = SETTINGS[known(key, SETTINGS)]
        async with self._company.change(seat) as company:
            return await bring(company, department_id, setting.column, str(number(typed, setting)), account_id)

    async def overflow(self, seat: Seat, department_id: int, value: str, other: int, account_id: int) -> Switched:
        """What becomes of those whom nobody answers; `other`: the department to which they go on."""
        wanted = Overflow(known(value, list(Overflow)))
        async with self._company.change(seat) as company:
            return await bring(company, department_id, OVERFLOW, overflow_said(wanted, other), account_id)

    async def announce(self, seat: Seat, department_id: int, want: bool, account_id: int) -> Switched:
        """Whether a call back is announced to those who wait."""
        async with self._company.change(seat) as company:
            return await bring(company, department_id, "announce_callback", want, account_id)

    async def tell_place(self, seat: Seat, department_id: int, want: bool, account_id: int) -> Switched:
        """Whether those who wait are told which one they are."""
        async with self._company.change(seat) as company:
            return await bring(company, department_id, "tell_place", want, account_id)

    async def announcing(self, seat: Seat) -> Announcing:
        """In how many departments it is."""
        async with self._company.look(seat, ()) as company:
            mine = select(func.count()).where(Department.company_id == company.company.id)
            all_ = (await company.session.scalars(mine)).one()
            return Announcing((await company.session.scalars(mine.where(Department.announce_callback))).one(), all_)

    async def announce_everywhere(self, seat: Seat, account_id: int) -> Switched:
        """In every department, as one entry of the history."""
        async with self._company.change(seat) as company:
            silent = [row for row in await _all(company) if not row.announce_callback]
            if not silent:
                return Switched(True, company.now, NOTHING, None)
            changes = [setting_change(row, "announce_callback", True) for row in silent]
            cost, entry = await company.apply(changes, account_id)
            return Switched(True, company.now, cost, entry)


async def _all(company: CompanySettings) -> list[Department]:
    rows = select(Department).where(Department.company_id == company.company.id)
    return sorted(await company.session.scalars(rows), key=lambda row: folded(row.name))
