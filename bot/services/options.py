"""The company's options: the menu, what one costs and needs, switching it and its flags (O2, O3)."""

from dataclasses import replace

from bot.db.store import Store
from bot.domain.amounts import amount as parsed
from bot.domain.billing import Charge, Cost, by_kind, cost_of, monthly, paid_until
from bot.domain.cards import Seat
from bot.domain.cards_options import AmountLine, FlagLine, NumberOptionLine, Offer, OptionsCard, StatusLine, Switched
from bot.domain.catalogue import Catalogue
from bot.domain.dialling import COUNTRIES
from bot.domain.history import Change, What
from bot.domain.options import Option, Scope
from bot.domain.switching import menu, missing
from bot.ports import Clock
from bot.services.accounts import balance_before_today
from bot.services.administration import Administration, known
from bot.services.settings import CompanySettings
from bot.services.storage import outlook

NOTHING = Cost(monthly=0, today=0)


class Options:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)
        self._catalogue = catalogue

    async def menu(self, seat: Seat) -> OptionsCard:
        """Every option with its state."""
        async with self._company.look(seat) as company:
            return self._card(company)

    async def status(self, seat: Seat) -> StatusLine:
        """Tariff and options as the status card shows them (G2)."""
        async with self._company.look(seat) as company:
            card = self._card(company)
            balance = await balance_before_today(company)
            room, used, days = await outlook(company)
        until = paid_until(self._catalogue, company.has_now, balance, company.today)
        return StatusLine(
            self._catalogue.tariff(company.company.tariff_key).name,
            until,
            card.count,
            card.monthly,
            used,
            room.quota,
            days,
        )

    async def offer(self, seat: Seat, key: str) -> Offer:
        """An option before it is switched: what that costs, what it needs, its flags."""
        option = self._option(key)
        async with self._company.look(seat) as company:
            on, ticked = (key, None) in company.on, company.flags_on(key)
            paid = len(company.held_today(key))
            return Offer(
                option=option,
                on=on,
                cost=Cost(-option.price, 0) if on else cost_of(option, 1, company.today, paid),
                missing=missing(option, company.facts(None)),
                flags=tuple(FlagLine(it.key, it.name, it.key in ticked, it.warning) for it in option.flags),
                amounts=tuple(AmountLine(it, company.amount(key, it.key)) for it in option.amounts),
            )

    async def switch(self, seat: Seat, key: str, want: bool, account_id: int) -> Switched:
        """Bring the option to the wanted state; `NotReady` where something that it needs is missing."""
        change = Change(What.OPTION, before=not want, after=want, key=self._option(key).key)
        return await self._bring(seat, change, want, account_id)

    async def flag(self, seat: Seat, key: str, flag: str, want: bool, account_id: int) -> Switched:
        """Tick a flag of an option, or untick it; it is free."""
        known(flag, [it.key for it in self._option(key).flags])
        change = Change(What.FLAG, before=not want, after=want, key=f"{key}.{flag}")
        return await self._bring(seat, change, want, account_id)

    async def amount(self, seat: Seat, key: str, amount: str, typed: str, account_id: int) -> int | None:
        """Set a number of an option; what takes it back, None where it was so already. `Refused`: none that may be."""
        known(amount, [it.key for it in self._option(key).amounts])
        wanted = str(parsed(typed, self._option(key).amount(amount)))
        return await self._put(seat, Change(What.AMOUNT, None, wanted, f"{key}.{amount}"), account_id)

    async def regions(self, seat: Seat) -> frozenset[str]:
        """The countries that may be called on a stranger's wish and from the chat."""
        async with self._company.look(seat) as company:
            return company.regions

    async def region(self, seat: Seat, region: str, want: bool, account_id: int) -> int | None:
        """Allow a country or not; see `amount`."""
        return await self._put(seat, Change(What.REGION, not want, want, known(region, COUNTRIES)), account_id)

    async def _put(self, seat: Seat, wanted: Change, account_id: int) -> int | None:
        async with self._company.change(seat) as company:
            change = replace(wanted, before=company.present(wanted))
            if change.before == change.after:
                return None
            _, entry = await company.apply([change], account_id)
            return entry

    async def _bring(self, seat: Seat, change: Change, want: bool, account_id: int) -> Switched:
        async with self._company.change(seat) as company:
            if company.present(change) == want:
                return Switched(want, company.now, NOTHING, None)
            cost, entry = await company.apply([change], account_id)
            return Switched(want, company.now, cost, entry)

    def _option(self, key: str) -> Option:
        return self._catalogue.option(known(key, [it.key for it in self._catalogue.of(Scope.COMPANY)]))

    def _card(self, company: CompanySettings) -> OptionsCard:
        lines = menu(self._catalogue, Scope.COMPANY, company.options_of(None))
        numbers = tuple(
            NumberOptionLine(
                it.key, it.name, it.price, sum(key == it.key for key, _ in company.on), len(company.employees)
            )
            for it in self._catalogue.of(Scope.NUMBER)
        )
        fees = by_kind(monthly(self._catalogue, company.has_now))
        return OptionsCard(lines, numbers, fees[Charge.OPTIONS], len({key for key, _ in company.on}))
