"""The tariff: its card with the money, changing it, renewing it automatically (O1)."""

from dataclasses import replace

from bot.db.store import Store
from bot.domain import tariffs
from bot.domain.billing import Cost, charges, paid_until, total
from bot.domain.cards import Seat
from bot.domain.cards_options import Switched
from bot.domain.cards_tariffs import TariffCard, TariffLine, TariffOffer
from bot.domain.catalogue import Catalogue
from bot.domain.history import Change, What
from bot.domain.tariffs import Tariff
from bot.ports import Clock
from bot.services.accounts import accrued_this_month, balance_before_today
from bot.services.administration import Administration, known
from bot.services.company_parts import Part
from bot.services.settings import CompanySettings
from bot.services.storage import oldest_beyond, room_of

NOTHING = Cost(monthly=0, today=0)
COUNTED = (Part.EMPLOYEES, Part.DIDS)


class Tariffs:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)
        self._catalogue = catalogue

    async def card(self, seat: Seat) -> TariffCard:
        """Everything about the tariff; the sums agree with the ledger to the kopeck."""
        async with self._company.look(seat, COUNTED) as company:
            accrued = await accrued_this_month(company)
            balance = await balance_before_today(company)
        tariff, has, bill = self._of(company), company.has_now, company.bill()
        return TariffCard(
            tariff=tariff,
            employees=len(company.employees),
            dids=len(company.dids),
            paid_until=paid_until(self._catalogue, has, balance, company.today),
            renew=company.company.renew,
            accrued=tuple(accrued.items()),
            accrued_total=sum(accrued.values()),
            balance=balance - bill.today,
            monthly=bill.monthly,
            choices=tuple(TariffLine(it.key, it.name, it.price, it is tariff) for it in self._catalogue.tariffs),
        )

    async def offer(self, seat: Seat, key: str) -> TariffOffer:
        """A tariff before it is taken, and what it would change."""
        wanted = self._tariff(key)
        async with self._company.look(seat, COUNTED) as company:
            present = self._of(company)
            pays = company.bill().monthly
            changed = tariffs.change(present, wanted, len(company.employees), len(company.dids), pays)
            going = await oldest_beyond(company.session, seat.company_id, room_of(company, tariff=key).quota)
            lost = (len(going), sum(one.bytes for one in going))
            return TariffOffer(wanted, wanted is present, changed, self._more_today(company, wanted), *lost)

    async def change(self, seat: Seat, key: str, account_id: int) -> Switched:
        """Take a tariff; a day with two of them is charged once, by the dearer."""
        wanted = self._tariff(key)
        async with self._company.change(seat, ()) as company:
            if company.company.tariff_key == wanted.key:
                return Switched(True, company.now, NOTHING, None)
            change = Change(What.TARIFF, company.company.tariff_key, wanted.key)
            cost, entry = await company.apply([change], account_id)
            return Switched(True, company.now, cost, entry)

    async def renew(self, seat: Seat, want: bool, account_id: int) -> Switched:
        """Renew automatically or not: without it the options go off by themselves once the balance is used up."""
        async with self._company.change(seat, ()) as company:
            if company.company.renew == want:
                return Switched(want, company.now, NOTHING, None)
            cost, entry = await company.apply([Change(What.RENEWAL, not want, want)], account_id)
            return Switched(want, company.now, cost, entry)

    def _of(self, company: CompanySettings) -> Tariff:
        return self._catalogue.tariff(company.company.tariff_key)

    def _tariff(self, key: str) -> Tariff:
        return self._catalogue.tariff(known(key, [tariff.key for tariff in self._catalogue.tariffs]))

    def _more_today(self, company: CompanySettings, wanted: Tariff) -> int:
        had = company.had_today
        with_it = replace(had, tariffs=had.tariffs | {wanted.key})
        return total(charges(self._catalogue, with_it, company.today)) - company.bill().today
