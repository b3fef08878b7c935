"""Employees' numbers and their options: the list, one of them, one option for several at once (O10, O11)."""

from collections.abc import Awaitable, Callable, Collection, Iterable

from sqlalchemy import select

from bot.db.models import Department, DepartmentMember, Employee, Melody, MelodySlot
from bot.db.store import Store
from bot.domain import number_settings
from bot.domain.billing import Cost, cost_of
from bot.domain.cards import Seat
from bot.domain.cards_numbers import (
    BulkOffer,
    BulkResult,
    NumberCard,
    NumberLine,
    NumberOption,
    NumbersPage,
    SkippedNumber,
)
from bot.domain.cards_options import Choice, Switched
from bot.domain.catalogue import Catalogue
from bot.domain.forwarding import Forwarding
from bot.domain.history import Change, Value, What
from bot.domain.options import Option, Scope
from bot.domain.searching import finds
from bot.domain.switching import BulkChange, NumberState, bulk, missing
from bot.ports import Clock
from bot.services.administration import Administration, known
from bot.services.company_parts import Part
from bot.services.settings import CompanySettings

PAGE = 6  # numbers on a screen of a phone
NOTHING = Cost(monthly=0, today=0)
OF_NUMBERS = (Part.EMPLOYEES, Part.DIDS)
Progress = Callable[[int, int], Awaitable[None]]  # how many are done, of how many


