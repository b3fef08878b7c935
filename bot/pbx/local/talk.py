"""Two lines talk: each hears what the other says."""

import audioop
from collections.abc import Callable

from bot.pbx.local.frames import Metronome
from bot.pbx.local.line import Line


async def talk(a: Line, b: Line, keep: Callable[[bytes], None] | None) -> Line:
    """Until one is over, which is returned; `keep` gets every frame of both voices mixed."""
    metronome = Metronome()
    while not (a.over or b.over):
        beat = await metronome.beat()
        from_a, from_b = a.mouth.frame(beat), b.mouth.frame(beat)
        a.ear.tell(from_b)
        b.ear.tell(from_a)
        if keep:
            keep(audioop.add(from_a, from_b, 2))
    return a if a.over else b
