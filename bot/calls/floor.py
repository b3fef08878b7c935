"""Who is on the phone and who waits. A plain object, changed without awaits on one loop: contention has no gaps.

Employees and departments belong to one company each, so that one floor serves all companies of a PBX.
"""

import asyncio
import sys
from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import takewhile
from types import MappingProxyType

from bot.domain.plan import Person
from bot.domain.queueing import Tally, Waiting, assign


class Place:
    """A place in the line, from `Floor.join` to `Floor.leave`. `ring`: called when a phone is to ring for it.

    `once`: nobody is rung for it a second time. `client`: who waits, or is waited for by a callback (`promised`).
    """

    def __init__(
        self,
        waiting: Waiting,
        people: Iterable[Person],
        ring: Callable[[Person], None],
        *,
        department_id: int | None = None,
        once: bool = False,
        company_id: int = 0,
        client: str = "",
        promised: bool = False,
    ) -> None:
        self.waiting = waiting
        self.people = {person.employee_id: person for person in people}
        self.ring = ring
        self.department_id = department_id
        self.once = once
        self.company_id = company_id
        self.client = client
        self.promised = promised

    @property
    def over(self) -> bool:
        """Everybody has been rung in vain."""
        return not self.waiting.people and not self.waiting.ringing


class Floor:
    """The employees of this PBX: engaged (rung, talking, calling), resting or free; and the line of those who wait."""

    def __init__(self, tallies: Mapping[int, Tally] = MappingProxyType({})) -> None:
        """`tallies`: what people did in an earlier life of ours, `last` by the clock of this loop."""
        self._engaged: Counter[int] = Counter()
        self._resting: dict[int, asyncio.TimerHandle] = {}
        self._tallies: dict[int, Tally] = dict(tallies)
        self._line: list[Place] = []
        self._live: Counter[tuple[int, str]] = Counter()  # clients on the line or dialled, by company and number
        self._present: Counter[tuple[int | None, str]] = Counter()  # callers in the line, by department and number

    def is_free(self, person: Person) -> bool:
        """Whether they are not on the phone."""
        return person.employee_id not in self._engaged

    def waiting_in(self, department_id: int) -> int:
        """How many callers stand in its line."""
        return sum(place.department_id == department_id and not place.promised for place in self._line)

    def number_of(self, place: Place) -> int:
        """Which one it is in its department's line, 1 is the next; whose client is on the line is not in the way."""
        before = takewhile(lambda one: one is not place, self._line)
        return 1 + sum(one.department_id == place.department_id and self.may_be_served(one) for one in before)

    def is_here(self, department_id: int | None, client: str) -> bool:
        """Whether they wait on the line themselves."""
        return (department_id, client) in self._present

    def may_be_served(self, place: Place) -> bool:
        """Nobody is rung to call a client back who is on the line, wherever in the company."""
        if not place.promised:
            return True
        return (place.company_id, place.client) not in self._live and not self.is_here(
            place.department_id, place.client
        )

    def line_of(self, department_id: int) -> tuple[Waiting, ...]:
        """Everybody who waits for a department, in order."""
        return tuple(place.waiting for place in self._line if place.department_id == department_id)

    async def engage(self, person: Person) -> None:
        """Wait until they are not on the phone; from then on nobody else rings them, until `release`."""
        engaged: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        last = Waiting(f"engage-{id(engaged)}", sys.maxsize, (person.employee_id,), direct=True)
        place = Place(last, (person,), lambda _: engaged.set_result(None))
        self.join(place)
        try:
            await asyncio.shield(engaged)
        except asyncio.CancelledError:
            if engaged.done():
                self.release(person)
            raise
        finally:
            self.leave(place)

    def join(self, place: Place) -> None:
        """Stand in the line: phones of those who are free ring at once, others when they get free."""
        if not place.promised:
            self._present[place.department_id, place.client] += 1
            self._inherit(place)
        insort(self._line, place, key=lambda one: one.waiting.place)
        self._serve([place])

    def leave(self, place: Place) -> None:
        """No phone begins to ring for it any more; those that do are still to be put down or kept."""
        if place not in self._line:
            return
        self._line.remove(place)
        if not place.promised:
            who = (place.department_id, place.client)
            self._present[who] -= 1
            self._present += Counter()  # drops what is down to nothing
            self._serve([one for one in self._line if one.promised and (one.department_id, one.client) == who])

    def put_down(self, place: Place, person: Person, rest: float) -> None:
        """A phone rang for it in vain; whose it is, they are not rung for the line for `rest` seconds."""
        people = place.waiting.people
        if place.once:
            people = tuple(one for one in people if one != person.employee_id)
        place.waiting = replace(place.waiting, people=people, ringing=place.waiting.ringing - 1)
        self.release(person, rest)
        if place in self._line:
            self._serve([place])

    def talked(self, person: Person) -> None:
        """They have talked to one of the line: counts for the strategies."""
        now = asyncio.get_running_loop().time()
        self._tallies[person.employee_id] = self._tallies.get(person.employee_id, Tally()).after_talk(now)

    def release(self, person: Person, rest: float = 0.0) -> None:
        """They are free, unless they are engaged otherwise too; for `rest` seconds the line does not have them."""
        employee = person.employee_id
        if rest:
            self._rest(employee, rest)
        self._engaged[employee] -= 1
        if not self._engaged[employee]:
            del self._engaged[employee]
            self._freed(employee)

    @contextmanager
    def calling(self, person: Person | None) -> Iterator[None]:
        """They are on the phone, whether they are rung at the same moment or not; None: it is a client who calls."""
        if person:
            self._engaged[person.employee_id] += 1
        try:
            yield
        finally:
            if person:
                self.release(person)

    @contextmanager
    def on_the_line(self, company_id: int, client: str) -> Iterator[None]:
        """This client is in a call of this company, or is being dialled by it; "" is nobody."""
        who = company_id, client
        self._live[who] += 1
        try:
            yield
        finally:
            self._live[who] -= 1
            self._live += Counter()  # drops what is down to nothing
            self._serve([one for one in self._line if one.promised and (one.company_id, one.client) == who])

    def _inherit(self, caller: Place) -> None:
        """Whoever was promised a call back and calls again keeps the place that they had."""
        for one in self._line:
            if one.promised and (one.department_id, one.client) == (caller.department_id, caller.client):
                caller.waiting = replace(caller.waiting, place=min(caller.waiting.place, one.waiting.place))

    def _rest(self, employee: int, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        before = self._resting.pop(employee, None)
        if before:
            before.cancel()
            until = max(until, before.when())
        self._resting[employee] = loop.call_at(until, self._rested, employee)

    def _rested(self, employee: int) -> None:
        del self._resting[employee]
        self._freed(employee)

    def _freed(self, employee: int) -> None:
        self._serve([place for place in self._line if employee in place.waiting.people])

    def _serve(self, places: list[Place]) -> None:
        """Ring whom these may have now. Others need no look: nobody has got free for them."""
        able = [place for place in places if self.may_be_served(place)]
        free = {one for place in able for one in place.waiting.people if one not in self._engaged}
        if not free:
            return
        by_key = {place.waiting.key: place for place in able}
        for key, employee in assign(
            (place.waiting for place in able), free, self._resting.keys() & free, self._tallies
        ):
            place = by_key[key]
            self._engaged[employee] += 1
            place.waiting = replace(place.waiting, ringing=place.waiting.ringing + 1)
            place.ring(place.people[employee])
