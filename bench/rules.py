"""Whom to tell of a missed call: our lookup, and the same by loading every rule and filtering in Python."""

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import select

from bench.measure import Row
from bot.db.rule_models import RuleRow
from bot.db.store import Store
from bot.domain.rules import Event, Kind, Recipient, matches
from bot.domain.schedule import Schedule
from bot.services.rule_rows import rule_of
from bot.services.rules import matching

SMALL, LARGE, PER_PERSON, PER_COMPANY = 10_000, 1_000_000, 2, 100
LOOKUPS, ROUNDS = 100, 5
NOON = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) "
FILL = (
    "INSERT INTO company (id, key, name, time_zone, language, tariff_key, renew) "
    "SELECT i, 'c' || i, 'C', 'Europe/Moscow', 'ru', 'basic', 1 FROM n",
    "INSERT INTO employee (id, company_id, name, number, phone, email) "
    "SELECT i, (i - 1) / {per_company} + 1, 'E', '+7' || (9000000000 + i), i, 'e@example.com' FROM n",
    "INSERT INTO rule (company_id, employee_id, voicemail, missed, telegram, email, times, callers, timing, weekdays, "
    "period_from, period_to, quiet_from, quiet_to, digest_at, created_at) "
    "SELECT (i - 1) / {per_person} / {per_company} + 1, (i - 1) / {per_person} + 1, "
    "1, 1, 1, 1, 'all', 'all', 'at-once', 31, 540, 1080, 1320, 480, 1080, "
    "'2026-08-01 00:00:00' FROM n",
)


def rows() -> Iterator[Row]:
    """(path, our lookups a second, the other's, goal); then ours among a hundred times as many."""
    with TemporaryDirectory() as folder:
        small, large, naive = asyncio.run(_measured(Path(folder)))
    yield (f"rule lookups/s among {SMALL:,}; floor: load and filter", small, naive, ">= 300")
    yield (f"rule lookups/s among {LARGE:,}; floor: among {SMALL:,}", large, small, ">= 0.8")


async def _measured(folder: Path) -> tuple[float, float, float]:
    """Lookups a second among few and among many, and by loading the few: medians of interleaved rounds."""
    stores = {rules: await _filled(folder / f"{rules}.db", rules) for rules in (SMALL, LARGE)}
    rates = []
    for round_ in range(ROUNDS):
        rates.append([await _rate(stores[rules], rules, round_) for rules in stores])
        started = perf_counter()
        assert await _naive(stores[SMALL], _event(1)) == PER_PERSON
        rates[-1].append(1 / (perf_counter() - started))
    for store in stores.values():
        await store.close()
    small, large, naive = map(median, zip(*rates, strict=True))
    return small, large, naive


async def _rate(store: Store, rules: int, round_: int) -> float:
    started = perf_counter()
    for n in range(LOOKUPS):
        assert len(await _ours(store, _event((n * 7919 + round_) % (rules // PER_PERSON) + 1))) == 1
    return LOOKUPS / (perf_counter() - started)


async def _ours(store: Store, event: Event) -> list[Recipient]:
    async with store.read() as session:
        return await matching(session, event)


async def _naive(store: Store, event: Event) -> int:
    async with store.read() as session:
        schedule = Schedule("Europe/Moscow")
        all_ = await session.scalars(select(RuleRow))
        return sum(matches(rule_of(row, ()), event, schedule, None) for row in all_)


def _event(employee: int) -> Event:
    company = (employee - 1) // PER_COMPANY + 1
    return Event(frozenset({Kind.MISSED}), company, employee, "+79001234567", NOON)


async def _filled(file: Path, rules: int) -> Store:
    store = Store.open(f"sqlite:///{file}")
    await store.migrate()
    _fill(file, rules)
    return store


def _fill(file: Path, rules: int) -> None:
    people = rules // PER_PERSON
    counts = (-(-people // PER_COMPANY), people, rules)
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA synchronous=OFF")
        for count, statement in zip(counts, FILL, strict=True):
            insert, select_ = statement.split("SELECT", 1)
            numbers = select_.format(per_person=PER_PERSON, per_company=PER_COMPANY)
            database.execute(f"{COUNT.format(count)}{insert}SELECT{numbers}")
    database.close()
