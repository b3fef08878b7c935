"""The company's options: the menu, what one costs and needs, switching it and its flags (O2, O3)."""

from dataclasses import replace

from bot.db.store import Store
from bot.domain.amounts import amount as parsed
from bot.domain.billing import Cost, cost_of
from bot.domain.cards import Seat
from bot.domain.cards_options import AmountLine, FlagLine, NumberOptionLine, Offer, OptionsCard, OptionSwitched
from bot.domain.catalogue import Catalogue
from bot.domain.dialling import COUNTRIES
from bot.domain.history import Change, What
from bot.domain.options import Option, Scope
from bot.domain.switching import menu, missing
from bot.ports import Clock
from bot.services.administration import Administration, known
from bot.services.company_parts import Part
from bot.services.settings import CompanySettings

NOTHING = Cost(monthly=0, today=0)
CARD = (Part.DIDS, Part.FLAGS, Part.AMOUNTS)  # what an option's card shows, and what switching it asks


class Options:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)
        self._catalogue = catalogue

    async def menu(self, seat: Seat) -> OptionsCard:
        """Every option with its state."""
        async with self._company.look(seat, (Part.EMPLOYEES,)) as company:
            lines = menu(self._catalogue, Scope.COMPANY, company.options_of(None))
            numbers = tuple(_number_line(company, it) for it in self._catalogue.of(Scope.NUMBER))
            return OptionsCard(lines, numbers, *company.options_in_all())

    async def offer(self, seat: Seat, key: str) -> Offer:
        """An option before it is switched: what that costs, what it needs, its flags."""
        option = self._option(key)
        async with self._company.look(seat, CARD) as company:
            return _offer(company, option)

    async def switch(self, seat: Seat, key: str, want: bool, account_id: int) -> OptionSwitched:
        """Bring the option to the wanted state; `NotReady` where something that it needs is missing."""
        change = Change(What.OPTION, before=not want, after=want, key=self._option(key).key)
        return await self._bring(seat, self._option(key), change, want, account_id)

    async def flag(self, seat: Seat, key: str, flag: str, want: bool, account_id: int) -> OptionSwitched:
        """Tick a flag of an option, or untick it; it is free."""
        known(flag, [it.key for it in self._option(key).flags])
        change = Change(What.FLAG, before=not want, after=want, key=f"{key}.{flag}")
        return await self._bring(seat, self._option(key), change, want, account_id)

    async def amount(self, seat: Seat, key: str, amount: str, typed: str, account_id: int) -> int | None:
        """Set a number of an option; what takes it back, None where it was so already. `Refused`: none that may be."""
        known(amount, [it.key for it in self._option(key).amounts])
        wanted = str(parsed(typed, self._option(key).amount(amount)))
        return await self._put(seat, Change(What.AMOUNT, None, wanted, f"{key}.{amount}"), account_id)

    async def regions(self, seat: Seat) -> frozenset[str]:
        """The countries that may be called on a stranger's wish and from the chat."""
        async with self._company.look(seat, (Part.REGIONS,)) as company:
            return company.regions

    async def region(self, seat: Seat, region: str, want: bool, account_id: int) -> int | None:
        """Allow a country or not; see `amount`."""
        return await self._put(seat, Change(What.REGION, not want, want, known(region, COUNTRIES)), account_id)

    async def _put(self, seat: Seat, wanted: Change, account_id: int) -> int | None:
        async with self._company.change(seat, (Part.AMOUNTS, Part.REGIONS)) as company:
            change = replace(wanted, before=company.present(wanted))
            if change.before == change.after:
                return None
            _, entry = await company.apply([change], account_id)
            return entry

    async def _bring(self, seat: Seat, option: Option, change: Change, want: bool, account_id: int) -> OptionSwitched:
        async with self._company.change(seat, CARD) as company:
            cost, entry = NOTHING, None
            if company.present(change) != want:
                cost, entry = await company.apply([change], account_id)
            return OptionSwitched(want, company.now, cost, entry, _offer(company, option))

    def _option(self, key: str) -> Option:
        return self._catalogue.option(known(key, [it.key for it in self._catalogue.of(Scope.COMPANY)]))


def _offer(company: CompanySettings, option: Option) -> Offer:
    on, ticked = (option.key, None) in company.on, company.flags_on(option.key)
    paid = len(company.held_today(option.key))
    return Offer(
        option=option,
        on=on,
        cost=Cost(-option.price, 0) if on else cost_of(option, 1, company.today, paid),
        missing=missing(option, company.facts(None)),
        flags=tuple(FlagLine(it.key, it.name, it.key in ticked, it.warning) for it in option.flags),
        amounts=tuple(AmountLine(it, company.amount(option.key, it.key)) for it in option.amounts),
    )


def _number_line(company: CompanySettings, option: Option) -> NumberOptionLine:
    on = sum(option.key == key for key, _ in company.on)
    return NumberOptionLine(option.key, option.name, option.price, on, len(company.employees))
