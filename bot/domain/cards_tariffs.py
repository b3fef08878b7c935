"""What screens show of tariffs: plain facts, no rows. Money is whole kopecks."""

from dataclasses import dataclass
from datetime import date

from bot.domain.billing import Charge
from bot.domain.tariffs import Tariff, TariffChange


@dataclass(frozen=True, slots=True)
class TariffLine:
    """A tariff to choose."""

    key: str
    name: str
    price: int
    current: bool


@dataclass(frozen=True, slots=True)
class TariffCard:
    """The tariff and its money (O1). `accrued` and `balance` have today in them: what is held now is paid for today.

    `paid_until` None: for ten years or longer. `monthly`: tariff, extras and options as they are now.
    """

    tariff: Tariff
    employees: int
    dids: int
    paid_until: date | None
    renew: bool
    accrued: tuple[tuple[Charge, int], ...]
    accrued_total: int
    balance: int
    monthly: int
    choices: tuple[TariffLine, ...]


@dataclass(frozen=True, slots=True)
class TariffOffer:
    """A tariff before it is taken. `today`: what today costs more than it does already; `change.storage_*` in bytes.

    `going`: recordings that would not fit any more, and their bytes.
    """

    tariff: Tariff
    current: bool
    change: TariffChange
    today: int
    going: int = 0
    going_bytes: int = 0
