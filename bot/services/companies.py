"""A company as a whole: its status card, and its file."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Company, Did, Employee
from bot.db.store import Store
from bot.domain.cards import CompanyCard, Seat
from bot.domain.cards_options import StatusLine
from bot.domain.catalogue import CATALOGUE, Catalogue
from bot.domain.company_changes import changes
from bot.domain.company_entries import CompanyFile
from bot.domain.company_file import parse
from bot.domain.company_text import write
from bot.domain.errors import Refused
from bot.domain.yaml_nodes import Mistake, Word
from bot.ports import Clock
from bot.services.administration import Administration
from bot.services.company_rows import apply, load
from bot.services.company_status import SHOWN, status


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; no changes: the company was so already."""

    company_key: str
    changes: tuple[str, ...]


class Companies:
    """The companies on this PBX."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue = CATALOGUE) -> None:
        self._company = Administration(store, clock, catalogue)
        self._store = store
        self._clock = clock
        self._catalogue = catalogue

    async def is_empty(self) -> bool:
        """Whether there is no company yet."""
        async with self._store.read() as session:
            return await session.scalar(select(Company.id).limit(1)) is None

    async def status(self, seat: Seat) -> tuple[CompanyCard, StatusLine]:
        """What the status card shows (G2); `Refused` for whoever is not an administrator."""
        async with self._company.look(seat, SHOWN) as company:
            return await status(company)

    async def import_yaml(self, text: str, file_name: str) -> ImportResult:
        """Bring a company to what its file says, all of it or nothing; `Refused` names the line of a mistake."""
        wanted = parse(text, file_name)
        async with self._store.write() as session:
            await session.execute(select(Company.id).where(Company.key == wanted.key).with_for_update())
            present = await load(session, wanted.key, self._catalogue, self._clock.now())
            done = changes(present, wanted)
            if done:
                await _only_ours(session, wanted, file_name)
                await apply(session, present, wanted, self._catalogue, self._clock.now())
        return ImportResult(wanted.key, done)

    async def export_yaml(self, key: str | None) -> str:
        """The file of a company; the key may be left out where there is one."""
        async with self._store.read() as session:
            keys = (await session.scalars(select(Company.key).order_by(Company.key))).all()
            if key is None and len(keys) > 1:
                raise Refused("Say which company: {keys}.", keys=", ".join(keys))
            company = await load(session, key or next(iter(keys), ""), self._catalogue, self._clock.now())
        if company is None:
            raise Refused("There is no such company. Known: {keys}.", keys=", ".join(keys) or "none yet")
        return write(company)


async def _only_ours(session: AsyncSession, wanted: CompanyFile, file_name: str) -> None:
    """A number or a phone rings in one company only."""
    theirs = select(Company.key, Did.number).join(Did, Did.company_id == Company.id)
    taken = list(await session.execute(theirs.where(Company.key != wanted.key)))
    phones = select(Company.key, Employee.phone).join(Employee, Employee.company_id == Company.id)
    taken += list(await session.execute(phones.where(Company.key != wanted.key)))
    owners = {value: key for key, value in taken}
    for value in (*(did.number for did in wanted.dids), *(employee.phone for employee in wanted.employees)):
        if value in owners:
            line = value.line if isinstance(value, Word) else 1
            raise Mistake(line, f"{value} belongs to the company {owners[value]} already.").in_file(file_name)
