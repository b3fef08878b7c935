"""Melodies for single employees: a list of the company's, from which an employee's card picks one (M8)."""

from pathlib import Path

from sqlalchemy import Select, delete, select

from bot.db.models import Employee, Melody, MelodySlot
from bot.db.store import Store
from bot.domain.cards import Seat
from bot.domain.cards_options import Choice
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import Change, What
from bot.ports import Clock
from bot.services.administration import Administration
from bot.services.settings import CompanySettings

LISTED = select(Melody).where(Melody.id.not_in(select(MelodySlot.melody_id))).order_by(Melody.name, Melody.id)


class EmployeeMelodies:
    """For administrators only. Files are in `folder` under names of ours."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue, folder: Path) -> None:
        self._company = Administration(store, clock, catalogue)
        self._folder = folder

    async def all(self, seat: Seat) -> tuple[Choice, ...]:
        """By name; chosen: somebody has it."""
        async with self._company.look(seat) as company:
            used = {employee.melody_id for employee in company.employees.values()}
            return tuple(Choice(it.id, it.name, it.id in used) for it in await company.session.scalars(_of(company)))

    async def file(self, seat: Seat, melody_id: int) -> Path:
        """The wav of one of them."""
        async with self._company.look(seat) as company:
            return self._folder / (await _mine(company, melody_id)).file

    async def users(self, seat: Seat, melody_id: int) -> tuple[str, ...]:
        """Names of those whose callers hear it."""
        async with self._company.look(seat) as company:
            await _mine(company, melody_id)
            return tuple(one.name for one in _users(company, melody_id))

    async def remove(self, seat: Seat, melody_id: int, account_id: int) -> None:
        """Take it off the list; those who had it fall back to the hold music. The file is deleted after the commit."""
        async with self._company.change(seat) as company:
            melody = await _mine(company, melody_id)
            back = [Change(What.MELODY, str(melody_id), None, employee_id=it.id) for it in _users(company, melody_id)]
            if back:
                await company.apply(back, account_id)
            await company.session.execute(delete(Melody).where(Melody.id == melody_id))
        (self._folder / melody.file).unlink(missing_ok=True)


def _of(company: CompanySettings) -> Select[Melody]:
    return LISTED.where(Melody.company_id == company.company.id)


async def _mine(company: CompanySettings, melody_id: int) -> Melody:
    melody = await company.session.scalar(_of(company).where(Melody.id == melody_id))
    if melody is None:
        raise Refused(N_("This melody is not in the list any more."))
    return melody


def _users(company: CompanySettings, melody_id: int) -> list[Employee]:
    return [employee for employee in company.employees.values() if employee.melody_id == melody_id]
