"""Notification rules and clients between their rows and a company's file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.rule_models import ContactRow, RuleRow
from bot.domain.company_notices import ContactEntry, NotificationEntry
from bot.domain.contact_files import Entry
from bot.domain.history import Change, What
from bot.domain.rule_plain import to_plain
from bot.services.contact_rows import BATCH, contacts_of, merge
from bot.services.notifications import lines, put
from bot.services.settings import CompanySettings


async def notifications_of(
    session: AsyncSession, company_id: int, phones: Mapping[int, str]
) -> tuple[NotificationEntry, ...]:
    """Every rule, by its person's phone and its content. `phones`: by employee."""
    rules = [line.rule for line in await lines(session, company_id)]
    found = [NotificationEntry(phones[rule.employee_id], replace(rule, employee_id=0)) for rule in rules]
    return tuple(sorted(found, key=lambda it: (it.employee, str(to_plain(it.rule)))))


async def clients_of(session: AsyncSession, company_id: int) -> tuple[ContactEntry, ...]:
    """Every client, by number."""
    found = [ContactEntry(it.number, it.name, it.vip) for it in await contacts_of(session, company_id)]
    return tuple(sorted(found, key=lambda it: it.number))


async def bring_notifications(company: CompanySettings, wanted: Sequence[NotificationEntry]) -> list[Change]:
    """Make the rules those of the file: a rule that stays keeps its row. What has changed, for the history."""
    ids = {it.phone: it.id for it in company.employees.values()}
    left = Counter(replace(entry.rule, employee_id=ids[entry.employee]) for entry in wanted)
    gone = []
    for line in await lines(company.session, company.company.id):
        if left[line.rule]:
            left[line.rule] -= 1
        else:
            gone.append(line)
    new = list(left.elements())
    await company.session.execute(delete(RuleRow).where(RuleRow.id.in_([line.id for line in gone])))
    await put(company, new)
    added = [Change(What.RULE, False, True, title=company.employee(rule.employee_id).name) for rule in new]
    return [Change(What.RULE, True, False, title=line.name) for line in gone] + added


async def bring_contacts(company: CompanySettings, wanted: Sequence[ContactEntry]) -> list[Change]:
    """Make the clients those of the file. What has changed, for the history."""
    mine = ContactRow.company_id == company.company.id
    before = {it.number: it for it in await clients_of(company.session, company.company.id)}
    after = {str(it.number): Entry(str(it.number), str(it.name), it.vip) for it in wanted}
    same = {number for number, it in before.items() if after.get(number) == Entry(it.number, it.name, it.vip)}
    gone, new = sorted(set(before) - same), [entry for number, entry in after.items() if number not in same]
    for at in range(0, len(gone), BATCH):
        await company.session.execute(delete(ContactRow).where(mine, ContactRow.number.in_(gone[at : at + BATCH])))
    await merge(company.session, company.company.id, new, _silently)
    n = len({*gone, *(entry.number for entry in new)})
    return [Change(What.CONTACT, None, str(n), "imported")] if n else []


async def _silently(done: int, total: int) -> None:
    """Nobody watches an import of a company."""
