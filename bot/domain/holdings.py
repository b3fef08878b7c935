"""What a company held from when to when, and what that makes of one of its days. Days are local, moments UTC."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.billing import Charge, CompanyDay


@dataclass(frozen=True, slots=True)
class Holding:
    """Something charged by the day, held from `since` to just before `until` (None: still).

    `key`: the tariff's, option's or pack's, "" for employees and Dids. `of`: the employee or Did, of packs which one;
    None for the company itself.
    """

    kind: Charge
    key: str
    of: int | None
    since: datetime
    until: datetime | None


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of a local day and of the next one, in UTC: 23 to 25 hours apart."""
    start, end = (datetime.combine(it, time(), zone).astimezone(UTC) for it in (day, day + timedelta(days=1)))
    return start, end


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The local day of a moment."""
    return moment.astimezone(zone).date()


def company_day(holdings: Iterable[Holding], day: date, zone: ZoneInfo) -> CompanyDay:
    """What was held at any moment of that day; the same thing held twice in it counts once."""
    start, end = day_bounds(day, zone)
    return _counted(held for held in holdings if _touches(held, start, end))


def company_now(holdings: Iterable[Holding]) -> CompanyDay:
    """What is held at present: the state of which screens say what it costs a month."""
    return _counted(held for held in holdings if held.until is None)


def _touches(held: Holding, start: datetime, end: datetime) -> bool:
    until = end if held.until is None else held.until
    return held.since < min(until, end) and until > start


def _counted(holdings: Iterable[Holding]) -> CompanyDay:
    things = {(held.kind, held.key, held.of) for held in holdings}
    kinds = Counter(kind for kind, _, _ in things)
    return CompanyDay(
        tariffs=frozenset(key for kind, key, _ in things if kind is Charge.TARIFF),
        employees=kinds[Charge.EMPLOYEES],
        dids=kinds[Charge.DIDS],
        options=Counter(key for kind, key, _ in things if kind is Charge.OPTIONS),
        packs=kinds[Charge.STORAGE],
    )
