"""How fast we may send: a short burst, then evenly. Pure: the time is passed in."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field

from bot.delivery.window import Window
from bot.ports import Channel


@dataclass(slots=True)
class _Line:
    full: float = 0.0  # when the last reserved turn has been worked off at the even rate
    turns: dict[int, float] = field(default_factory=dict)


class Pace:
    """Turns of each key: one in `every` seconds, up to `burst` at once before that. A turn once given is kept."""

    def __init__(self, every: float, burst: int) -> None:
        self._every = every
        self._slack = (burst - 1) * every
        self._lines: defaultdict[Hashable, _Line] = defaultdict(_Line)

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._lines)

    def turn(self, key: Hashable, item: int, now: float) -> float:
        """When this item may go; the same answer when asked again, so that nobody overtakes those given back."""
        line = self._lines[key]
        if item not in line.turns:
            line.turns[item] = max(now, line.full - self._slack)
            line.full = max(line.full, line.turns[item]) + self._every
        return line.turns[item]

    def done(self, key: Hashable, item: int, now: float) -> None:
        """The item is off."""
        line = self._lines[key]
        line.turns.pop(item, None)
        if not line.turns and line.full <= now:
            del self._lines[key]

    def hold(self, key: Hashable, until: float) -> None:
        """Nothing of this key before `until`, and no burst then; those who have turns keep their order."""
        items = self._lines[key].turns
        turns = {item: until + place * self._every for place, item in enumerate(sorted(items, key=items.__getitem__))}
        self._lines[key] = _Line(full=until + self._slack + len(turns) * self._every, turns=turns)


@dataclass(frozen=True, slots=True)
class Tempo:
    """How fast a channel is used: `each` by recipient, `overall` under one key, `width` sends at once."""

    each: Pace
    overall: Pace | Window
    width: int


def tempos() -> dict[Channel, Tempo]:
    """A fresh set. What Telegram allows a bot (30 a second) is for people of ours and for clients together."""
    telegram = Window(30, 1.0)
    return {
        Channel.TELEGRAM: Tempo(Pace(every=1.0, burst=3), telegram, width=20),
        Channel.CLIENT: Tempo(Pace(every=1.0, burst=1), telegram, width=5),
        Channel.EMAIL: Tempo(Pace(every=1.0, burst=5), Pace(every=1 / 10, burst=10), width=4),
        Channel.SMS: Tempo(Pace(every=1.0, burst=1), Pace(every=1 / 10, burst=1), width=4),
        Channel.WEBHOOK: Tempo(Pace(every=1 / 20, burst=20), Pace(every=1 / 50, burst=50), width=10),
    }
