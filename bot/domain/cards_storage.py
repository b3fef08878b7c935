"""What screens show of the room for recordings: plain facts, no rows. Sizes are bytes, money is kopecks."""

from dataclasses import dataclass

from bot.domain.storage import Room


@dataclass(frozen=True, slots=True)
class StorageCard:
    """`price`: of a pack, a month. `days`: how long the room will do, None while nothing is recorded."""

    room: Room
    used: int
    auto: bool
    price: int
    recordings: int
    days: int | None


@dataclass(frozen=True, slots=True)
class StorageOffer:
    """The form before it is saved. `monthly`: more, or less, a month; `going`: recordings that would be deleted."""

    packs: int
    quota: int
    monthly: int
    going: int
    going_bytes: int
