"""Cards of missed calls as facts, with a name from outside wherever one stands."""

from datetime import UTC, datetime, timedelta
from itertools import product

from bot.domain.pings import Ending, How, PingCard
from bot.i18n import Texts
from bot.keyboards import pings
from bot.keyboards.base import Screen

NOW = datetime(2026, 8, 3, 9, 41, tzinfo=UTC)
LONG_ID = 2**31 - 1


def ping(name: str, client: str = "+79001234567", calls: int = 3, ending: Ending | None = None) -> PingCard:
    return PingCard(LONG_ID, client, name, bool(name), calls, NOW - timedelta(days=1), NOW, "Europe/Moscow", ending)


def ping_screens(t: Texts, name: str) -> list[Screen]:
    endings = [None, *(Ending(how, name, NOW, seconds) for how, seconds in product(How, (None, 0.4, 7201.0)))]
    callers = ("+79001234567", "102", "", name)
    return [
        pings.card(t, ping(name, client, calls, end), NOW) for client, calls, end in product(callers, (1, 21), endings)
    ]
