"""The server's wall clock, which a test may move on."""

from collections.abc import Callable

from bot.local.store import Store


class MovableClock:
    """Seconds since 1970. What was added to it lasts over a restart, so that dates never go back."""

    def __init__(self, now: Callable[[], float], store: Store) -> None:
        self._now = now
        self._store = store
        self._ahead = float(store.setting("clock").get("ahead", 0.0))

    def now(self) -> float:
        return self._now() + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds
        self._store.put("clock", 0, {"ahead": self._ahead})
