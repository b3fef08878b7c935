"""How much may be sent within a second: all of it at once, if need be. Pure: the time is passed in."""

from collections import deque
from collections.abc import Hashable


class Window:
    """At most `limit` turns within any `seconds`, whatever their key. A turn once given is kept, as with `Pace`."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._given: deque[float] = deque(maxlen=limit)  # the latest turns, in order
        self._turns: dict[int, float] = {}

    def turn(self, key: Hashable, item: int, now: float) -> float:
        """When this item may go; the same answer when asked again."""
        if item not in self._turns:
            full = len(self._given) == self._limit
            self._turns[item] = max(now, self._given[0] + self._seconds) if full else now
            self._given.append(self._turns[item])
        return self._turns[item]

    def done(self, key: Hashable, item: int, now: float) -> None:
        """The item is off."""
        self._turns.pop(item, None)

    def hold(self, key: Hashable, until: float) -> None:
        """Nothing before `until`, and evenly then; those who have turns keep their order."""
        step, waiting = self._seconds / self._limit, sorted(self._turns, key=self._turns.__getitem__)
        self._turns = {item: until + place * step for place, item in enumerate(waiting)}
        last = until + (len(waiting) - 1) * step
        self._given.extend(last - back * step for back in reversed(range(self._limit)))
