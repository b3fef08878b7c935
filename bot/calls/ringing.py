"""The phones that ring for one place in the line: the first to be picked up wins, all others fall silent."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.calls.floor import Floor, Place
from bot.domain.plan import Person, Queue, Ring
from bot.domain.queueing import DECLINED_REST, Waiting
from bot.ports import Leg, NoAnswer, NotAnswered, Pbx


@dataclass(frozen=True, slots=True)
class PickedUp:
    """Who answered, on which leg. They stay engaged on the floor until `Floor.release`."""

    person: Person
    leg: Leg


@dataclass(frozen=True, slots=True)
class Sought:
    """For whom phones ring. `name` is in the ids of their legs, `shows` on the phones; `place`: in the line."""

    name: str
    place: int
    shows: str
    company_id: int = 0
    client: str = ""
    promised: bool = False  # they do not wait on the line: they are called back
    direct: bool = False  # by this employee alone, who has asked for it


class Phones:
    """`picked`: the first to answer; None when everybody was rung in vain and nobody is rung twice."""

    def __init__(self, pbx: Pbx, floor: Floor, step: Ring | Queue, sought: Sought) -> None:
        self.picked: asyncio.Future[PickedUp | None] = asyncio.get_running_loop().create_future()
        self.changed = asyncio.Event()  # whose phones ring is not as it was
        self.rang_out = False  # somebody's telephone, to the end of its time
        self._taken = False
        self._pbx, self._floor, self._sought = pbx, floor, sought
        self._seconds = step.ring_seconds if isinstance(step, Queue) else step.seconds
        self._says = step.says if isinstance(step, Ring) else ""
        self._rest = DECLINED_REST if isinstance(step, Queue) else 0.0
        self._deadline = asyncio.get_running_loop().time() + step.seconds
        self._ringing: dict[asyncio.Task[Leg], Person] = {}
        self.place = _place(step, sought, self._ring)

    @property
    def ringing(self) -> tuple[Person, ...]:
        """Whose phones ring now."""
        return tuple(self._ringing.values())

    def take(self) -> PickedUp | None:
        """Who picked up; they are whoever's asks from here on."""
        if not self.picked.done():
            return None
        self._taken = True
        return self.picked.result()

    def _ring(self, person: Person) -> None:
        leg_id = f"ring-{self._sought.name}-{person.employee_id}-{secrets.token_hex(3)}"
        seconds = self._seconds
        if not self._sought.promised:  # nobody is rung on after the caller's time is over
            seconds = min(seconds, self._deadline - asyncio.get_running_loop().time())
        shows = {"caller_id": self._sought.shows, "name": self._says}
        reaching = self._pbx.ring(person.phone, leg_id=leg_id, seconds=seconds, **shows)
        task = asyncio.ensure_future(reaching)
        self._ringing[task] = person
        self.changed.set()
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[Leg]") -> None:
        """Answered first: kept. In vain: the floor may ring the next one. Too late or a bug: see `silence`."""
        if task.cancelled() or self.picked.done():
            return
        error = task.exception()
        self.changed.set()
        if error is None:
            self.picked.set_result(PickedUp(self._ringing.pop(task), task.result()))
        elif isinstance(error, NotAnswered):
            self.rang_out |= error.reason is NoAnswer.TIMEOUT
            self._floor.put_down(self.place, self._ringing.pop(task), self._rest)
            if self.place.over:
                self.picked.set_result(None)
        else:
            self.picked.set_exception(error)

    async def silence(self) -> None:
        """Stop what rings; whoever picked up in the same moment as the winner, or for nobody any more, is let go."""
        self._floor.leave(self.place)
        if not self.picked.done():
            self.picked.cancel()
        late = dict(self._ringing)
        for task in late:
            task.cancel()
        ends = await asyncio.gather(*late, return_exceptions=True)
        for person, ended in zip(late.values(), ends, strict=True):
            self._floor.put_down(self.place, person, rest=0.0)
            if not isinstance(ended, BaseException):
                await ended.hang_up()
        if not self._taken and not self.picked.cancelled() and (picked := self.take()):
            self._floor.release(picked.person)
            await picked.leg.hang_up()


@asynccontextmanager
async def phones(pbx: Pbx, floor: Floor, step: Ring | Queue, sought: Sought) -> AsyncIterator[Phones]:
    """They stand in the line during the block; at its end nothing rings any more. Who picked up: see `Phones.take`."""
    ringing = Phones(pbx, floor, step, sought)
    try:
        floor.join(ringing.place)
        if ringing.place.over:
            ringing.picked.set_result(None)
        yield ringing
    finally:
        await ringing.silence()


def _place(step: Ring | Queue, sought: Sought, ring: Callable[[Person], None]) -> Place:
    ids = tuple(person.employee_id for person in step.people)
    if isinstance(step, Ring):
        return Place(Waiting(sought.name, sought.place, ids, direct=True), step.people, ring, once=True)
    waiting = Waiting(sought.name, sought.place, ids, step.strategy, direct=sought.direct)
    once = step.wait is None or sought.direct
    return Place(
        waiting,
        step.people,
        ring,
        department_id=step.department_id,
        once=once,
        company_id=sought.company_id,
        client=sought.client,
        promised=sought.promised,
    )
