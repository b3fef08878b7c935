"""Rules in the database, and who is told of an event by them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import update

from bot.db.models import Employee
from bot.db.rule_models import RuleNumber, RuleRow
from bot.db.store import Store
from bot.domain.rules import Event, Kind, Recipient, Rule, Way
from bot.services.rule_rows import values_of
from bot.services.rules import matching
from tests.services.firm import Firm

CLIENT = "+79001234567"
NOON = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)  # Monday, 12:00 in Moscow
TELEGRAM = frozenset({Way.TELEGRAM})
EMAIL = frozenset({Way.EMAIL})


async def with_rules(store: Store, company: int, *rules: Rule) -> list[int]:
    """Ids of the new rows."""
    async with store.write() as session:
        rows = [RuleRow(company_id=company, created_at=NOON, **values_of(rule)) for rule in rules]
        session.add_all(rows)
        await session.flush()
        for row, rule in zip(rows, rules, strict=True):
            session.add_all([RuleNumber(rule_id=row.id, number=number) for number in rule.numbers])
        return [row.id for row in rows]


async def mailed(store: Store, employee: int, email: str = "ivanov@example.com") -> None:
    async with store.write() as session:
        await session.execute(update(Employee).where(Employee.id == employee).values(email=email))


def missed(firm: Firm, caller: str = CLIENT, at: datetime = NOON, **other: Any) -> Event:
    what = {"kinds": frozenset({Kind.MISSED}), "company_id": firm.company, "employee_id": firm.ivanov} | other
    return Event(caller=caller, at=at, **what)


async def told(store: Store, event: Event) -> list[Recipient]:
    async with store.read() as session:
        return await matching(session, event)
