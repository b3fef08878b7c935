"""Who takes which caller: the line and the people who are free in, assignments out.

One line for all departments, callers and callbacks together, in the order in which their calls first came. Whoever is
free goes to the first in the line whom they may answer, so that nobody jumps it, and nobody is rung for two at once.
"""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

DECLINED_REST = 10.0  # seconds for which whoever has declined, or did not answer, is not rung for the line again


class Strategy(StrEnum):
    """Whom of its people a department rings: everybody who is free, or one after another, each for its ring time."""

    ALL = "all"
    IN_TURN = "in-turn"  # in the order of the list
    LEAST_RECENT = "least-recent"  # whose last talk is the longest ago
    FEWEST_CALLS = "fewest-calls"  # who has had the fewest talks, then as above


@dataclass(frozen=True, slots=True)
class Waiting:
    """One in the line. `place`: the smaller came first. `people`: who may be rung for it, in the order of the list.

    `ringing`: how many phones ring for it now. `direct`: it is for this person, so that a rest does not count.
    """

    key: str
    place: int
    people: tuple[int, ...]
    strategy: Strategy = Strategy.ALL
    ringing: int = 0
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """What somebody has done so far. `last`: when their last talk ended, on any clock that only goes on."""

    talks: int = 0
    last: float = float("-inf")

    def after_talk(self, now: float) -> "Tally":
        """With one more talk, which ended now."""
        return Tally(self.talks + 1, now)


Rank = Callable[[Tally], tuple[float, ...]]
RANKS: dict[Strategy, Rank] = {
    Strategy.IN_TURN: lambda _: (),
    Strategy.LEAST_RECENT: lambda tally: (tally.last,),
    Strategy.FEWEST_CALLS: lambda tally: (tally.talks, tally.last),
}


def assign(
    line: Iterable[Waiting], free: Set[int], resting: Set[int], tallies: Mapping[int, Tally]
) -> tuple[tuple[str, int], ...]:
    """Whom to ring for whom now, as pairs of a key and an employee; nobody of `free` stands in two of them.

    `line` is in the order of places. `resting`: those of `free` who have just declined or talked.
    """
    left, found = set(free), []
    for waiting in line:
        if not left:
            break
        chosen = wanted(waiting, left if waiting.direct else left - resting, tallies)
        found += [(waiting.key, employee) for employee in chosen]
        left.difference_update(chosen)
    return tuple(found)


def wanted(waiting: Waiting, free: Set[int], tallies: Mapping[int, Tally]) -> tuple[int, ...]:
    """Whom of those who are free to ring for one in the line."""
    can = tuple(employee for employee in waiting.people if employee in free)
    if waiting.strategy is Strategy.ALL or not can:
        return can
    rank = RANKS[waiting.strategy]
    return () if waiting.ringing else (min(can, key=lambda employee: rank(tallies.get(employee, Tally()))),)
