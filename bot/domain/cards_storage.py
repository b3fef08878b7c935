"""What screens show of the room for recordings: plain facts, no rows. Sizes are bytes, money is kopecks."""

from dataclasses import dataclass

from bot.domain.billing import Cost
from bot.domain.storage import SOON, Room, runs_short


@dataclass(frozen=True, slots=True)
class StorageCard:
    """`price`: of a pack, a month; `more`: of another one, bought now.

    `days`: how long the room will do, None while nothing is recorded.
    """

    room: Room
    used: int
    auto: bool
    price: int
    more: Cost
    recordings: int
    days: int | None

    @property
    def wants_pack(self) -> bool:
        """Whether another pack is worth offering: the room is full soon, and there may be more of it."""
        full_soon = runs_short(self.room, self.used) or (self.days is not None and self.days < SOON)
        return full_soon and self.room.packs < self.room.most


@dataclass(frozen=True, slots=True)
class StorageOffer:
    """The form before it is saved. `monthly`: more, or less, a month; `going`: recordings that would be deleted."""

    packs: int
    quota: int
    monthly: int
    going: int
    going_bytes: int
