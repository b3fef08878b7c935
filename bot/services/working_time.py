"""Working time in the hands of administrators (G4)."""

from collections.abc import Iterable

from bot.db.store import Store
from bot.domain import schedule_lines
from bot.domain.billing import Cost
from bot.domain.cards import Seat
from bot.domain.cards_menus import OwnHoursCard, ScheduleCard
from bot.domain.cards_options import Switched
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import Change, What
from bot.domain.schedule_lines import CLOSED, COUNTRIES, HOLIDAYS, NO_HOLIDAYS, WEEKDAYS, with_own_hours
from bot.ports import Clock
from bot.services.administration import Administration, known
from bot.services.settings import CompanySettings

NOTHING = Cost(monthly=0, today=0)


class WorkingTime:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)

    async def card(self, seat: Seat) -> ScheduleCard:
        """The schedule, and whether it is working time now."""
        async with self._company.look(seat) as company:
            schedule = company.leading.schedule
            working, then = schedule.is_working(company.now), schedule.next_change(company.now)
            return ScheduleCard(schedule, working, then, company.today)

    async def weekday(self, seat: Seat, weekday: str, typed: str, account_id: int) -> Switched:
        """The hours of a day of the week; "closed" for a day off."""
        known(weekday, WEEKDAYS)
        return await self._put(seat, weekday, schedule_lines.text(schedule_lines.hours(typed)), account_id)

    async def holidays(self, seat: Seat, country: str, account_id: int) -> Switched:
        """Whose public holidays are days off; "none" for nobody's."""
        return await self._put(seat, HOLIDAYS, known(country, (*COUNTRIES, NO_HOLIDAYS)), account_id)

    async def special_day(self, seat: Seat, typed: str, account_id: int) -> Switched:
        """«31.12 10:00-14:00»: a date with hours of its own; without hours a day off."""
        async with self._company.change(seat) as company:
            day, hours = schedule_lines.special_day(typed, company.today)
            return await _put(company, day.isoformat(), schedule_lines.text(hours), account_id)

    async def usual_day(self, seat: Seat, day: str, account_id: int) -> Switched:
        """The date is like any other again."""
        if not day[:1].isdigit():
            raise Refused(N_("A date looks like 31.12.2026."))
        return await self._put(seat, day, None, account_id)

    async def own_card(self, seat: Seat, employee_id: int) -> OwnHoursCard:
        """An employee's hours, and the company's beside them."""
        async with self._company.look(seat) as company:
            employee, own = company.employee(employee_id), company.own_hours.of(employee_id)
            usual = company.leading.schedule
            return OwnHoursCard(employee.id, employee.name, with_own_hours(usual, own).week, usual.week, frozenset(own))

    async def own_weekday(
        self, seat: Seat, employee_id: int, weekday: str, typed: str | None, account_id: int
    ) -> Switched:
        """The employee's hours on a day of the week; None: as the company."""
        value = None if typed is None else schedule_lines.text(schedule_lines.hours(typed))
        return await self._put_own(seat, employee_id, (known(weekday, WEEKDAYS),), value, account_id)

    async def as_the_company(self, seat: Seat, employee_id: int, account_id: int) -> Switched:
        """No hours of their own any more."""
        return await self._put_own(seat, employee_id, WEEKDAYS, None, account_id)

    async def _put_own(
        self, seat: Seat, employee_id: int, days: Iterable[str], value: str | None, account_id: int
    ) -> Switched:
        async with self._company.change(seat) as company:
            own = company.own_hours.of(company.employee(employee_id).id)
            differ = [day for day in days if own.get(day) != value]
            changes = [Change(What.OWN_HOURS, own.get(day), value, day, employee_id) for day in differ]
            cost, entry = await company.apply(changes, account_id) if changes else (NOTHING, None)
            return Switched(value != CLOSED, company.now, cost, entry)

    async def _put(self, seat: Seat, key: str, value: str | None, account_id: int) -> Switched:
        async with self._company.change(seat) as company:
            return await _put(company, key, value, account_id)


async def _put(company: CompanySettings, key: str, value: str | None, account_id: int) -> Switched:
    change = Change(What.SCHEDULE, None, value, key, title=key if key[0].isdigit() else "")
    before = company.present(change)
    if before == value:
        return Switched(value != CLOSED, company.now, NOTHING, None)
    change = Change(What.SCHEDULE, before, value, key, title=change.title)
    cost, entry = await company.apply([change], account_id)
    return Switched(value != CLOSED, company.now, cost, entry)
