"""The SMS parts that a company has left, and the pack that is bought anew when they run out (O7).

A message takes all its parts or none. The chosen pack is bought before a message that does not fit, as often as that
takes; what cannot be bought is not sent.
"""

from dataclasses import dataclass, replace

from bot.domain.packs import SmsPack

PURCHASES_A_DAY = 3  # by itself; promises.md, "auto-buy cap". A free pack: once a calendar month


@dataclass(frozen=True, slots=True)
class Stock:
    """`left`: parts; `of`: how many there were after the last purchase, for «2998 из 3000»."""

    left: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Means:
    """What a company can buy with. `funds`: kopecks; `bought_today`: packs; `free_used`: this month's free pack."""

    pack: SmsPack | None
    funds: int
    bought_today: int = 0
    free_used: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """The stock after a message, and how many packs that took."""

    stock: Stock
    packs: int


def take(stock: Stock, parts: int, means: Means) -> Taken | None:
    """The parts of one message; None: they are not there and cannot be bought."""
    packs = 0
    while stock.left < parts:
        if means.pack is None or not _affordable(means.pack, means, packs):
            return None
        stock = bought(stock, means.pack)
        packs += 1
    return Taken(replace(stock, left=stock.left - parts), packs)


def bought(stock: Stock, pack: SmsPack) -> Stock:
    """One pack more."""
    left = stock.left + pack.size
    return Stock(left, left)


def returned(stock: Stock, parts: int) -> Stock:
    """Parts that the network has rejected come back."""
    left = stock.left + parts
    return Stock(left, max(left, stock.of))


def _affordable(pack: SmsPack, means: Means, packs: int) -> bool:
    if pack.price == 0:
        return not means.free_used and packs == 0
    return means.bought_today + packs < PURCHASES_A_DAY and pack.price * (packs + 1) <= means.funds