class Numbers:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)
        self._catalogue = catalogue

    async def page(self, seat: Seat, query: str = "", page: int = 0, option: str | None = None) -> NumbersPage:
        """Numbers that the search finds, by name; the last page when `page` is beyond it."""
        wanted = None if option is None else self._option(option)
        async with self._company.look(seat, (Part.EMPLOYEES,)) as company:
            found = [it for it in company.employees.values() if finds(query, _texts(it))]
            pages = max(1, -(-len(found) // PAGE))
            page = max(0, min(page, pages - 1))
            lines = tuple(_line(company, it) for it in found[page * PAGE :][:PAGE])
        return NumbersPage(lines, page, pages, tuple(it.id for it in found), query, wanted)

    async def one(self, seat: Seat, employee_id: int) -> NumberCard:
        """Everything about one number."""
        async with self._company.look(seat, (*OF_NUMBERS, Part.OWN_HOURS)) as company:
            employee = company.employee(employee_id)
            member = DepartmentMember.department_id == Department.id
            departments = select(Department.name).join(DepartmentMember, member).order_by(Department.name)
            melodies = select(Melody).where(
                Melody.company_id == company.company.id, Melody.id.not_in(select(MelodySlot.melody_id))
            )
            return NumberCard(
                employee_id=employee.id,
                name=employee.name,
                number=employee.number,
                phone=employee.phone,
                email=employee.email,
                kind=employee.kind,
                departments=tuple(
                    await company.session.scalars(departments.where(DepartmentMember.employee_id == employee_id))
                ),
                options=tuple(_option(company, employee_id, it) for it in self._catalogue.of(Scope.NUMBER)),
                short_number=employee.short_number or "",
                shows=_shows(company, employee),
                forwarding=employee.forwarding,
                ring_seconds=employee.ring_seconds,
                own_hours=bool(company.own_hours.of(employee_id)),
                dids=tuple(Choice(it.id, it.number, it.id == employee.shown_did_id) for it in company.dids),
                melodies=tuple(
                    Choice(it.id, it.name, it.id == employee.melody_id)
                    for it in await company.session.scalars(melodies.order_by(Melody.name, Melody.id))
                ),
            )

    async def offer(self, seat: Seat, key: str, want: bool, employee_ids: Collection[int]) -> BulkOffer:
        """What switching would do and cost, before anything is taken."""
        option = self._option(key)
        async with self._company.look(seat, OF_NUMBERS) as company:
            sorted_ = _sort(company, option, want, employee_ids)
            paid = len(company.held_today(key) & set(sorted_.change))
            cost = cost_of(option, len(sorted_.change), company.today, paid)
            cost = cost if want else Cost(-cost.monthly, 0)
            return BulkOffer(option, len(sorted_.change), len(sorted_.already), _skipped(company, sorted_), cost)

    async def switch(
        self,
        seat: Seat,
        key: str,
        want: bool,
        employee_ids: Collection[int],
        account_id: int,
        progress: Progress | None = None,
    ) -> BulkResult:
        """Bring the option of these numbers to the wanted state, all in one go; those that refuse are listed."""
        option = self._option(key)
        if progress:
            await progress(0, len(employee_ids))
        async with self._company.change(seat, OF_NUMBERS) as company:
            sorted_ = _sort(company, option, want, employee_ids)
            changes = [Change(What.OPTION, not want, want, key, one) for one in sorted_.change]
            cost, entry = await company.apply(changes, account_id) if changes else (NOTHING, None)
            skipped = _skipped(company, sorted_)
        if progress:
            await progress(len(employee_ids), len(employee_ids))
        return BulkResult(len(changes), len(sorted_.already), skipped, company.now, cost, entry)

    async def short_number(self, seat: Seat, employee_id: int, typed: str, account_id: int) -> Switched:
        """Four digits by which colleagues reach the employee; "" takes them away."""

        def wanted(company: CompanySettings) -> Value:
            others = (it for it in company.employees.values() if it.id != employee_id and it.short_number)
            taken = {str(it.short_number): it.name for it in others}
            on = company.options_of(employee_id)
            return number_settings.short_number(typed, on, taken) if typed else None

        return await self._set(seat, What.SHORT_NUMBER, employee_id, wanted, account_id)

    async def shown_did(self, seat: Seat, employee_id: int, did_id: int | None, account_id: int) -> Switched:
        """The Did that clients see; None: the main one."""

        def wanted(company: CompanySettings) -> Value:
            numbers = {did.id: did.number for did in company.dids}
            return None if did_id is None else numbers.get(did_id, "")

        return await self._set(seat, What.SHOWN_DID, employee_id, wanted, account_id)

    async def melody(self, seat: Seat, employee_id: int, melody_id: int | None, account_id: int) -> Switched:
        """What callers hear while this employee alone is rung; None: the company's hold music."""
        melody = None if melody_id is None else str(melody_id)
        return await self._set(seat, What.MELODY, employee_id, lambda _: melody, account_id)

    async def forwarding(self, seat: Seat, employee_id: int, value: Forwarding, account_id: int) -> Switched:
        """When callers are asked for a message."""
        return await self._set(seat, What.FORWARDING, employee_id, lambda _: value.value, account_id)

    async def ring_seconds(self, seat: Seat, employee_id: int, seconds: int, account_id: int) -> Switched:
        """How long the phone rings before that is no answer."""
        return await self._set(seat, What.RING_SECONDS, employee_id, lambda _: str(seconds), account_id)

    async def _set(
        self, seat: Seat, what: What, employee_id: int, wanted: Callable[[CompanySettings], Value], account_id: int
    ) -> Switched:
        async with self._company.change(seat, OF_NUMBERS) as company:
            company.employee(employee_id)
            change = Change(what, None, wanted(company), employee_id=employee_id)
            change = Change(what, company.present(change), change.after, employee_id=employee_id)
            if change.before == change.after:
                return Switched(change.after is not None, company.now, NOTHING, None)
            cost, entry = await company.apply([change], account_id)
            return Switched(change.after is not None, company.now, cost, entry)

    def _option(self, key: str) -> Option:
        return self._catalogue.option(known(key, [it.key for it in self._catalogue.of(Scope.NUMBER)]))


def _sort(company: CompanySettings, option: Option, want: bool, employee_ids: Iterable[int]) -> BulkChange:
    there = [one for one in dict.fromkeys(employee_ids) if one in company.employees]  # some may have been removed
    return bulk(option, want, [NumberState(one, (option.key, one) in company.on, company.facts(one)) for one in there])


def _skipped(company: CompanySettings, change: BulkChange) -> tuple[SkippedNumber, ...]:
    names = ((it, company.employee(it.employee_id).name) for it in change.skipped)
    return tuple(SkippedNumber(it.employee_id, name, it.missing[0].missing) for it, name in names)


def _texts(employee: Employee) -> tuple[str, ...]:
    return employee.name, employee.number, employee.phone, employee.short_number or ""


def _line(company: CompanySettings, it: Employee) -> NumberLine:
    on = company.options_of(it.id)
    return NumberLine(it.id, it.name, it.number, it.phone, it.short_number or "", it.kind, on)


def _option(company: CompanySettings, employee_id: int, option: Option) -> NumberOption:
    on = (option.key, employee_id) in company.on
    paid = int(employee_id in company.held_today(option.key))
    cost = Cost(-option.price, 0) if on else cost_of(option, 1, company.today, paid)
    return NumberOption(option, on, cost, missing(option, company.facts(employee_id)))


def _shows(company: CompanySettings, employee: Employee) -> str:
    chosen = next((did.number for did in company.dids if did.id == employee.shown_did_id), None)
    return number_settings.shown_did(tuple(did.number for did in company.dids), chosen)
