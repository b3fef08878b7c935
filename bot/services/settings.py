"""One company's settings within one transaction: their present values, and how each kind of them is changed."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Company, Did, Employee, Melody
from bot.db.money_models import History, OptionFlag
from bot.db.order_models import DiallingRow, OptionAmount
from bot.db.upsert import insert_or_update
from bot.domain.billing import Charge, CompanyDay, Cost, charges, monthly, one_more, total
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.forwarding import Forwarding
from bot.domain.history import Change, Value, What, to_json
from bot.domain.holdings import Holding, company_day, company_now, day_bounds, day_of
from bot.domain.number_settings import choose_did
from bot.domain.options import Facts, company_facts, number_facts
from bot.domain.switching import check
from bot.services import holdings
from bot.services.dialling import regions_of
from bot.services.kept import used_by
from bot.services.leading import Leading
from bot.services.notice_rows import NoticeRows

GONE = N_("This employee is not in the list any more.")


class CompanySettings:
    """Made by `Administration`. `on`: options that are on, with the employee (None: the company's)."""

    def __init__(self, session: AsyncSession, company: Company, catalogue: Catalogue, now: datetime) -> None:
        self.session = session
        self.company = company
        self.catalogue = catalogue
        self.now = now
        self.zone = ZoneInfo(company.time_zone)
        self.held: tuple[Holding, ...] = ()
        self.employees: dict[int, Employee] = {}
        self.dids: tuple[Did, ...] = ()
        self.on: set[tuple[str, int | None]] = set()
        self.recordings_may_go = False  # whoever takes packs away has been shown what will not fit
        self.regions: frozenset[str] = frozenset()
        self._flags: dict[tuple[str, str], bool] = {}
        self._amounts: dict[tuple[str, str], int] = {}
        self.leading = Leading(session, company.id, company.time_zone)
        self.notices = NoticeRows(session, company)

    @classmethod
    async def load(
        cls, session: AsyncSession, company: Company, catalogue: Catalogue, now: datetime
    ) -> "CompanySettings":
        """Everything that a menu, a card or a change asks for: few statements, however many numbers."""
        it = cls(session, company, catalogue, now)
        await it.reload()
        flags = await session.scalars(select(OptionFlag).where(OptionFlag.company_id == company.id))
        it._flags = {(flag.option_key, flag.flag_key): flag.value for flag in flags}
        amounts = await session.scalars(select(OptionAmount).where(OptionAmount.company_id == company.id))
        it._amounts = {(amount.option_key, amount.amount_key): amount.value for amount in amounts}
        it.regions = await regions_of(session, company.id)
        people = select(Employee).where(Employee.company_id == company.id).order_by(Employee.name, Employee.id)
        people = people.execution_options(populate_existing=True)
        it.employees = {employee.id: employee for employee in await session.scalars(people)}
        dids = select(Did).where(Did.company_id == company.id).order_by(Did.is_main.desc(), Did.id)
        it.dids = tuple(await session.scalars(dids))
        await it.leading.load()
        await it.notices.load()
        return it

    async def reload(self) -> None:
        """What is held, as it is after changes."""
        await self.session.flush()
        start, _ = day_bounds(self.today, self.zone)
        self.held = await holdings.held_since(self.session, self.company.id, start)
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

    def options_of(self, employee_id: int | None) -> frozenset[str]:
        """Keys of the options that are on: the employee's, or the company's."""
        return frozenset(key for key, of in self.on if of == employee_id)

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
        stored = {flag: value for (of, flag), value in self._flags.items() if of == option}
        return self.catalogue.option(option).flags_on(stored)

    def amount(self, option: str, key: str) -> int:
        """A number that is set for an option."""
        return self._amounts.get((option, key), self.catalogue.option(option).amount(key).default)

    def employee(self, employee_id: int) -> Employee:
        """One of the company; `Refused` for any other, whether they exist or not."""
        found = self.employees.get(employee_id)
        if found is None:
            raise Refused(GONE)
        return found

    async def apply(self, changes: Sequence[Change], account_id: int | None) -> tuple[Cost, int]:
        """Change it all and write it into the history: what it costs, and the id of the entry."""
        before = self.bill()
        for change in changes:
            await PUT[change.what](self, change)
        await self.reload()
        after = self.bill()
        cost = Cost(after.monthly - before.monthly, after.today - before.today)
        return cost, await self.note(changes, account_id)

    async def note(self, changes: Sequence[Change], account_id: int | None) -> int:
        """Write down what has been changed."""
        data = to_json(tuple(changes))
        entry = History(company_id=self.company.id, account_id=account_id, at=self.now, changes=data)
        self.session.add(entry)
        await self.session.flush()
        return entry.id

    def present(self, change: Change) -> Value:
        """The present value of what a change is about."""
        return VALUE[change.what](self, change)

    async def _put_option(self, change: Change) -> None:
        option, of = self.catalogue.option(change.key), change.employee_id
        kind, holder = Charge.OPTIONS, of or holdings.COMPANY
        if change.after:
            check(option, True, self.facts(of))
            holdings.begin(self.session, self.company.id, kind, option.key, (holder,), self.now)
            self.on.add((option.key, of))
        else:
            await holdings.end(self.session, self.company.id, kind, option.key, (holder,), self.now)
            self.on.discard((option.key, of))

    async def _put_flag(self, change: Change) -> None:
        option, _, flag = change.key.partition(".")
        keys = {"company_id": self.company.id, "option_key": option, "flag_key": flag}
        await insert_or_update(self.session, OptionFlag, "value", **keys, value=bool(change.after))
        self._flags[option, flag] = bool(change.after)

    async def _put_amount(self, change: Change) -> None:
        option, _, key = change.key.partition(".")
        keys = {"company_id": self.company.id, "option_key": option, "amount_key": key}
        value = int(str(change.after))
        await insert_or_update(self.session, OptionAmount, "value", **keys, value=value)
        self._amounts[option, key] = value

    async def _put_region(self, change: Change) -> None:
        self.regions = self.regions | {change.key} if change.after else self.regions - {change.key}
        allowed = " ".join(sorted(self.regions))
        await insert_or_update(self.session, DiallingRow, "regions", company_id=self.company.id, regions=allowed)

    async def _put_tariff(self, change: Change) -> None:
        self.company.tariff_key = self.catalogue.tariff(str(change.after)).key
        await holdings.follow(self.session, self.company, self.now)

    async def _put_renewal(self, change: Change) -> None:
        self.company.renew = bool(change.after)

    async def _put_short_number(self, change: Change) -> None:
        taken = {one.short_number: one.name for one in self.employees.values() if one.id != change.employee_id}
        if change.after is not None and change.after in taken:
            text = N_("{number} is the short number of {name}. Choose another one.")
            raise Refused(text, number=change.after, name=taken[str(change.after)])
        self._whose(change).short_number = None if change.after is None else str(change.after)
        await self.session.flush()  # in this order: a number is unique at every moment

    async def _put_shown_did(self, change: Change) -> None:
        ids = {did.number: did.id for did in self.dids}
        chosen = None if change.after is None else ids[choose_did(str(change.after), tuple(ids))]
        self._whose(change).shown_did_id = chosen

    async def _put_melody(self, change: Change) -> None:
        if change.after is not None:
            mine = select(func.count()).where(Melody.id == int(change.after), Melody.company_id == self.company.id)
            if not (await self.session.scalars(mine)).one():
                raise Refused(N_("This melody is not in the list any more."))
        self._whose(change).melody_id = None if change.after is None else int(change.after)

    async def _put_forwarding(self, change: Change) -> None:
        self._whose(change).forwarding = Forwarding(str(change.after))

    async def _put_ring_seconds(self, change: Change) -> None:
        self._whose(change).ring_seconds = int(str(change.after))

    @property
    def packs(self) -> int:
        """How many packs of storage it has."""
        return sum(it.kind is Charge.STORAGE and it.until is None for it in self.held)

    async def _put_packs(self, change: Change) -> None:
        """Packs are numbered from 1, the last ones go first: what is taken back the same day is charged once."""
        has, wants = self.packs, int(str(change.after))
        pack = self.catalogue.storage_pack
        if not 0 <= wants <= pack.most:
            raise Refused(N_("There are from 0 to {most} packs."), most=pack.most)
        quota = self.catalogue.tariff(self.company.tariff_key).storage + wants * pack.size
        fits = self.recordings_may_go or await used_by(self.session, self.company.id) <= quota
        if wants < has and not fits:
            raise Refused(N_("Recordings would not fit any more: give the pack up under “Storage”."))
        more, gone = range(has + 1, wants + 1), range(wants + 1, has + 1)
        kept = (Charge.STORAGE, pack.key)
        holdings.begin(self.session, self.company.id, *kept, more, self.now)
        await holdings.end(self.session, self.company.id, *kept, gone, self.now)

    async def _put_auto_packs(self, change: Change) -> None:
        self.company.auto_packs = bool(change.after)

    async def _put_rows(self, change: Change) -> None:
        """Who has the row has changed it: here only the fees follow."""
        await holdings.follow(self.session, self.company, self.now)

    def _whose(self, change: Change) -> Employee:
        return self.employee(change.employee_id or 0)

    def _flag(self, change: Change) -> Value:
        option, _, flag = change.key.partition(".")
        return flag in self.flags_on(option)

    def _amount(self, change: Change) -> Value:
        option, _, key = change.key.partition(".")
        return str(self.amount(option, key))

    def _shown_did(self, change: Change) -> Value:
        chosen = self._whose(change).shown_did_id
        return next((did.number for did in self.dids if did.id == chosen), None)

    def _melody(self, change: Change) -> Value:
        melody = self._whose(change).melody_id
        return None if melody is None else str(melody)


VALUE: dict[What, Callable[[CompanySettings, Change], Value]] = {
    What.OPTION: lambda it, change: (change.key, change.employee_id) in it.on,
    What.FLAG: CompanySettings._flag,
    What.AMOUNT: CompanySettings._amount,
    What.REGION: lambda it, change: change.key in it.regions,
    What.TARIFF: lambda it, change: it.company.tariff_key,
    What.RENEWAL: lambda it, change: it.company.renew,
    What.PACKS: lambda it, change: str(it.packs),
    What.AUTO_PACKS: lambda it, change: it.company.auto_packs,
    What.SHORT_NUMBER: lambda it, change: it._whose(change).short_number,
    What.SHOWN_DID: CompanySettings._shown_did,
    What.MELODY: CompanySettings._melody,
    What.MENU_SETTING: lambda it, change: it.leading.setting(change),
    What.SCHEDULE: lambda it, change: it.leading.line(change),
    What.CLIENT_NOTICE: lambda it, change: it.notices.value(change),
    What.FORWARDING: lambda it, change: it._whose(change).forwarding.value,
    What.RING_SECONDS: lambda it, change: str(it._whose(change).ring_seconds),
}
PUT: dict[What, Callable[[CompanySettings, Change], Awaitable[None]]] = {
    What.OPTION: CompanySettings._put_option,
    What.FLAG: CompanySettings._put_flag,
    What.AMOUNT: CompanySettings._put_amount,
    What.REGION: CompanySettings._put_region,
    What.TARIFF: CompanySettings._put_tariff,
    What.RENEWAL: CompanySettings._put_renewal,
    What.PACKS: CompanySettings._put_packs,
    What.AUTO_PACKS: CompanySettings._put_auto_packs,
    What.SHORT_NUMBER: CompanySettings._put_short_number,
    What.SHOWN_DID: CompanySettings._put_shown_did,
    What.MELODY: CompanySettings._put_melody,
    What.MENU_SETTING: lambda it, change: it.leading.put_setting(change),
    What.SCHEDULE: lambda it, change: it.leading.put_line(change),
    What.CLIENT_NOTICE: lambda it, change: it.notices.put(change),
    What.FORWARDING: CompanySettings._put_forwarding,
    What.RING_SECONDS: CompanySettings._put_ring_seconds,
    **dict.fromkeys((What.SOUND, What.EMPLOYEE, What.DEPARTMENT, What.DID, What.MENU), CompanySettings._put_rows),
}
