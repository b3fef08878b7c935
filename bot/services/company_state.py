"""What a company has within one transaction: its people, numbers, options, and what they cost."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Company, Did, Employee
from bot.domain.billing import Charge, CompanyDay, Cost, by_kind, charges, monthly, one_more, one_more_pack, total
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import Change
from bot.domain.holdings import Holding, company_day, company_now, day_bounds, day_of
from bot.domain.options import Facts, company_facts, number_facts
from bot.services import holdings
from bot.services.company_parts import EVERYTHING, READ, Part
from bot.services.department_settings import DepartmentSettings
from bot.services.leading import Leading
from bot.services.notice_rows import NoticeRows
from bot.services.schedules import OwnHourLines

GONE = N_("This employee is not in the list any more.")


class CompanyState:
    """`on`: options that are on, with the employee (None: the company's).

    `flags`, `amounts`: those that somebody has set, by option and name.
    """

    employees: dict[int, Employee]  # from here on what may be left out, see `Part`
    dids: tuple[Did, ...]
    flags: dict[tuple[str, str], bool]
    amounts: dict[tuple[str, str], int]
    regions: frozenset[str]
    leading: Leading
    departments: DepartmentSettings
    own_hours: OwnHourLines
    notices: NoticeRows

    def __init__(self, session: AsyncSession, company: Company, catalogue: Catalogue, now: datetime) -> None:
        self.session = session
        self.company = company
        self.catalogue = catalogue
        self.now = now
        self.zone = ZoneInfo(company.time_zone)
        self.held: tuple[Holding, ...] = ()
        self.on: set[tuple[str, int | None]] = set()
        self.recordings_may_go = False  # whoever takes packs away has been shown what will not fit

    @classmethod
    async def load(
        cls,
        session: AsyncSession,
        company: Company,
        catalogue: Catalogue,
        now: datetime,
        parts: Collection[Part] = EVERYTHING,
    ) -> Self:
        """What is held, and these parts: a statement or two for each, however many numbers there are."""
        it = cls(session, company, catalogue, now)
        await it.reload()
        for part in parts:
            setattr(it, part, await READ[part](session, company))
        return it

    async def reload(self) -> None:
        """What is held, as it is after changes."""
        await self.session.flush()
        start, _ = day_bounds(self.today, self.zone)
        self.held = await holdings.held_on(self.session, self.company.id, start)
        options = (it for it in self.held if it.kind is Charge.OPTIONS and it.until is None)
        self.on = {(it.key, it.of) for it in options}

    @property
    def today(self) -> date:
        """In the company's zone."""
        return day_of(self.now, self.zone)

    @property
    def had_today(self) -> CompanyDay:
        """What today will be charged for."""
        return company_day(self.held, self.today, self.zone)

    @property
    def has_now(self) -> CompanyDay:
        """What a month is said to cost."""
        return company_now(self.held)

    def bill(self) -> Cost:
        """A month of what is held now, and today."""
        today = charges(self.catalogue, self.had_today, self.today)
        return Cost(monthly=total(monthly(self.catalogue, self.has_now)), today=total(today))

    def one_more(self, kind: Charge) -> Cost:
        """What another employee or Did would cost, before it is added."""
        return one_more(self.catalogue, self.had_today, self.has_now, kind, self.today)

    def one_more_pack(self) -> Cost:
        """What another pack of storage would cost, before it is bought."""
        return one_more_pack(self.catalogue, self.had_today, self.has_now, self.today)

    def options_of(self, employee_id: int | None) -> frozenset[str]:
        """Keys of the options that are on: the employee's, or the company's."""
        return frozenset(key for key, of in self.on if of == employee_id)

    def options_in_all(self) -> tuple[int, int]:
        """What all options together cost a month, and how many are on somewhere."""
        fees = by_kind(monthly(self.catalogue, self.has_now))
        return fees[Charge.OPTIONS], len({key for key, _ in self.on})

    def held_today(self, key: str) -> frozenset[int | None]:
        """Whose option it has been at any moment of today: that is paid for today."""
        _, end = day_bounds(self.today, self.zone)
        mine = (it for it in self.held if it.kind is Charge.OPTIONS and it.key == key and it.since < end)
        return frozenset(it.of for it in mine if it.until is None or it.until > it.since)

    def facts(self, employee_id: int | None) -> Facts:
        """What is true of the company, or of one number in it."""
        company = company_facts(len(self.dids), self.options_of(None))
        if employee_id is None:
            return company
        return number_facts(company, self.employee(employee_id).kind, self.options_of(employee_id))

    def flags_on(self, option: str) -> frozenset[str]:
        """The flags of an option that are ticked."""
        stored = {flag: value for (of, flag), value in self.flags.items() if of == option}
        return self.catalogue.option(option).flags_on(stored)

    def amount(self, option: str, key: str) -> int:
        """A number that is set for an option."""
        return self.amounts.get((option, key), self.catalogue.option(option).amount(key).default)

    def employee(self, employee_id: int) -> Employee:
        """One of the company; `Refused` for any other, whether they exist or not."""
        found = self.employees.get(employee_id)
        if found is None:
            raise Refused(GONE)
        return found

    @property
    def packs(self) -> int:
        """How many packs of storage it has."""
        return sum(it.kind is Charge.STORAGE and it.until is None for it in self.held)

    def whose(self, change: Change) -> Employee:
        """The employee whom a change is about."""
        return self.employee(change.employee_id or 0)
