"""Notification rules, for administrators (N1, N2, N7): `Refused` for everybody else."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Employee, Membership
from bot.db.rule_models import RuleNumber, RuleRow
from bot.db.store import Store
from bot.domain.cards import Seat
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import Change, What
from bot.domain.rule_cards import Caller, Candidate, RuleLine, WouldTell
from bot.domain.rule_plain import Said, check, merged, touched
from bot.domain.rules import Rule
from bot.domain.searching import finds, folded
from bot.ports import Clock
from bot.services import dry_runs
from bot.services.administration import Administration
from bot.services.rule_rows import rule_of, values_of
from bot.services.settings import CompanySettings


class Notifications:
    """Who is told of which missed call or voicemail."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)

    async def all(self, seat: Seat) -> tuple[RuleLine, ...]:
        """By name of the person."""
        async with self._company.look(seat) as company:
            return await lines(company.session, company.company.id)

    async def some(self, seat: Seat, ids: Collection[int]) -> tuple[RuleLine, ...]:
        """These rules; `Refused` when one of them is gone."""
        async with self._company.look(seat) as company:
            return await _some(company, ids)

    async def candidates(self, seat: Seat, query: str = "") -> tuple[Candidate, ...]:
        """Who may be told, by name: those whose number, name or e-mail the search finds."""
        async with self._company.look(seat) as company:
            linked = select(Membership.employee_id).where(Membership.company_id == company.company.id)
            in_telegram = set(await company.session.scalars(linked))
            found = (it for it in company.employees.values() if finds(query, (it.name, it.number, it.phone, it.email)))
            return tuple(_candidate(it, it.id in in_telegram, bool(company.own_hours.of(it.id))) for it in found)

    async def add(self, seat: Seat, employee_ids: Sequence[int], said: Said, account_id: int) -> int:
        """One rule for each person (N1), but for those who have the same already; how many are new."""
        async with self._company.change(seat) as company:
            rules = [check(merged(Rule(company.employee(one).id), said)) for one in dict.fromkeys(employee_ids)]
            present = {line.rule for line in await lines(company.session, company.company.id)}
            new = [rule for rule in rules if rule not in present]
            await put(company, new)
            if new:
                await company.note([_added(company, rule) for rule in new], account_id)
            return len(new)

    async def change(self, seat: Seat, ids: Collection[int], said: Said, account_id: int) -> int:
        """Only what was said becomes different, in all of them or in none (N2); how many are different now."""
        async with self._company.change(seat) as company:
            before = await _some(company, ids)
            after = [(line, check(merged(line.rule, said))) for line in before]
            changed = [(line, rule) for line, rule in after if rule != line.rule]
            for line, rule in changed:
                await _rewrite(company.session, line.id, rule)
            changes = [change for line, rule in changed for change in _changed(line, rule)]
            if changes:
                await company.note(changes, account_id)
            return len(changed)

    async def remove(self, seat: Seat, ids: Collection[int], account_id: int) -> int:
        """All of them or none; how many they were."""
        async with self._company.change(seat) as company:
            gone = await _some(company, ids)
            await company.session.execute(delete(RuleRow).where(RuleRow.id.in_(line.id for line in gone)))
            await company.note([Change(What.RULE, True, False, title=line.name) for line in gone], account_id)
            return len(gone)

    async def dry_run(self, seat: Seat, rules: Iterable[Rule]) -> tuple[WouldTell, ...]:
        """What these rules would have sent in the last seven days, newest first (N7)."""
        async with self._company.look(seat) as company:
            return await dry_runs.dry_run(company.session, company.company.id, rules, company.now)

    async def recent_callers(self, seat: Seat) -> tuple[Caller, ...]:
        """Who has called lately, to be picked."""
        async with self._company.look(seat) as company:
            return await dry_runs.recent_callers(company.session, company.company.id, company.now)


async def lines(session: AsyncSession, company_id: int) -> tuple[RuleLine, ...]:
    """Every rule of a company with its person's name, by that name."""
    mine = RuleRow.company_id == company_id
    listed = select(RuleNumber).join(RuleRow, RuleRow.id == RuleNumber.rule_id).where(mine)
    numbers: dict[int, list[str]] = {}
    for row in await session.scalars(listed):
        numbers.setdefault(row.rule_id, []).append(row.number)
    rows = select(RuleRow, Employee.name).join(Employee, Employee.id == RuleRow.employee_id).where(mine)
    found = sorted(await session.execute(rows.order_by(Employee.id, RuleRow.id)), key=lambda row: folded(row.name))
    return tuple(RuleLine(row.id, name, rule_of(row, numbers.get(row.id, ()))) for row, name in found)


async def put(company: CompanySettings, rules: Iterable[Rule]) -> None:
    """New rows for these rules."""
    for rule in rules:
        row = RuleRow(company_id=company.company.id, created_at=company.now, **values_of(rule))
        company.session.add(row)
        await company.session.flush()
        await _list(company.session, row.id, rule)


async def _some(company: CompanySettings, ids: Collection[int]) -> tuple[RuleLine, ...]:
    found = tuple(line for line in await lines(company.session, company.company.id) if line.id in ids)
    if not ids or len(found) != len(set(ids)):
        raise Refused(N_("A rule is not in the list any more."))
    return found


async def _rewrite(session: AsyncSession, rule_id: int, rule: Rule) -> None:
    await session.execute(update(RuleRow).where(RuleRow.id == rule_id).values(**values_of(rule)))
    await session.execute(delete(RuleNumber).where(RuleNumber.rule_id == rule_id))
    await _list(session, rule_id, rule)


async def _list(session: AsyncSession, rule_id: int, rule: Rule) -> None:
    if rule.numbers:
        rows = [{"rule_id": rule_id, "number": number} for number in sorted(rule.numbers)]
        await session.execute(insert(RuleNumber), rows)


def _candidate(it: Employee, linked: bool, own_hours: bool) -> Candidate:
    return Candidate(it.id, it.name, it.number, it.phone, it.email, linked, own_hours)


def _added(company: CompanySettings, rule: Rule) -> Change:
    return Change(What.RULE, False, True, title=company.employee(rule.employee_id).name)


def _changed(line: RuleLine, rule: Rule) -> Iterable[Change]:
    for name, before, after in touched(line.rule, rule):
        yield Change(What.RULE, before, after, name, title=line.name)
