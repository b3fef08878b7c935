"""Search among messages (V4): names become ids or numbers first, numbers are looked up from both ends.

One query, all indexed.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.db.models import Did, Employee, Voicemail
from bot.db.rule_models import ContactRow
from bot.domain.cards import FoundMessages, Seat
from bot.domain.roles import Role
from bot.domain.searching import finds, folded, national_digits
from bot.services.voicemail_rows import ITEMS, NEWEST, PAGE, allowed, item, nearest

COUNTRY = "7"  # numbers are typed with it and without


async def search(session: AsyncSession, seat: Seat, query: str, page: int) -> FoundMessages:
    """A page of what is found; the first one when `page` is beyond it."""
    ways = await _ways(session, seat, query)
    if not ways:
        return FoundMessages((), 0, 1, 0, query)
    ids = union(*(select(Voicemail.id).where(allowed(seat), way) for way in ways))
    rows = (await session.execute(_page(ids, max(page, 0)))).all()
    if not rows and page > 0:
        return await search(session, seat, query, 0)
    total = rows[0].total if rows else 0
    page, pages = nearest(page, total)
    return FoundMessages(tuple(item(*row[:-1]) for row in rows), page, pages, total, query)


async def _ways(session: AsyncSession, seat: Seat, query: str) -> list[ColumnElement[bool]]:
    """Each of them a search in an index: their union may be found in any order, but never by reading everything."""
    people = await _people(session, seat, query)
    ways: list[ColumnElement[bool]] = [Voicemail.employee_id.in_(people)] if people else []
    digits = national_digits(query)
    if not digits:
        words = folded(query).split()
        return [*ways, Voicemail.digits.in_(_clients(seat, words))] if words else ways
    dids = select(Did.number).where(Did.company_id == seat.company_id)
    dialled = [number for number in await session.scalars(dids) if digits in number]
    ways += [Voicemail.employee_id.is_(None) & Voicemail.dialled.in_(dialled)] if dialled else []
    starts = [_starts(Voicemail.digits, begin) for begin in (digits, COUNTRY + digits)]
    return [*ways, *starts, _starts(Voicemail.tail, digits[::-1])]


async def _people(session: AsyncSession, seat: Seat, query: str) -> list[int]:
    people = select(Employee).where(Employee.company_id == seat.company_id)
    if seat.role is not Role.ADMIN:
        people = people.where(Employee.id == seat.employee_id)
    return [one.id for one in await session.scalars(people) if finds(query, _texts(one))]


def _clients(seat: Seat, words: Iterable[str]) -> Select[str]:
    """Digits of the contacts whose names have all these in them."""
    named = (ContactRow.sorting.contains(word, autoescape=True) for word in words)
    return select(func.substr(ContactRow.number, 2)).where(ContactRow.company_id == seat.company_id, *named)


def _texts(one: Employee) -> Iterator[str]:
    yield from (one.name, one.number, one.phone, one.short_number or "")


def _starts(column: InstrumentedAttribute[str], begin: str) -> ColumnElement[bool]:
    """As a range: LIKE would not use the index in every collation. Digits are in one order everywhere."""
    significant = begin.rstrip("9")
    if not significant:
        return column >= begin
    return and_(column >= begin, column < f"{significant[:-1]}{int(significant[-1]) + 1}")


def _page(ids: CompoundSelect[int], page: int) -> Select[Voicemail, str, str, str, str, int]:
    """The page is cut first: who called and who was called is looked up for its few rows only."""
    total = func.count().over().label("total")
    ours = select(Voicemail.id, total).where(Voicemail.id.in_(ids))
    shown = ours.order_by(*NEWEST).limit(PAGE).offset(page * PAGE).subquery()
    return ITEMS.add_columns(shown.c.total).join(shown, shown.c.id == Voicemail.id).order_by(*NEWEST)
