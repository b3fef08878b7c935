"""The company's clients, for administrators: `Refused` for everybody else."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.rule_models import ContactRow
from bot.db.store import Store
from bot.domain import numbers, staff
from bot.domain.cards import Seat
from bot.domain.catalogue import Catalogue
from bot.domain.client_cards import ClientLine, ClientsPage, Imported
from bot.domain.clients import Contact, sorting
from bot.domain.contact_files import Contents
from bot.domain.errors import N_, Refused
from bot.domain.history import Change, Value, What
from bot.domain.searching import folded, national_digits
from bot.ports import Clock
from bot.services.administration import Administration
from bot.services.contact_rows import Progress, contacts_of, merge
from bot.services.settings import CompanySettings

PAGE = 8  # clients on a screen of a phone


class Clients:
    """The list of a company's clients, which may be long: it is read by pages."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)

    async def page(self, seat: Seat, query: str = "", page: int = 0) -> ClientsPage:
        """Clients that the search finds, by name; the last page when `page` is beyond it."""
        mine = ContactRow.company_id == seat.company_id
        async with self._company.look(seat) as company:
            session = company.session
            everybody, vips = await _count(session, mine), await _count(session, mine, ContactRow.vip.is_(True))
            total = await _count(session, mine, *_found(query)) if query.strip() else everybody
            pages = max(1, -(-total // PAGE))
            page = max(0, min(page, pages - 1))
            rows = select(ContactRow).where(mine, *_found(query)).order_by(ContactRow.sorting, ContactRow.id)
            items = tuple(_line(row) for row in await session.scalars(rows.limit(PAGE).offset(page * PAGE)))
        return ClientsPage(items, page, pages, total, everybody, vips, query)

    async def one(self, seat: Seat, contact_id: int) -> ClientLine:
        """One client."""
        async with self._company.look(seat) as company:
            return _line(await _mine(company, contact_id))

    async def add(self, seat: Seat, number: str, name: str, account_id: int) -> int:
        """A new client; the id. Without a name they go by their number."""
        number, title = numbers.e164(number), staff.name(name) if name.strip() else ""
        async with self._company.change(seat) as company:
            same = (ContactRow.company_id == company.company.id, ContactRow.number == number)
            known = await company.session.scalar(select(ContactRow).where(*same))
            if known:
                raise Refused(N_("{number} is in the list already: {name}."), number=number, name=known.name or number)
            keys = {"number": number, "name": title, "sorting": sorting(title, number)}
            row = ContactRow(company_id=company.company.id, vip=False, **keys)
            company.session.add(row)
            await company.session.flush()
            await company.note([_noted(row, None, number)], account_id)
            return row.id

    async def rename(self, seat: Seat, contact_id: int, name: str, account_id: int) -> None:
        """Another name."""
        title = staff.name(name)
        async with self._company.change(seat) as company:
            row = await _mine(company, contact_id)
            if row.name != title:
                change = _noted(row, row.name, title, "name")
                row.name, row.sorting = title, sorting(title, row.number)
                await company.note([change], account_id)

    async def vip(self, seat: Seat, contact_id: int, want: bool, account_id: int) -> None:
        """One of those who matter most, or no more."""
        async with self._company.change(seat) as company:
            row = await _mine(company, contact_id)
            if row.vip is not want:
                row.vip = want
                await company.note([_noted(row, not want, want, "vip")], account_id)

    async def remove(self, seat: Seat, contact_id: int, account_id: int) -> str:
        """Calls of theirs stay; what they were called."""
        async with self._company.change(seat) as company:
            row = await _mine(company, contact_id)
            await company.session.delete(row)
            await company.note([_noted(row, row.number, None)], account_id)
            return row.name or row.number

    async def import_(self, seat: Seat, contents: Contents, account_id: int, progress: Progress) -> Imported:
        """Take the clients of a file into the list, all in one go; the file's names and VIP are the new ones."""
        async with self._company.change(seat) as company:
            added, changed, same = await merge(company.session, company.company.id, contents.entries, progress)
            if added or changed:
                count = Change(What.CONTACT, None, str(added + changed), "imported")
                await company.note([count], account_id)
        return Imported(added, changed, same, contents.skipped)

    async def export(self, seat: Seat) -> tuple[Contact, ...]:
        """All of them, by name."""
        async with self._company.look(seat) as company:
            return await contacts_of(company.session, company.company.id)


async def _mine(company: CompanySettings, contact_id: int) -> ContactRow:
    row = await company.session.get(ContactRow, contact_id)
    if row is None or row.company_id != company.company.id:
        raise Refused(N_("This client is not in the list any more."))
    return row


async def _count(session: AsyncSession, *where: ColumnElement[bool]) -> int:
    return (await session.scalars(select(func.count()).select_from(ContactRow).where(*where))).one()


def _found(query: str) -> list[ColumnElement[bool]]:
    if digits := national_digits(query):
        return [ContactRow.number.contains(digits, autoescape=True)]
    return [ContactRow.sorting.contains(word, autoescape=True) for word in folded(query).split()]


def _line(row: ContactRow) -> ClientLine:
    return ClientLine(row.id, row.number, row.name, row.vip)


def _noted(row: ContactRow, before: Value, after: Value, key: str = "") -> Change:
    return Change(What.CONTACT, before, after, key, title=row.name or row.number)
