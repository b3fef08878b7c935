"""Public numbers: which there are, which is the main one, what they lead to (G4)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select

from bot.db.menu_models import OffHours, columns
from bot.db.models import Did, Employee
from bot.db.store import Store
from bot.domain import numbers
from bot.domain.billing import Charge, Cost
from bot.domain.cards import Seat
from bot.domain.cards_menus import DidCard, Place
from bot.domain.cards_options import Fact, Switched
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import Change, What
from bot.domain.menus import FOR_CALLS, FOR_CLOSED, Kind, Target, target
from bot.ports import Clock
from bot.services.administration import Administration
from bot.services.places import Places, led_by, off_hours, places
from bot.services.settings import CompanySettings

NOTHING = Cost(monthly=0, today=0)


class Dids:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)

    async def all(self, seat: Seat) -> tuple[DidCard, ...]:
        """The main one first."""
        async with self._company.look(seat) as company:
            named, twins = await places(company), await off_hours(company)
            return tuple(_card(named, twins, did) for did in company.dids)

    async def one(self, seat: Seat, did_id: int) -> DidCard:
        """A public number and what it leads to."""
        async with self._company.look(seat) as company:
            return _card(await places(company), await off_hours(company), _mine(company, did_id))

    async def check(self, seat: Seat, typed: str) -> str:
        """A new public number as it will be kept; `Refused` says what is wrong with it. Writes nothing."""
        async with self._company.look(seat) as company:
            return await _free(company, typed)

    async def cost(self, seat: Seat) -> Cost:
        """Of one more public number: nothing within the tariff."""
        async with self._company.look(seat) as company:
            return company.one_more(Charge.DIDS)

    async def add(self, seat: Seat, typed: str, to: str, account_id: int) -> int:
        """A new public number that leads there (a `Target` as text); the id. The first one is the main one."""
        async with self._company.change(seat) as company:
            number, place = await _free(company, typed), await _place(company, to, FOR_CALLS)
            did = Did(company_id=company.company.id, number=number, is_main=not company.dids, **_columns(place.target))
            company.session.add(did)
            added = Change(What.DID, None, str(place), title=number)
            await company.apply([added], account_id)
            return did.id

    async def lead(self, seat: Seat, did_id: int, to: str, account_id: int) -> Switched:
        """Let it lead there (a `Target` as text): to a department, an employee or a voice menu."""
        async with self._company.change(seat) as company:
            did, place = _mine(company, did_id), await _place(company, to, FOR_CALLS)
            before = led_by(did)
            if before == place.target:
                return Switched(True, company.now, NOTHING, None)
            was = str((await places(company))[before]) if before else None
            for column, value in _columns(place.target).items():
                setattr(did, column, value)
            return await _changed(
                company, [Change(What.DID, was, str(place), "leads_to", title=did.number)], account_id
            )

    async def lead_off_hours(self, seat: Seat, did_id: int, to: str, account_id: int) -> Switched:
        """Let it lead there while the company is closed, to voicemail too; "": where it always leads."""
        async with self._company.change(seat) as company:
            did, place = _mine(company, did_id), await _place(company, to, FOR_CLOSED) if to else None
            before = (await off_hours(company)).get(did_id)
            if before == (place and place.target):
                return Switched(place is not None, company.now, NOTHING, None)
            was = str((await places(company))[before]) if before else None
            await company.session.execute(delete(OffHours).where(OffHours.did_id == did_id))
            if place:
                company.session.add(OffHours(did_id=did_id, **columns(place.target)))
            change = Change(What.DID, was, str(place) if place else None, "off_hours", title=did.number)
            return await _changed(company, [change], account_id, on=place is not None)

    async def main(self, seat: Seat, did_id: int, account_id: int) -> Switched:
        """Make it the main one."""
        async with self._company.change(seat) as company:
            did, main = _mine(company, did_id), company.dids[0]
            if did is main and did.is_main:
                return Switched(True, company.now, NOTHING, None)
            for one in company.dids:
                one.is_main = one is did
            return await _changed(company, [Change(What.DID, main.number, did.number, "main")], account_id)

    async def depends(self, seat: Seat, did_id: int) -> tuple[Fact, ...]:
        """What the number's removal would touch."""
        async with self._company.look(seat) as company:
            did = _mine(company, did_id)
            shown = select(func.count()).where(Employee.shown_did_id == did_id)
            count = (await company.session.scalars(shown)).one()
            facts = [Fact(N_("Callers of {number} will not get through any more."), {"number": did.number})]
            if count:
                facts.append(Fact(N_("Employees who will show the main number instead: {count}."), {"count": count}))
            if did.is_main and len(company.dids) > 1:
                next_ = company.dids[1].number
                facts.append(Fact(N_("{number} will be the main number."), {"number": next_}))
            return tuple(facts)

    async def remove(self, seat: Seat, did_id: int, account_id: int) -> Switched:
        """The next one becomes the main one. `Refused` for the last: a company has at least one number."""
        async with self._company.change(seat) as company:
            did = _mine(company, did_id)
            others = [one for one in company.dids if one is not did]
            if not others:
                raise Refused(N_("This is the only public number. Add another one first."))
            if did.is_main:
                did.is_main, others[0].is_main = False, True
            await company.session.flush()
            await company.session.execute(delete(Did).where(Did.id == did_id))
            company.dids = tuple(others)
            return await _changed(company, [Change(What.DID, did.number, None, title=did.number)], account_id, on=False)


async def _changed(company: CompanySettings, changes: Sequence[Change], account_id: int, on: bool = True) -> Switched:
    cost, entry = await company.apply(changes, account_id)
    return Switched(on, company.now, cost, entry)


async def _free(company: CompanySettings, typed: str) -> str:
    number = numbers.e164(typed)
    if await company.session.scalar(select(Did.id).where(Did.number == number)):
        raise Refused(N_("{number} is a public number already."), number=number)
    for whose in (one for one in company.employees.values() if one.number == number):
        raise Refused(N_("{number} is the number of {name} already."), number=number, name=whose.name)
    return number


def _mine(company: CompanySettings, did_id: int) -> Did:
    found = next((did for did in company.dids if did.id == did_id), None)
    if found is None:
        raise Refused(N_("This public number is not in the list any more."))
    return found


async def _place(company: CompanySettings, to: str, kinds: frozenset[Kind]) -> Place:
    """Where it leads."""
    place = (await places(company)).get(target(to))
    if place is None or place.target.kind not in kinds:
        raise Refused(N_("There is no such place to lead to."))
    return place


def _columns(led: Target) -> dict[str, int | None]:
    kinds = {"department_id": Kind.DEPARTMENT, "employee_id": Kind.EMPLOYEE, "menu_id": Kind.MENU}
    return {column: led.id if led.kind is kind else None for column, kind in kinds.items()}


def _card(named: Places, twins: Mapping[int, Target], did: Did) -> DidCard:
    led, twin = led_by(did), twins.get(did.id)
    return DidCard(did.id, did.number, did.is_main, named[led] if led else None, named[twin] if twin else None)
