"""Clients as rows: read all of them, take many in."""

from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.rule_models import ContactRow
from bot.domain.clients import Contact, sorting
from bot.domain.contact_files import Entry

BATCH = 500
Progress = Callable[[int, int], Awaitable[None]]  # how many are done, of how many


async def contacts_of(session: AsyncSession, company_id: int) -> tuple[Contact, ...]:
    """All clients of a company, by name."""
    rows = select(ContactRow).where(ContactRow.company_id == company_id)
    found = await session.scalars(rows.order_by(ContactRow.sorting, ContactRow.id))
    return tuple(Contact(row.company_id, row.number, row.name, row.vip) for row in found)


async def merge(
    session: AsyncSession, company_id: int, entries: Sequence[Entry], progress: Progress
) -> tuple[int, int, int]:
    """How many were added, changed, and were so already. What an entry does not say stays as it was."""
    rows = await session.scalars(select(ContactRow).where(ContactRow.company_id == company_id))
    known = {row.number: row for row in rows}
    new = [entry for entry in entries if entry.number not in known]
    changed = sum(_changed(known[entry.number], entry) for entry in entries if entry.number in known)
    for at in range(0, len(new), BATCH):
        await progress(at, len(entries))
        await session.execute(insert(ContactRow), [_values(company_id, entry) for entry in new[at : at + BATCH]])
    await session.flush()
    await progress(len(entries), len(entries))
    return len(new), changed, len(entries) - len(new) - changed


def _changed(row: ContactRow, entry: Entry) -> bool:
    before = row.name, row.vip
    row.name = entry.name or row.name
    row.vip = row.vip if entry.vip is None else entry.vip
    row.sorting = sorting(row.name, row.number)
    return (row.name, row.vip) != before


def _values(company_id: int, entry: Entry) -> dict[str, object]:
    named = {"number": entry.number, "name": entry.name, "sorting": sorting(entry.name, entry.number)}
    return {"company_id": company_id, "vip": bool(entry.vip), **named}
